"""Make a belt of one's own an area that can be profiled."""

from chedun_gis.analysis import BeltQuestion, belts_of, line_of
from chedun_gis.indicators import input_of
from chedun_gis.profile.areas import Area
from chedun_gis.town import Town
from layers import Text

_KIND = Text("自定带", "Belt of your own")


def belt_area(town: Town, question: BeltQuestion) -> Area | None:
    """Return the belt of one line as an area; None when it lies wholly outside the town."""
    shape, line = belts_of(town, question), line_of(town, question.line)
    if shape.geometry.iloc[0].is_empty:
        return None
    width_m = float(shape["width_m"].iloc[0])
    return Area(
        key="own:belt",
        title=Text(f"{line.title.zh}（{width_m:g} 米）", f"{line.title.en} ({width_m:g} m)"),
        shape=shape[["id", "geometry"]],
        drawn=input_of(town, line.layer, line.features),
        kind=_KIND,
        width_m=width_m,
    )
