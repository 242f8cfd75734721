"""The longest stories of the browser, in the language in which `make test` does not tell them.

The story of a drawn park is told in both many times over, in `test_pages.py`.
"""

from collections.abc import Callable
from pathlib import Path

from tests.browser import (
    test_finish,
    test_frame,
    test_kept,
    test_look_back,
    test_plans,
    test_scenario,
    test_siting,
    test_survey,
    test_water,
)
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


def test_on_a_phone_the_story_of_what_is_finished(town: Server, visit: Open) -> None:
    test_finish.test_the_story_of_what_is_finished(town, visit, "en", 390)


def test_all_that_is_seen_is_of_the_date(server: Server, visit: Open, tmp_path: Path) -> None:
    test_look_back.test_all_that_is_seen_is_of_the_date(server, visit, tmp_path, "en")


def test_the_next_plan_from_the_page_to_the_scorecard(
    town: Server, visit: Open, workspace: Path, tmp_path: Path
) -> None:
    test_plans.test_the_next_plan_from_the_page_to_the_scorecard(
        town, visit, workspace, tmp_path, "en"
    )


def test_two_sites_become_a_scenario_with_the_same_gain(town: Server, visit: Open) -> None:
    test_siting.test_two_sites_become_a_scenario_with_the_same_gain(town, visit, "en")


def test_what_to_survey_stands_on_the_map_and_goes_to_the_field(
    town: Server, visit: Open, tmp_path: Path
) -> None:
    test_survey.test_what_to_survey_stands_on_the_map_and_goes_to_the_field(
        town, visit, "en", tmp_path
    )


def test_results_are_judged_once_the_bad_row_is_agreed(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    test_water.test_results_are_judged_once_the_bad_row_is_agreed(server, visit, tmp_path, "en")
