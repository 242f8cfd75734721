"""Any chain of events is whole; whatever is changed, removed or put in is named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chedun_gis.register import Break, Event, Fact, Head, head_of
from chedun_gis.register.chain import START, Link, digest_of, event_of, linked, verify
from geo import InputError
from tests.chedun_gis.register.facts import FACTS, status, value

AT = "2026-11-29T06:00:00.000+00:00"
FIELDS = ("at", "who", "kind", "about", "fact", "previous", "digest", "number")
CHAINS = st.lists(FACTS, min_size=2, max_size=6)


def chain(*facts: Fact) -> list[Link]:
    head, found = START, []
    for fact in facts:
        found.append(linked(head, fact, who="甲", at=AT))
        head = Head(found[-1].number, found[-1].digest)
    return found


def test_by_hand() -> None:
    # sha256 of the line as it stands, by another program: printf '%s' "$line" | sha256sum
    (link,) = chain(value(6.1, 2023, source="s"))
    assert link.fact == (
        '{"basis":"reported","date":"2023","indicator":"gdp","reliability":"high",'
        '"source":"s","value":6.1,"year":2023}'
    )
    assert link.digest == "078925c6fd2a53bc6fec8efe3025ac17ed23316201594b0f4cccf8fad1baec75"
    assert event_of(link) == Event(1, AT, "甲", value(6.1, 2023, source="s"))


@given(CHAINS)
def test_any_chain_is_whole(facts: list[Fact]) -> None:
    links = chain(*facts)
    assert verify(links) is None
    assert verify(links, Head(len(links), links[-1].digest)) is None
    assert [event_of(each).fact for each in links] == facts


@given(CHAINS, st.data())
def test_an_event_that_was_changed_is_named(facts: list[Fact], data: st.DataObject) -> None:
    links = chain(*facts)
    at = data.draw(st.integers(0, len(links) - 1))
    field = data.draw(st.sampled_from(FIELDS))
    was = getattr(links[at], field)
    now = 77 if isinstance(was, int) or was is None else f"{was}x"
    found = verify([*links[:at], replace(links[at], **{field: now}), *links[at + 1 :]])
    if field == "number":
        assert found == Break(at + 1, "removed")
    else:
        assert found == Break(at + 1, "changed")


@given(CHAINS, st.data())
def test_an_event_that_was_changed_with_its_digest_is_named(
    facts: list[Fact], data: st.DataObject
) -> None:
    links = chain(*facts)
    at = data.draw(st.integers(0, len(links) - 2))
    forged = replace(links[at], who="乙")
    links[at] = replace(forged, digest=digest_of(forged))
    assert verify(links) == Break(at + 1, "changed")


@given(CHAINS, st.data())
def test_an_event_that_was_removed_is_named(facts: list[Fact], data: st.DataObject) -> None:
    links = chain(*facts)
    head = Head(len(links), links[-1].digest)
    at = data.draw(st.integers(0, len(links) - 1))
    del links[at]
    what = "cut" if at == len(links) else "removed"
    assert verify(links, head) == Break(at + 1, what)  # type: ignore[arg-type]
    # And when those after it were given new numbers, so that none is missing.
    renumbered = [replace(each, number=n) for n, each in enumerate(links, start=1)]
    if at < len(links):
        assert verify(renumbered) == Break(at + 1, "changed")


@given(CHAINS, FACTS, st.data())
def test_an_event_that_was_put_in_is_named(
    facts: list[Fact], more: Fact, data: st.DataObject
) -> None:
    links = chain(*facts)
    at = data.draw(st.integers(0, len(links) - 1))
    before = Head(at, links[at - 1].digest) if at else START
    put_in = linked(before, more, who="乙", at=AT)
    found = verify([*links[:at], put_in, *links[at:]])
    # It has the number of the one that it pushes aside.
    assert found == Break(at + 1, "put_in")
    renumbered = [put_in, *(replace(each, number=each.number + 1) for each in links[at:])]
    assert verify([*links[:at], *renumbered]) == Break(at + 2, "changed")


def test_a_tail_that_was_cut_and_a_chain_written_anew_are_seen_against_a_head() -> None:
    links = chain(*(value(1.0, year) for year in range(2021, 2026)))
    kept = Head(4, links[3].digest)
    assert verify(links, kept) is None
    assert verify(links[:3]) is None
    assert verify(links[:3], kept) == Break(4, "cut")
    assert verify(links[:3], Head(5, links[4].digest)) == Break(4, "cut")
    anew = chain(*(value(2.0, year) for year in range(2021, 2026)))
    assert verify(anew) is None
    assert verify(anew, kept) == Break(4, "anew")
    assert verify([], START) is None


def test_a_head_reads_as_it_is_printed() -> None:
    (link,) = chain(status())
    head = Head(1, link.digest)
    assert head_of(f" {head}\n") == head
    for text in ("", "1", "1:abc", f"x:{link.digest}", f"1:{link.digest}0"):
        with pytest.raises(InputError, match="head_form"):
            head_of(text)


@pytest.mark.parametrize(
    ("kind", "fact"), [("value", "{"), ("value", "[]"), ("value", "{}"), ("castle", "{}")]
)
def test_an_event_that_says_nothing_is_named(kind: str, fact: str) -> None:
    (link,) = chain(value())
    with pytest.raises(InputError) as refused:
        event_of(replace(link, kind=kind, fact=fact))
    assert refused.value.code == "register_damaged"
    assert refused.value.params["number"] == 1
