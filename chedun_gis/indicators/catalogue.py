"""Read the plan's targets."""

from collections.abc import Mapping

from chedun_gis.indicators.indicator import Indicator, Target
from chedun_gis.town import Town
from layers import Text


def indicators(town: Town) -> list[Indicator]:
    """Return the indicators in the order of the plan's table."""
    return [_indicator(row) for row in town.table("indicators")]


def _indicator(row: Mapping[str, str]) -> Indicator:
    number = row["target_2025"]
    return Indicator(
        id=row["id"],
        title=Text(row["name_zh"], row["name_en"]),
        unit=Text(row["unit_zh"], row["unit"]),
        target=Target(
            float(number) if number else None,
            Text(row["target_text_zh"], row["target_text_en"]),
            row["sense"],
            row["nature"],
        ),
        kind=row["kind"],
        clause=row["plan_ref"],
        note=Text(row["note_zh"], row["note_en"]),
        rule=row.get("rule", ""),
    )
