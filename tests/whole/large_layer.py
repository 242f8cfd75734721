"""What pages of a large town ask: in parts, and of a layer that is read as it is needed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from chedun_gis.analysis import (
    CoverageQuestion,
    be_ready,
    is_too_large,
    large_data,
    places_of,
    service_terms,
)
from chedun_gis.analysis.coverage_large import (
    large_coverage,
    large_part,
    large_parts,
    large_places,
)
from chedun_gis.analysis.coverage_sheet import (
    coverage_files,
    coverage_part,
    coverage_sheet,
    likely_sheet,
)
from chedun_gis.map import card_of, search
from chedun_gis.server.publisher import Publisher
from chedun_gis.town import (
    LargeFile,
    LargeLoaded,
    Town,
    TownPart,
    described,
    digest_of,
    with_parts,
)
from layers import LAYERS, Text
from tests.whole.digests import digest

HOMES = LAYERS["residential"]


def sheet_of(town: Town, question: CoverageQuestion) -> str:
    """A coverage in parts, its files, its likely interval, and its places with their colours."""
    parts = tuple(coverage_part(town, question, 1.0, each, 3) for each in range(3))
    sheet = coverage_sheet(town, question, 1.0, parts)
    found: list[object] = [
        coverage_files(town, question, 1.0, parts),
        likely_sheet(town, question, 1.0, ()),
    ]
    if sheet is not None:
        found += [sheet.holes, sheet.zones, sheet.flips, sheet.shades]
        places = places_of(town, question, sheet.holes, Text("公园", "Parks"))
        found += [each.frame for each in places.parts]
    return digest(*found)


def large_of(town: Town) -> str:
    """The homes as a large layer: their coverage, a search, and the card of one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "residential.parquet"
        with LargeFile(HOMES, town.place, Path(folder)) as out:
            out.add(town.frame(HOMES.id))
            out.close(path)
        found = described(path, digest_of(path), town.place.metric_crs)
        part = TownPart(found.digest, lambda: LargeLoaded(HOMES, found))
        return _asked(with_parts(town, {HOMES.id: part}))


def _asked(town: Town) -> str:
    question = CoverageQuestion()
    terms = service_terms(town, question)
    parts = tuple(large_part(town, question, number, 3) for number in range(3))
    found = large_coverage(town, question, parts)
    told: list[object] = [large_parts(town, question), is_too_large(town), be_ready(town)]
    if found is not None:
        told += [large_data(terms, found), found.zones, found.worst, found.shades]
        places = large_places(terms, found, Text("公园", "Parks"))
        told.append(Publisher().publish(places, "zh"))
        told.append(card_of(town, HOMES.id, str(found.worst["id"].iloc[0]), "zh"))
    return digest(*told, search(town, "居", "zh"))
