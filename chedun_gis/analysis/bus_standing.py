"""Say how far the lines of an area serve it, and write the answer as a table."""

from typing import Final, Literal

import pandas as pd

from chedun_gis.analysis.bus import BusReport
from chedun_gis.texts import Lang, joined, say

Served = Literal["met", "partly", "hardly", "missed"]
# The plan counts lines that stop within reach of an area, wherever in it, and says nothing of how
# much of it they reach: these two shares are this project's own.
WHOLE: Final = 0.9
HARDLY: Final = 0.1


def served(report: BusReport) -> "pd.Series[str]":
    """Return for each area "missed", or how far the lines asked for serve it.

    "met" from nine tenths of the area on, "hardly" below one tenth, "partly" between.
    """

    def of(row: "pd.Series[float]") -> Served:
        if not row["met"]:
            return "missed"
        if row["share"] >= WHOLE:
            return "met"
        return "hardly" if row["share"] < HARDLY else "partly"

    return report.verdicts.apply(of, axis=1)


def bus_table(report: BusReport, lang: Lang) -> pd.DataFrame:
    """Return the answer as a table for people: area, number of lines, verdict, share, lines."""
    found = report.verdicts
    return pd.DataFrame(
        {
            say("bus.zone", lang): report.zones[f"name_{lang}"].to_numpy(),
            say("bus.count", lang): found["line_count"].to_numpy(),
            say("bus.met", lang): [say(f"bus.served.{each}", lang) for each in served(report)],
            say("bus.share_percent", lang): (100 * found["share"].to_numpy()).round(1),
            say("bus.lines", lang): [joined(lines, lang) for lines in found["lines"]],
        }
    )
