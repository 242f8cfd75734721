"""Say what a plan of the town is: its name, its years and the chapters that its clauses cite."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from geo import Problem
from layers.layer import Text
from layers.strict import SOME, Word, Words, checked, said
from layers.toml_file import read_toml

PLAN_FILE: Final = "plan.toml"
_LONGEST: Final = 40
_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def is_plan_id(text: str) -> bool:
    """Tell whether a text can name a plan: letters a to z, digits and hyphens, as a folder's."""
    return bool(_ID.fullmatch(text))


def _one_line(text: str) -> str:
    if len(text) > _LONGEST or not text.isprintable():
        raise ValueError(text)
    return text


Year = Annotated[int, Field(ge=1949, le=2100)]
Numeral = Annotated[Word, AfterValidator(_one_line), said("text ≤ 40")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter by the number that clauses begin with; None as title where the text has none."""

    clause: Numeral
    title: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of the town.

    - `id`: the name of its folder; `name` in both languages.
    - `first_year` to `last_year` are its years, both included; values of `base_year` and before
      are what it begins with, so that year is before the first.
    - `draft` tells that it is being prepared and not yet in force.
    """

    id: Word
    name: Words
    first_year: Year
    last_year: Year
    base_year: Year
    chapters: Annotated[tuple[Chapter, ...], SOME, Field(alias="chapter")] = ()
    draft: bool = False

    @property
    def years(self) -> range:
        """The years of the plan."""
        return range(self.first_year, self.last_year + 1)

    @property
    def span(self) -> int:
        """How many years it takes from the base year to the last."""
        return self.last_year - self.base_year

    @property
    def title(self) -> Text:
        """The name with its years."""
        first, last = self.first_year, self.last_year
        return Text(f"{self.name.zh}（{first}—{last}）", f"{self.name.en} ({first}–{last})")

    def chapter_of(self, clause: str) -> Chapter | None:
        """Return the chapter of a clause, of several the first's; None for one of no chapter."""
        for each in sorted(self.chapters, key=lambda each: -len(each.clause)):
            rest = clause[len(each.clause) :]
            goes_on = each.clause[-1].isdigit() and rest[:1].isdigit()
            if clause.startswith(each.clause) and not goes_on:
                return each
        return None


def read_plan(plan_id: str, content: bytes | None) -> tuple[Plan | None, list[Problem]]:
    """Return the plan that a folder's `plan.toml` states, or None and all that is wrong with it.

    `content` is what stood in it, None when it could not be read. Raises what `read_toml` raises.
    Problem codes: those of `checked`, `plan_id` (value) for a folder that cannot be one, and
    `plan_years` (first, last, base) for years that are in no order.
    """
    table = read_toml(PLAN_FILE, content)
    wrong = [] if is_plan_id(plan_id) else [Problem("plan_id", params={"value": plan_id})]
    if "id" in table:
        wrong.append(Problem("key_unknown", field="id", params={"key": "id"}))
    plan, problems = checked(Plan, {**table, "id": plan_id or "-"})
    problems = [*wrong, *problems]
    if plan is not None and not plan.base_year < plan.first_year <= plan.last_year:
        params: dict[str, object] = {
            "first": plan.first_year,
            "last": plan.last_year,
            "base": plan.base_year,
        }
        problems.append(Problem("plan_years", field="first_year", params=params))
    return (None if problems else plan), problems
