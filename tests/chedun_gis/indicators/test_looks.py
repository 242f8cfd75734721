"""What is new since somebody's last look: by day, each visitor alone, whatever is in the file."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.indicators import Looks, Notice
from layers import Text
from tests.conftest import HOSTILE

MONDAY = date(2026, 11, 30)
TITLE = Text("甲", "A")


def notice(kind: str, name: str, layer: str = "projects") -> Notice:
    return Notice(kind, layer, name, TITLE)  # type: ignore[arg-type]


LATE, DUE = notice("overdue", "late"), notice("due", "soon")


def test_at_the_first_look_nothing_is_known_to_be_new(tmp_path: Path) -> None:
    looks = Looks(tmp_path, "王敏")
    assert looks.before(MONDAY) is None
    looks.keep([LATE], MONDAY)
    assert looks.before(MONDAY) is None


def test_what_came_since_is_new_for_the_whole_day(tmp_path: Path) -> None:
    looks, friday = Looks(tmp_path, "王敏"), MONDAY - timedelta(days=3)
    looks.keep([LATE], friday)
    for _ in range(3):
        before = looks.before(MONDAY)
        assert before is not None
        assert before.day == friday
        assert [before.lacked(each) for each in (LATE, DUE)] == [False, True]
        looks.keep([LATE, DUE], MONDAY)
    tuesday = looks.before(MONDAY + timedelta(days=1))
    assert tuesday is not None
    assert not tuesday.lacked(DUE)


def test_of_one_thing_another_kind_is_new(tmp_path: Path) -> None:
    """What was behind and is far behind by now fell behind, and so did what is overdue by now."""
    looks = Looks(tmp_path, "王敏")
    looks.keep([notice("behind", "gdp", ""), notice("due", "soon")], MONDAY - timedelta(days=1))
    before = looks.before(MONDAY)
    assert before is not None
    assert before.lacked(notice("far_behind", "gdp", ""))
    assert before.lacked(notice("overdue", "soon"))
    assert not before.lacked(notice("behind", "gdp", ""))


def test_each_has_looks_of_their_own_and_nobody_has_none(tmp_path: Path) -> None:
    Looks(tmp_path, "王敏").keep([LATE], MONDAY)
    Looks(tmp_path, "").keep([LATE], MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    assert Looks(tmp_path, "李强").before(tuesday) is None
    assert Looks(tmp_path, "").before(tuesday) is None
    assert len(list(tmp_path.iterdir())) == 1


def test_of_each_plan_there_are_looks_of_its_own(tmp_path: Path) -> None:
    Looks(tmp_path, "王敏", "14").keep([LATE], MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    assert Looks(tmp_path, "王敏", "15").before(tuesday) is None
    assert Looks(tmp_path, "王敏", "14").before(tuesday) is not None


@pytest.mark.parametrize("name", [*HOSTILE, "../../etc/passwd", "a" * 5_000])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    Looks(tmp_path / "looks", name).keep([LATE], MONDAY)
    [file] = (tmp_path / "looks").iterdir()
    assert file.parent == tmp_path / "looks"
    assert Looks(tmp_path / "looks", name).before(MONDAY + timedelta(days=1)) is not None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b"[1]", b'[{"day": 1}]', b'[{"day": "2026-11-01", "seen": {"a": 1}}]',
     b'[{"day": "2026-11-01", "seen": [["a"]]}]', b"[" * 100_000, b"\xff\xfe", b"null"],
)  # fmt: skip
def test_a_spoilt_file_says_nothing_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    looks = Looks(tmp_path, "王敏")
    looks.keep([LATE], MONDAY)
    [file] = tmp_path.iterdir()
    file.write_bytes(content)
    assert looks.before(MONDAY) is None
    looks.keep([LATE], MONDAY)
    assert looks.before(MONDAY + timedelta(days=1)) is not None


def test_where_nothing_can_be_written_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "looks").write_text("a file")
    looks = Looks(tmp_path / "looks", "王敏")
    looks.keep([LATE], MONDAY)
    assert looks.before(MONDAY + timedelta(days=1)) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.sets(st.sampled_from("abcd"))), max_size=12))
def test_the_last_look_is_of_the_last_day_before(
    tmp_path_factory: pytest.TempPathFactory, looked: list[tuple[int, set[str]]]
) -> None:
    looks = Looks(tmp_path_factory.mktemp("looks"), "王敏")
    seen: dict[date, set[str]] = {}
    for after, names in sorted(looked, key=lambda each: each[0]):
        day = MONDAY + timedelta(days=after)
        earlier = [each for each in seen if each < day]
        before = looks.before(day)
        assert (before and before.day) == (max(earlier) if earlier else None)
        if before is not None:
            assert {each for each in "abcd" if not before.lacked(notice("due", each))} == (
                seen[before.day]
            )
        looks.keep([notice("due", each) for each in names], day)
        seen[day] = names
