"""Printable reports: what they say is gathered here, and written as HTML or PDF."""

from chedun_gis.report.blocks import Report
from chedun_gis.report.content_scenarios import scenarios_report
from chedun_gis.report.content_scorecard import scorecard_report
from chedun_gis.report.content_zone import area_report
from chedun_gis.report.make import FORMATS, MIME, report_of
