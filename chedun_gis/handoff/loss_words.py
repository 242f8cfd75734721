"""Word losses and findings in one language; plain text, no markup."""

from chedun_gis.handoff.column import Loss
from chedun_gis.handoff.layer_file import LayerFile
from chedun_gis.handoff.verify import Difference
from chedun_gis.texts import Lang, say
from layers import Layer


def loss_sentence(loss: Loss, layer: Layer, lang: Lang) -> str:
    """Return what a file does not hold, and for how many features."""
    listed = loss.example if lang == "zh" else loss.example.replace("、", ", ")
    params = {"count": loss.count, "example": listed, **loss.params}
    return say(f"loss.{loss.code}", lang, **params, field=_title(layer, loss.field, lang))


def difference_sentence(found: Difference, lang: Lang) -> str:
    """Return how the file differs from what was written."""
    return say(
        f"difference.{found.code}",
        lang,
        feature=found.feature,
        field=found.field,
        written=found.written,
        read=found.read,
    )


def verdict(written: LayerFile, lang: Lang) -> str:
    """Return what reading a layer back found, in a few words."""
    if written.verification.same:
        return say("handoff.same", lang)
    return say("handoff.differs", lang, count=written.verification.count)


def farthest(files: tuple[LayerFile, ...], lang: Lang) -> str:
    """Return the bound that the offsets of all these files keep."""
    rounded = any(each.verification.rounded for each in files)
    return say("handoff.centimetre" if rounded else "handoff.millimetre", lang)


def _title(layer: Layer, name: str, lang: Lang) -> str:
    titles = {field.name: field.title[lang] for field in layer.all_fields}
    return f"{titles[name]} ({name})" if name in titles else name
