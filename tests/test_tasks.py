"""The tasks for planners name what is on the screen and in the data, in both languages."""

import re

import pytest

from chedun_gis.texts import TEXTS
from chedun_gis.town import open_town
from layers import BASIS, LAYERS, STAGES
from tests.test_docs import ROOT

PAGE = (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8")
HEAD, *TASKS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
BUDGETS = [line.split("|")[1:5] for line in HEAD.splitlines() if re.match(r"\| \d", line)]
# A line of places and signs alone would be any words.
LEAST_OWN = 5
PARTS = ("**目的**：", "**起点**：", "**步骤**：", "**最后看到**：", "**上限**：")
PARTS_EN = ("*Goal*: ", "*Begins* ", "*Steps*: ", "*At the end*: ", "*Budget*: ")


def words(lang: str) -> str:
    """Return all that the program can say and the shipped data name, a line each."""
    town = open_town()
    said = [each[lang] for each in (*TEXTS.values(), *STAGES.values(), *BASIS.values())]
    for layer in LAYERS.values():
        frame = town.frame(layer.id)
        said += [layer.title[lang], *(each.title[lang] for each in layer.all_fields)]
        for name in (f"name_{lang}", f"river_{lang}"):
            said += list(frame[name]) if name in frame else []
    return "\n".join(said)


def known(name: str, said: str) -> bool:
    """Tell whether a line is these words, but for what stands in its places."""
    for line in said.splitlines():
        own = re.split(r"\{[^}]*\}+", line)
        mostly_places = len(own) > 1 and len("".join(own)) < LEAST_OWN
        if not mostly_places and re.fullmatch(".+".join(map(re.escape, own)), name):
            return True
    return False


@pytest.mark.parametrize(
    ("lang", "quoted"), [("zh", r"「([^」]+)」"), ("en", r"“((?:[^“”]|“[^”]*”)+)”")]
)
def test_what_a_task_quotes_is_on_the_screen_or_in_the_data(lang: str, quoted: str) -> None:
    said = words(lang)
    part = "\n".join(
        line
        for task in TASKS
        for line in task.splitlines()
        if line.startswith("*Goal*") is (lang == "en")
    )
    found = set(re.findall(quoted, part))
    assert len(found) > 20
    assert sorted(each for each in found if not known(each, said)) == []


def test_a_task_is_complete_and_has_the_budget_of_the_table() -> None:
    assert len(TASKS) == len(BUDGETS) == 9
    for number, (task, row) in enumerate(zip(TASKS, BUDGETS, strict=True), start=1):
        first, name, clicks, seconds = (each.strip() for each in row)
        assert int(first) == number
        assert task.startswith(f"{number} {name.split(' · ')[0]} · ")
        assert [part for part in (*PARTS, *PARTS_EN) if part not in task] == []
        assert f"{clicks} 次" in task.split("**上限**：")[1]
        assert f"{seconds} 秒" in task.split("**上限**：")[1]
        assert f"{seconds} s." in task.split("*Budget*: ")[1]
