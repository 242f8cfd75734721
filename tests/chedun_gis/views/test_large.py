"""The pages of a large town: they show how far the workers are, and stop them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from chedun_gis.texts import say
from chedun_gis.town import installation
from tests.chedun_gis.views.pages import opened, town_served
from tests.conftest import with_plans
from tests.large import large_town

# Workers give way to whatever else a busy machine does.
WORK_S = 600


@pytest.fixture
def shown(
    toy_dir: Path,
    tmp_path: Path,
    toy_with: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[list[str]]:
    """Serve a large town; keep the words that the bar showed."""
    large_town(toy_with)
    with_plans(toy_dir)
    words: list[str] = []
    empty = st.empty

    def noting() -> object:
        place = empty()
        progress = place.progress

        def shows(value: float, text: str) -> object:
            words.append(text)
            return progress(value, text)

        monkeypatch.setattr(place, "progress", shows, raising=False)
        return place

    monkeypatch.setattr(st, "empty", noting)
    with town_served(toy_dir, tmp_path / "space", monkeypatch):
        yield words


@pytest.mark.parametrize("name", ["score", "profile", "belt", "scenario"])
def test_a_page_of_a_large_town_shows_how_far_it_is(shown: list[str], name: str) -> None:
    app = opened(name, timeout_s=WORK_S)
    assert shown
    cut = [re.search(r"\d+ of \d+ parts, \d+ workers?…", words) for words in shown]
    assert any(cut) or name in {"profile", "belt"}  # theirs may be a single part
    assert not app.error
    # Asked for once: the next run of the page finds it.
    shown.clear()
    app.run()
    assert not app.exception
    assert not shown


def test_the_figures_of_the_scorecard_come_from_workers(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("chedun_gis.indicators.service_radius.coverage_report", here)
    app = opened("score", timeout_s=WORK_S)
    assert shown
    assert app.metric[0].label == say("indicator.met", "en")
    assert len(installation.town().frame("residential")) > 5_000
    assert "ha not covered" in "".join(str(each.value) for each in app.markdown)
