"""Printable reports: what they say is gathered here, and written as HTML or PDF."""

from chedun_gis.report.blocks import Report
from chedun_gis.report.content_evaluation import evaluation_report
from chedun_gis.report.evaluation_data import evaluation_data
from chedun_gis.report.make import (
    EVALUATION_PREVIEW,
    FORMATS,
    MIME,
    REPORT_FILES,
    EvaluationPreview,
    ReportFiles,
    ReportRequest,
    form_of,
    report_of,
)
