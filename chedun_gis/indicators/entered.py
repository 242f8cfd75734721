"""Take an indicator that no layer can measure from the table of entered values."""

from chedun_gis.indicators.indicator import Indicator, Measurement
from chedun_gis.town import Town
from layers import Text

_UNKNOWN = Text(
    "尚无数据；请在 data/indicator_values.csv 填写数值、日期与来源。",
    "No value yet; enter value, date and source in data/indicator_values.csv.",
)


def entered(town: Town, indicator: Indicator) -> Measurement:
    """Return the latest value entered with its date and source, or an unknown."""
    rows = [
        row for row in town.table("indicator_values") if row["id"] == indicator.id and row["value"]
    ]
    if not rows:
        return Measurement(None, _UNKNOWN)
    last = max(rows, key=lambda row: row["date"])
    detail = Text(f"{last['date']}年填报值", f"value entered for {last['date']}")
    return Measurement(float(last["value"]), detail, date=last["date"], source=last["source"])
