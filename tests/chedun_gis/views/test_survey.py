"""The page on what to survey next, as it is asked and answered."""

from pathlib import Path

import pytest

from chedun_gis.texts import LANGS, Lang, say
from chedun_gis.town.settings import DATA_DIR
from tests.chedun_gis.views.pages import opened, plain, town_served


@pytest.mark.parametrize("lang", LANGS)
def test_the_order_is_worked_out_when_it_is_asked_for(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_served(DATA_DIR, tmp_path / "workspace", monkeypatch):
        app = opened("survey", lang, figures="school", budget="3")
        assert not app.success
        label = say("survey.ask", lang)
        next(each for each in app.button if each.label == label).click().run(timeout=240)
        assert not app.exception
        assert not app.error
        [said] = [plain(each.value) for each in app.success]
        assert ("先测这" if lang == "zh" else "Survey these") in said
        steps, items = (each.value for each in app.dataframe)
        assert steps[say("survey.total", lang)].iloc[-1] <= 3
        assert list(items["#"]) == list(range(1, len(items) + 1))
        # A budget that buys nothing.
        app.number_input[0].set_value(0.0).run(timeout=240)
        assert [each.value for each in app.warning] == [say("survey.stale", lang)]
        next(each for each in app.button if each.label == label).click().run(timeout=240)
        assert [each.value for each in app.info] == [say("survey.none", lang)]
