"""Printable reports: what they say is gathered here, and written as HTML or PDF."""

from chedun_gis.report.blocks import Report
from chedun_gis.report.make import (
    FORMATS,
    MIME,
    REPORT_FILES,
    ReportFiles,
    ReportRequest,
    report_of,
)
