"""The best sites: worked out by hand, against brute force, against the solver, by the engine."""

import math
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from shapely import Point, box

from geo import InputError
from geo.coverage import coverage, standing
from geo.siting import Ask, Siting, best_sites, fewest_sites
from geo.siting.atoms import Cover, cover_of
from geo.siting.milp import fewest, most_covered, most_served
from geo.siting.search import best_pair, covered, greedy

CRS = 4549


def frame(*shapes: shapely.Geometry, labels: str = "") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(index=list(labels) or None, geometry=list(shapes), crs=CRS)


NONE = frame()
# Six homes on a line, 100 m apart; sites at homes 1, 2, 4 and far away; a radius of 120 m.
# a (at 100) reaches 0, 100, 200; b (at 200) reaches 100, 200, 300; c (at 400) reaches 300, 400,
# 500; d reaches nothing.
HOMES = frame(*(Point(100 * number, 0) for number in range(6)))
SITES = frame(Point(100, 0), Point(200, 0), Point(400, 0), Point(9000, 0), labels="abcd")


def test_the_line_of_homes_worked_out_by_hand() -> None:
    one = best_sites(HOMES, SITES, existing=NONE, radius_m=120, ask=Ask(count=1))
    assert one.best.gain == 3
    two = best_sites(HOMES, SITES, existing=NONE, radius_m=120)
    assert set(two.best.sites) == {"a", "c"}
    assert (two.best.gain, two.best.share, two.optimal) == (6, 1, True)
    all_of = fewest_sites(HOMES, SITES, existing=NONE, radius_m=120)
    assert set(all_of.best.sites) == {"a", "c"}
    assert all_of.unreachable.empty


def test_existing_and_locked_sites_count() -> None:
    # With a service at a, c adds 3 homes (300, 400, 500) and b one (300).
    there = frame(Point(100, 0))
    one = best_sites(HOMES, SITES, existing=there, radius_m=120, ask=Ask(count=1))
    assert one.best.sites == ("c",)
    assert (one.best.gain, one.before.covered) == (3, 3)
    # With b locked in, c adds 400 and 500 (2 homes), a only 0 (1 home).
    locked = best_sites(HOMES, SITES, existing=NONE, radius_m=120, ask=Ask(locked_in=("b",)))
    assert locked.best.sites == ("b", "c")
    assert locked.best.gain == 5
    out = best_sites(HOMES, SITES, existing=NONE, radius_m=120, ask=Ask(locked_out=("c",)))
    assert set(out.best.sites) <= {"a", "b", "d"}
    assert out.best.gain == 4


def test_what_no_candidate_reaches_is_listed() -> None:
    homes = frame(Point(0, 0), Point(5000, 0))
    found = fewest_sites(homes, SITES, existing=NONE, radius_m=120)
    assert found.unreachable["amount"].tolist() == [1]
    assert found.unreachable.geometry.iloc[0].equals(Point(5000, 0))
    assert found.best.share == 0.5


def test_weights_decide() -> None:
    weight = [1.0, 1, 1, 1, 1, 100]
    one = best_sites(HOMES, SITES, existing=NONE, radius_m=120, ask=Ask(count=1, weight=weight))
    assert one.best.sites == ("c",)
    assert one.best.gain == 102


def test_a_capacity_limits_what_a_site_serves() -> None:
    # a and b reach three homes each but may take one; c may take three.
    ask = Ask(count=1, capacity=[1.0, 1.0, 3.0, 9.0])
    assert best_sites(HOMES, SITES, existing=NONE, radius_m=120, ask=ask).best.sites == ("c",)


def test_areas_count_from_the_edge_of_the_site() -> None:
    # A home 1,000 m square; a point in its middle reaches π · 300² = 282,743 m², a park of 200 m
    # square its own 40,000 m², four strips of 200 × 300 and the disc: 562,743 m².
    home = frame(box(0, 0, 1000, 1000))
    sites = frame(Point(500, 500), box(400, 400, 600, 600), labels="pq")
    found = best_sites(home, sites, existing=NONE, radius_m=300, ask=Ask(count=1))
    assert found.best.sites == ("q",)
    assert found.best.gain == pytest.approx(40_000 + 4 * 200 * 300 + math.pi * 300**2, rel=1e-5)


def test_the_gain_is_that_of_measuring_with_the_sites() -> None:
    homes = frame(*(box(x, y, x + 150, y + 150) for x in range(0, 1200, 200) for y in (0, 200)))
    sites = frame(*(box(x, 60, x + 80, 140) for x in range(0, 1200, 150)))
    there = frame(box(0, 0, 50, 50))
    for count in (1, 2, 3):
        found = best_sites(homes, sites, existing=there, radius_m=170, ask=Ask(count=count))
        both = frame(*there.geometry, *sites.geometry.loc[list(found.best.sites)])
        after = coverage(homes, both, radius_m=170).covered
        before = coverage(homes, there, radius_m=170).covered
        assert found.best.gain == pytest.approx(after - before, abs=1e-6)
        assert found.optimal
        brute = max(
            coverage(
                homes, frame(*there.geometry, *(sites.geometry[i] for i in some)), radius_m=170
            ).covered
            for some in combinations(range(len(sites)), count)
        )
        assert after == pytest.approx(brute, rel=1e-5)


def test_alternatives_differ_and_come_in_order() -> None:
    homes = frame(*(Point(x, 0) for x in range(0, 5000, 50)))
    sites = frame(*(Point(x, 0) for x in range(0, 5000, 100)))
    found = best_sites(homes, sites, existing=NONE, radius_m=300)
    gains = [found.best.gain, *(each.gain for each in found.alternatives)]
    assert len(found.alternatives) == 5
    assert gains == sorted(gains, reverse=True)
    choices = [found.best, *found.alternatives]
    for one, other in combinations(choices, 2):
        far = [
            min(abs(sites.geometry[a].x - sites.geometry[b].x) for b in one.sites)
            for a in other.sites
        ]
        assert (
            max(far) > 300
            or max(
                min(abs(sites.geometry[a].x - sites.geometry[b].x) for b in other.sites)
                for a in one.sites
            )
            > 300
        )


def covers(rows: list[list[int]], weight: list[float]) -> Cover:
    dense = np.zeros((len(rows), len(weight)), dtype=np.int8)
    for number, atoms in enumerate(rows):
        dense[number, atoms] = 1
    return Cover(csr_array(dense), np.array(weight), approximate=False)


def random_cover(rng: np.random.Generator, sites: int, atoms: int) -> Cover:
    dense = (rng.random((sites, atoms)) < rng.uniform(0.05, 0.5)).astype(np.int8)
    return Cover(csr_array(dense), rng.integers(1, 50, atoms).astype(float), approximate=False)


def brute(cover: Cover, count: int) -> float:
    rows = range(cover.covers.shape[0])
    return max(covered(cover, some) for some in combinations(rows, min(count, len(rows))))


def test_pairs_equal_brute_force_on_a_thousand_towns() -> None:
    rng = np.random.default_rng(5)
    for _ in range(1000):
        cover = random_cover(rng, int(rng.integers(1, 12)), int(rng.integers(1, 25)))
        assert covered(cover, best_pair(cover)) == brute(cover, 2)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_the_solver_equals_brute_force(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(12):
        cover = random_cover(rng, 11, 30)
        solved = most_covered(cover, count)
        assert covered(cover, solved.chosen) == pytest.approx(brute(cover, count))
        assert len(solved.chosen) <= count
        assert solved.gap == pytest.approx(0, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_greedy_keeps_its_promise(seed: int, count: int) -> None:
    cover = random_cover(np.random.default_rng(seed), 9, 20)
    found = covered(cover, greedy(cover, count))
    assert found >= (1 - 1 / math.e) * brute(cover, count) - 1e-9
    if count == 1:
        assert found == brute(cover, 1)


def test_the_fewest_cover_all() -> None:
    # {0,1,2}, {2,3}, {3,4,5}, {1,4}: the first and the third cover all six.
    cover = covers([[0, 1, 2], [2, 3], [3, 4, 5], [1, 4]], [1.0] * 6)
    assert fewest(cover).chosen == (0, 2)


def test_capacity_is_shared_out() -> None:
    # Both sites reach both atoms of 10; each can take 12: one serves 12, two serve all 20.
    cover = covers([[0, 1], [0, 1]], [10.0, 10.0])
    limits = np.array([12.0, 12.0])
    assert len(most_served(cover, 1, capacity=limits).chosen) == 1
    assert len(most_served(cover, 2, capacity=limits).chosen) == 2


def test_the_time_limit_is_kept_and_the_best_found_returned() -> None:
    rng = np.random.default_rng(3)
    cover = random_cover(rng, 400, 3000)
    solved = most_covered(cover, 15, time_limit_s=1.0)
    # Stopped before the proof, which would take far longer: above 0, or NaN without a bound.
    assert not solved.gap <= 0
    homes = frame(*(Point(*xy) for xy in rng.uniform(0, 5000, (300, 2))))
    sites = frame(*(Point(*xy) for xy in rng.uniform(0, 5000, (80, 2))))
    ask = Ask(count=10, time_limit_s=0.05)
    found = best_sites(homes, sites, existing=NONE, radius_m=400, ask=ask)
    assert len(found.best.sites) == 10
    # By distances: what the ten reach is what is promised, and no less than the greedy ten reach.
    near = shapely.distance(homes.geometry.to_numpy()[:, None], sites.geometry.to_numpy()) <= 400
    left, greedy_gain = near.copy(), 0
    for _ in range(10):
        best = left.sum(axis=0).argmax()
        greedy_gain += int(left[:, best].sum())
        left[left[:, best]] = False
    chosen = [sites.index.get_loc(site) for site in found.best.sites]
    assert found.best.gain == near[:, chosen].any(axis=1).sum() >= greedy_gain


def test_a_search_can_be_cancelled() -> None:
    def stop(step: str, done: float, total: float) -> None:
        raise KeyboardInterrupt(step, done, total)

    with pytest.raises(KeyboardInterrupt):
        best_sites(
            frame(box(0, 0, 100, 100)),
            SITES,
            existing=NONE,
            radius_m=120,
            ask=Ask(count=3, progress=stop),
        )


def test_a_crowded_parcel_is_judged_on_cells_and_says_so() -> None:
    home = frame(box(0, 0, 400, 400))
    sites = frame(*(Point(x, y) for x in range(-100, 600, 60) for y in range(-100, 600, 60)))
    found = best_sites(home, sites, existing=NONE, radius_m=180, ask=Ask(count=1))
    assert found.approximate
    assert not found.optimal
    # Gains are the engine's all the same: a disc of 180 m fits into the home.
    assert found.best.gain == pytest.approx(math.pi * 180**2, rel=1e-3)


def test_atoms_add_up_to_what_is_open() -> None:
    home = frame(box(0, 0, 500, 500))
    sites = frame(Point(0, 0), Point(250, 250), Point(500, 100))
    cover = cover_of(standing(home, NONE, radius_m=200), sites.geometry.to_numpy(), radius_m=200)
    by_engine = coverage(home, sites, radius_m=200).covered
    assert cover.weight.sum() == pytest.approx(by_engine, rel=1e-4)


@pytest.mark.parametrize(
    ("ask", "sites", "code"),
    [
        (Ask(count=0), SITES, "site_count"),
        (Ask(count=21), SITES, "site_count"),
        (Ask(count=1, locked_in=("a", "b")), SITES, "site_count"),
        (Ask(locked_in=("z",)), SITES, "site_unknown"),
        (Ask(), SITES.iloc[:0], "candidates_empty"),
        (Ask(), SITES.to_crs(4550), "crs_mixed"),
        (Ask(capacity=[1.0, -1, 1, 1]), SITES, "amount_negative"),
        (Ask(), frame(Point(0, 0), Point(1, 1), labels="aa"), "index_duplicate"),
    ],
)
def test_bad_questions_are_refused(ask: Ask, sites: gpd.GeoDataFrame, code: str) -> None:
    with pytest.raises(InputError) as caught:
        best_sites(HOMES, sites, existing=NONE, radius_m=120, ask=ask)
    assert caught.value.code == code


def test_everything_served_already_asks_for_nothing() -> None:
    found: Siting = best_sites(HOMES, SITES, existing=HOMES, radius_m=120)
    assert (found.best.gain, found.best.share) == (0, 1)
