"""The longest stories of the browser, in the language in which `make test` does not tell them.

The story of a drawn park is told in both many times over, in `test_pages.py`.
"""

from collections.abc import Callable
from pathlib import Path

from tests.browser import test_frame, test_kept, test_scenario
from tests.browser.conftest import Server, Visit
from tests.browser.test_kept import town, workspace

__all__ = ["town", "workspace"]
Open = Callable[..., Visit]


def test_the_map_is_never_mounted_anew(server: Server, visit: Open) -> None:
    test_frame.test_the_map_is_never_mounted_anew(server, visit, "en")


def test_a_square_a_circle_and_the_keys(town: Server, visit: Open) -> None:
    test_scenario.test_a_square_a_circle_and_the_keys(town, visit, "en")


def test_words_typed_one_after_another_are_all_kept(
    town: Server, visit: Open, workspace: Path
) -> None:
    test_kept.test_words_typed_one_after_another_are_all_kept(town, visit, workspace, "en")


def test_what_is_unsaved_is_asked_about(town: Server, visit: Open, workspace: Path) -> None:
    test_kept.test_what_is_unsaved_is_asked_about(town, visit, workspace, "en")
