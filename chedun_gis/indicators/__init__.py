"""The plans' indicators, each measured, entered or unknown."""

from chedun_gis.indicators.declarations import declarations, effect_of
from chedun_gis.indicators.drafting import (
    PlanDraft,
    chapter_lines,
    chapters_of,
    draft_of,
    keep_plan,
    next_draft,
    open_projects,
    taken_over,
)
from chedun_gis.indicators.entering import (
    explanation_of,
    indicators_known,
    new_project_of,
    place_of,
    projects_known,
    status_of,
    value_of,
)
from chedun_gis.indicators.evaluating import (
    EVALUATION_KINDS,
    Evaluation,
    EvaluationKind,
    EvaluationQuestion,
    IndicatorStanding,
    ProjectStanding,
    evaluated_year,
    evaluation_of,
)
from chedun_gis.indicators.indicator import (
    AddedBy,
    Input,
    Measurement,
    Result,
    indicators,
    input_of,
    plan_of,
    plans_of,
)
from chedun_gis.indicators.lines import (
    STATES,
    ScoreLine,
    added_words,
    as_data,
    entry_lines,
    input_words,
    likely_words,
    line_of,
    missing_words,
    part_words,
    progress_notes,
    state_of,
    unknown_entries,
    value_words,
    worst_words,
)
from chedun_gis.indicators.looks import Look, Looks
from chedun_gis.indicators.overview import Money, overview
from chedun_gis.indicators.plan_words import pair_words, plan_faults, plan_rows
from chedun_gis.indicators.planned import ProjectOfPlan, asked_year
from chedun_gis.indicators.progress import PACES, Headway, Pace, progress_of
from chedun_gis.indicators.recording import can_be_recorded, measured_of
from chedun_gis.indicators.results import is_measured, result_of, scorecard, with_likely
from chedun_gis.indicators.score import (
    SCORE_EVIDENCE,
    SCORECARD,
    ScorePart,
    likely_score,
    score_part,
    score_parts,
    score_places,
)
from chedun_gis.indicators.side_by_side import PlanPair, base_of, pair_as_data, side_by_side
from chedun_gis.indicators.telling import (
    about_of,
    date_of,
    entry_words,
    feature_words,
    titles,
)
from chedun_gis.indicators.watch import (
    WARNS,
    Notice,
    feature_notices,
    indicator_notices,
    notice_data,
    notice_words,
    project_notices,
    stale_notices,
    watch_of,
)
