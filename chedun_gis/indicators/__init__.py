"""The plan's indicators, each measured, entered or unknown."""

from chedun_gis.indicators.adding import PLAN_YEARS
from chedun_gis.indicators.entering import (
    indicators_known,
    new_project_of,
    place_of,
    projects_known,
    status_of,
    value_of,
)
from chedun_gis.indicators.indicator import Input, Measurement, Result, indicators, input_of
from chedun_gis.indicators.lines import (
    STATES,
    as_data,
    entry_lines,
    input_words,
    likely_words,
    line_of,
    missing_words,
    progress_notes,
    state_of,
    unknown_entries,
    worst_words,
)
from chedun_gis.indicators.overview import overview
from chedun_gis.indicators.progress import PACES, progress_of
from chedun_gis.indicators.recording import can_be_recorded, measured_of
from chedun_gis.indicators.results import result_of, scorecard
from chedun_gis.indicators.score import (
    SCORE_EVIDENCE,
    SCORECARD,
    ScorePart,
    score,
    score_part,
    score_parts,
)
from chedun_gis.indicators.telling import about_of, date_of, entry_words, titles
from chedun_gis.indicators.watch import (
    WARNS,
    Notice,
    indicator_notices,
    notice_words,
    project_notices,
)
