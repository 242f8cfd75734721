"""Find a font that holds Chinese: in the installed font package, or on the system."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import typst

from chedun_gis.town import once
from geo import InputError

# The package that brings a font along; it holds one weight.
PACKAGE = "noto_cjk_sans_otc"
# As preferred: the open fonts, then what Windows, macOS and Linux have.
FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
    "Noto Serif CJK SC",
)
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Font:
    """A font family for Typst, `found` the fonts it is among; without `bold` it is imitated."""

    family: str
    bold: bool
    found: typst.Fonts


@once
def find_font() -> Font:
    """Return the preferred font; `InputError("report_no_font")` when none holds Chinese."""
    found = typst.Fonts(font_paths=_package_folders())
    weights: dict[str, list[int]] = {}
    for each in found.fonts():
        weights.setdefault(each.family, []).append(each.weight)
    family = next((each for each in FAMILIES if each in weights), None)
    if family is None:
        raise InputError("report_no_font")
    return Font(family, max(weights[family]) >= _BOLD, found)


def _package_folders() -> list[str]:
    spec = find_spec(PACKAGE)
    return [str(Path(spec.origin).parent)] if spec and spec.origin else []
