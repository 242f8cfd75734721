"""Say what a file does not hold as its layer does."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a file does not hold as the layer does: where, how often, for example.

    `originals` are the values that were changed, each behind its feature's id.
    """

    code: str
    field: str = ""
    count: int = 0
    example: str = ""
    params: dict[str, object] = dataclasses.field(default_factory=dict)
    originals: tuple[tuple[str, str], ...] = ()
