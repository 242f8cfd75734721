"""The questions about a town, each composed once: coverage, bus, water, belts."""

from chedun_gis.analysis.amounts import amounts_of
from chedun_gis.analysis.belts import (
    LINE_LAYERS,
    TOWN,
    BeltQuestion,
    NamedLine,
    belts_of,
    line_of,
    lines_of,
    widened,
)
from chedun_gis.analysis.bus import (
    RADII_M,
    BusQuestion,
    BusReport,
    BusTerms,
    bus_evidence,
    bus_of,
    bus_report,
    bus_terms,
    counted_stops,
    target_areas,
)
from chedun_gis.analysis.bus_standing import bus_table, served
from chedun_gis.analysis.coverage import (
    FULL,
    PARKS,
    CoverageQuestion,
    CoverageTerms,
    ServiceTerms,
    coverage_evidence,
    coverage_report,
    coverage_terms,
    covered,
    known,
    measured,
    other_lands,
    over_lands,
    people_of,
    places_of,
    rule_data,
    service_terms,
    share_data,
    terms_within,
    zone_data,
)
from chedun_gis.analysis.coverage_data import as_data
from chedun_gis.analysis.coverage_figures import (
    CoverageFigures,
    figures_from,
    figures_of,
    gaps_from,
)
from chedun_gis.analysis.coverage_large import (
    LARGE_COVERAGE,
    MOST_NAMED,
    LargeCoverage,
    be_ready,
    is_too_large,
    large_data,
    large_places,
)
from chedun_gis.analysis.coverage_places import placed_gaps, zones_missed
from chedun_gis.analysis.coverage_rows import (
    MOST_PARCELS,
    Measured,
    RangeRows,
    bounds_part,
    joined_rows,
    mapped_rows,
    measured_rows,
    parts_for,
    range_of_rows,
    range_together,
    rows_of,
    sent,
    together,
)
from chedun_gis.analysis.coverage_sheet import (
    COVERAGE_FILES,
    COVERAGE_LIKELY,
    COVERAGE_SHARES,
    COVERAGE_SHEET,
    CoverageShare,
    CoverageSheet,
    by_lands,
    by_rules,
)
from chedun_gis.analysis.demands import DEMANDS, Demand, demand_of
from chedun_gis.analysis.doubt import (
    DoubtBasis,
    count_interval,
    doubt_basis,
    errors_of,
    key_of,
    layer_and_id,
    likely_bus,
    likely_coverage,
    likely_data,
    likely_inside,
    likely_lines_of,
    likely_of_every,
    likely_of_frames,
    share_interval,
)
from chedun_gis.analysis.evidence import (
    DrawnEvidence,
    DrawnPart,
    Evidence,
    EvidencePart,
    Pen,
    drawn,
    drawn_features,
    drawn_lines,
    listed,
)
from chedun_gis.analysis.nearest import named_gaps, nearest_names, with_near
from chedun_gis.analysis.rules import coverage_rules, find_rule, lines_rule
from chedun_gis.analysis.services import SERVICE_KINDS, ServiceKind, counted, open_services
from chedun_gis.analysis.shades import Shades
from chedun_gis.analysis.stale import StaleFeatures, stale_age, stale_features, stale_words
from chedun_gis.analysis.summary import summary_of
from chedun_gis.analysis.survey import (
    BUDGET_DAYS,
    DAYS,
    FIGURES,
    MOST_STEPS,
    SURVEY,
    TRIP_DAYS,
    SurveyQuestion,
    SurveySheet,
    survey_data,
)
from chedun_gis.analysis.surveyed import FigureChange, changes_data, survey_changes
from chedun_gis.analysis.uncounted import NotCounted, left_out, left_out_data, left_out_words
from chedun_gis.analysis.water import (
    Reach,
    WaterQuestion,
    WaterReport,
    misplaced,
    near_misses,
    river_of,
    rivers_to_fill,
    stations_of,
    water_report,
)
from chedun_gis.analysis.water_evidence import (
    CLASS_COLOURS,
    CLASS_TEXTS,
    NO_DATA,
    segment_frame,
    station_data,
    water_evidence,
)
