"""What is wrong with what the user gave: one fault that stops, or all problems of a file."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "repair"]


class InputError(ValueError):
    """Bad input: `code` picks the sentence, `params` fill it; the product words it in zh and en.

    The codes are listed with their sentences in `chedun_gis/texts`; a test fails when one that
    is raised anywhere has no sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        """Keep the code and its values; `str(error)` is for logs, never for the screen."""
        super().__init__(f"{code}: {params}" if params else code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or repair: a code with its values, the row (from 1), the feature and the field."""

    code: str
    level: Level = "error"
    row: int | None = None
    feature: str = ""
    field: str = ""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems makes the data unusable."""
    return any(problem.level == "error" for problem in problems)
