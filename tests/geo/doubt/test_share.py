"""The likely share, by hand, against the exact engine, and where there is very much of it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point

from geo.coverage import coverage
from geo.doubt import ShareFigure, certain, likely_share, share
from geo.doubt.errors import drawn
from tests.geo.doubt.toys import CRS, errors, frame, moved, square


def test_a_home_at_the_radius_of_the_accuracy_is_reached_in_95_per_cent() -> None:
    home, park = frame([Point(0, 0)], ["home"]), frame([Point(0, 0)], ["park"])
    known = (errors(["home"], 0.0), errors(["park"], 400.0))
    found = likely_share(ShareFigure(home, park, known, 400.0), draws=5_000)
    assert found.verdicts[0] == pytest.approx(0.95, abs=0.01)
    assert set(found.values) == {0.0, 1.0}
    # Both may be off: the radius that holds 95 % grows with the root of two.
    unknown = (errors(["home"], 400.0), errors(["park"], 400.0))
    both = likely_share(ShareFigure(home, park, unknown, 400.0 * 2**0.5), draws=5_000)
    assert both.verdicts[0] == pytest.approx(0.95, abs=0.01)


def test_what_moves_together_stays_as_far_apart() -> None:
    homes = frame([square(0, 0, 100), square(400, 0, 100)], ["a", "b"])
    park = frame([square(-100, 0, 20)], ["p"])
    alike = (errors(["a", "b"], 500.0, shared=1.0), errors(["p"], 500.0, shared=1.0))
    found = likely_share(ShareFigure(homes, park, alike, 200.0))
    # The first is reached whole, the second not at all, wherever all three are.
    assert set(found.values) == {0.5}
    assert found.verdicts.tolist() == [1, 0]
    assert certain(found.verdicts).all()
    apart = (errors(["a", "b"], 500.0), errors(["p"], 500.0))
    assert likely_share(ShareFigure(homes, park, apart, 200.0)).likely.width == 0.5


def test_it_is_what_the_exact_engine_finds_where_each_draw_puts_them() -> None:
    rng = np.random.default_rng(3)
    keys = [f"h{n}" for n in range(40)]
    homes = frame([square(*rng.uniform(0, 3000, 2), 150) for _ in keys], keys)
    names = [f"p{n}" for n in range(5)]
    shapes = [square(*rng.uniform(0, 3000, 2), rng.uniform(50, 300)) for _ in names]
    shapes[0] = MultiPolygon([shapes[0], square(200, 200, 60)])
    parks = frame(shapes, names)
    of = errors(keys, 300.0, shared=0.2, area=(0.7, 1.4))
    on = errors(names, 800.0, shared=0.2, area=(0.7, 1.4))
    radius = [500.0, 500, 500, 300, 300]
    found = likely_share(ShareFigure(homes, parks, (of, on), radius), draws=30)
    for draw in range(30):
        there = moved(homes, drawn(of, draws=30, seed=0), draw)
        then = moved(parks, drawn(on, draws=30, seed=0), draw)
        exact = coverage(there, then, radius_m=radius)
        assert found.values[draw] == pytest.approx(exact.share, abs=0.01)


@given(accuracy_m=st.floats(0, 2000), side=st.floats(10, 900), seed=st.integers(0, 9))
@settings(max_examples=30, deadline=None)
def test_a_share_is_a_share_and_more_parks_reach_no_less(
    accuracy_m: float, side: float, seed: int
) -> None:
    homes = frame([square(0, 0, 200), square(700, 0, 200)], ["a", "b"])
    parks = frame([square(300, 0, side), Point(900, 300)], ["p", "q"])
    of, on = errors(["a", "b"], accuracy_m), errors(["p", "q"], accuracy_m)
    both = likely_share(ShareFigure(homes, parks, (of, on), 400.0), draws=20, seed=seed)
    first = ShareFigure(homes, parks.iloc[:1], (of, on.take(np.array([0]))), 400.0)
    one = likely_share(first, draws=20, seed=seed)
    assert ((both.values >= one.values) & (both.values <= 1) & (one.values >= 0)).all()


def test_people_are_counted_whatever_the_size_of_the_outline() -> None:
    homes = frame([square(0, 0, 100), square(5000, 0, 100)], ["a", "b"])
    park = frame([square(0, 0, 50)], ["p"])
    sketched = errors(["a", "b"], 0.0, area=(0.5, 2.0))
    by_area = ShareFigure(homes, park, (sketched, errors(["p"], 0.0)), 300.0)
    assert set(likely_share(replace(by_area, weight=[30, 10])).values) == {0.75}
    found = likely_share(by_area).likely
    assert found.low < 0.45
    assert found.high > 0.55


def test_of_very_many_parcels_near_the_edge_some_stand_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = [f"h{n}" for n in range(900)]
    grid = [square(150 * (n % 30), 150 * (n // 30), 100) for n in range(900)]
    homes, parks = frame(grid, keys), frame([square(2000, 2000, 400)], ["p"])
    figure = ShareFigure(homes, parks, (errors(keys, 50.0), errors(["p"], 300.0)), 900.0)
    whole = likely_share(figure)
    assert whole.parcels == whole.looked_at < 900
    monkeypatch.setattr(share, "MOST_PARCELS", 150)
    part = likely_share(figure)
    # Before anything is drawn, the edge is as wide as any draw could make it.
    assert part.parcels >= whole.parcels
    assert part.looked_at == 150
    assert np.isnan(part.verdicts).sum() == 900 - 150
    assert part.values == pytest.approx(whole.values, abs=0.03)


def test_several_figures_ask_for_a_service_of_each() -> None:
    homes = frame([square(0, 0, 100), square(1000, 0, 100)], ["a", "b"])
    parks, clinics = (
        frame([Point(0, 300)], ["p"]),
        frame([Point(300, 0), Point(1000, 300)], ["c", "d"]),
    )
    of = errors(["a", "b"], 200.0)
    park = ShareFigure(homes, parks, (of, errors(["p"], 200.0)), 400.0)
    clinic = ShareFigure(homes, clinics, (of, errors(["c", "d"], 200.0)), 400.0)
    each, other, both = likely_share(park), likely_share(clinic), likely_share(park, clinic)
    assert (both.values <= np.minimum(each.values, other.values) + 1e-12).all()
    # No park is ever near the second home: at most the first has both.
    assert both.values.max() <= 0.5
    assert both.verdicts[0] == pytest.approx(each.verdicts[0] * other.verdicts[0], abs=0.1)
    assert both.parcels == 1
    told: list[tuple[int, int]] = []
    likely_share(park, clinic, progress=lambda *done: told.append(done))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_without_services_nothing_is_reached_and_without_homes_nothing_is_said() -> None:
    homes, none = frame([square(0, 0, 100)], ["a"]), frame([], [])
    empty = errors([], 0.0)
    found = likely_share(ShareFigure(homes, none, (errors(["a"], 9.0), empty), np.zeros(0)))
    assert set(found.values) == {0.0}
    park = frame([square(0, 0, 50)], ["p"])
    nothing = likely_share(ShareFigure(none, park, (empty, errors(["p"], 9.0)), 300.0))
    assert np.isnan(nothing.values).all()
    assert none.crs == CRS


def test_progress_is_told_and_may_cancel() -> None:
    homes, parks = frame([square(0, 0, 100)], ["a"]), frame([Point(0, 0), Point(9, 0)], ["p", "q"])
    told: list[tuple[int, int]] = []
    figure = ShareFigure(homes, parks, (errors(["a"], 9.0), errors(["p", "q"], 9.0)), 300.0)
    likely_share(figure, progress=lambda *done: told.append(done))
    assert told == [(1, 2), (2, 2)]

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        likely_share(figure, progress=stop)
