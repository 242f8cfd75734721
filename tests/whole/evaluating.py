"""What an evaluation of each kind says of a town, as data, in words, and as a Word document."""

from chedun_gis.indicators import EVALUATION_KINDS, EvaluationQuestion, evaluation_of
from chedun_gis.report import FORMATS, evaluation_data, evaluation_report
from chedun_gis.report.make import evaluation_preview
from chedun_gis.town import Town, up_to
from tests.whole.digests import digest

DATE = "2026-11-25"


def evaluation_told(town: Town) -> str:
    """Evaluate the plan as of the year of each kind; a series that is cut at a year is another."""
    found: list[object] = []
    for kind in EVALUATION_KINDS:
        question = EvaluationQuestion(kind=kind)
        its = evaluation_of(town, question)
        found += [evaluation_data(its), evaluation_preview(town, question, "en")]
        found.append(up_to(town, its.year).series)
    report = evaluation_report(its, DATE, lang="zh")
    return digest(*map(str, found), FORMATS["docx"](report))
