"""Report what is wrong with a file, place by place."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "repair"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or repair: a code with its values, the row (from 1), the feature and the field."""

    code: str
    level: Level = "error"
    row: int | None = None
    feature: str = ""
    field: str = ""
    params: dict[str, object] = dataclasses.field(default_factory=dict)


def has_errors(problems: list[Problem]) -> bool:
    """Tell whether any of the problems makes the data unusable."""
    return any(problem.level == "error" for problem in problems)
