"""Tell what of all that is to be watched has come since the visitor's last look."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from chedun_gis.indicators import Look, Looks, Notice
from chedun_gis.server import VISITOR
from chedun_gis.texts import Lang, say, today
from chedun_gis.town import settings
from chedun_gis.views.shared import visitor


def last(plan: str) -> Look | None:
    """Return the visitor's last look at a plan before today."""
    return _looks(plan).before(today())


def looked(notices: Sequence[Notice], plan: str) -> None:
    """Keep that the visitor has these of a plan before them."""
    _looks(plan).keep(notices, today())


def kind_words(notice: Notice, before: Look | None, lang: Lang) -> str:
    """Return of what kind a notice is, and that it is new since a look."""
    kind = say(f"watch.kind.{notice.kind}", lang)
    new = before is not None and before.lacked(notice)
    return say("watch.new", lang, kind=kind) if new else kind


def _looks(plan: str) -> Looks:
    # Who signed in is the same on every machine; else the browser is known by its number.
    person = visitor.person()
    known = "" if person.alone else person.name
    who = known or str(st.context.cookies.get(VISITOR, ""))
    return Looks(Path(settings().workspace) / "looks", who, plan)
