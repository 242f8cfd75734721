"""Leave out what OpenAPI has no words for: that a box's lower corner comes first."""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(context: schemathesis.HookContext, query: dict[str, Any] | None) -> bool:  # noqa: ARG001 - a hook's
    box = (query or {}).get("bbox")
    numbers = box.split(",") if isinstance(box, str) else box
    if not isinstance(numbers, list) or len(numbers) not in {4, 6}:
        return True
    half = len(numbers) // 2
    try:
        low, high = ([float(each) for each in part[:2]] for part in (numbers, numbers[half:]))
    except (TypeError, ValueError):
        return True
    return all(one <= other for one, other in zip(low, high, strict=True))
