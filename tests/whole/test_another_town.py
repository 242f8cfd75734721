"""The whole program for another town in another 3-degree zone: its folder is all it takes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from chedun_gis.analysis import CoverageQuestion, covered
from chedun_gis.commands.root import app
from chedun_gis.handoff import ALL, Request, target_of, to_folder
from chedun_gis.importing import Options, open_file, prepare
from chedun_gis.indicators import scorecard
from chedun_gis.profile import areas
from chedun_gis.report import report_of
from chedun_gis.report.to_html import to_html
from chedun_gis.scenario import Change, Scenario, effect_of
from chedun_gis.server.publisher import Publisher, publisher
from chedun_gis.server.routes import routes
from chedun_gis.texts import LANGS, Lang
from chedun_gis.town import Town, TownSource, installation, open_town, settings_from
from layers import LAYERS
from tests.chedun_gis.ogc.server import EPSG, Service, running
from tests.chedun_gis.server.test_routes import get
from tests.whole.other_town import CRS, HOMES, PARK, PLANNED, X, Y, degrees, write_town

MAIN = Path(__file__).resolve().parent.parent.parent / "chedun_gis" / "views" / "main.py"
# What would tell of the town that ships; `chedun` in small letters is the program's own name.
ELSEWHERE = re.compile(r"车墩|松江|Chedun|Songjiang|EPSG[:/0]*45(49|28)|121\.\d|lon_0=120")
HECTARE_M2 = 10_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_town(tmp_path_factory.mktemp("willow") / "data")


@pytest.fixture(scope="module")
def town(folder: Path) -> Town:
    return open_town(folder)


def free_of_the_other(text: str) -> str:
    assert not ELSEWHERE.search(text), ELSEWHERE.search(text)
    return text


def test_its_layers_are_sound_and_in_its_own_metres(town: Town) -> None:
    for layer_id in LAYERS:
        loaded = town.loaded(layer_id)
        assert loaded.problems == ()
        assert loaded.frame.crs == CRS
    park = town.frame("parks").geometry.iloc[0]
    assert park.bounds == pytest.approx((X + 400, Y, X + 600, Y + 400), abs=0.001)


@pytest.mark.parametrize(("lang", "credit"), [("zh", "柳河镇测绘队"), ("en", "Willow surveyors")])
def test_the_map(folder: Path, lang: Lang, credit: str) -> None:
    server = Starlette(routes=routes(TownSource(folder).town, settings_from({}), Publisher()))
    answer = get(server, f"/gis/catalogue.json?lang={lang}")
    free_of_the_other(answer.body.decode())
    content = answer.json()
    assert content["gridName"] == "CGCS2000 / EPSG:4548"
    assert "+lon_0=117 " in content["grid"]
    assert content["bounds"] == [117.18, 36.58, 117.24, 36.64]
    assert content["credits"] == credit
    assert len([each for group in content["groups"] for each in group["layers"]]) == len(LAYERS)
    drawn = get(server, f"/gis/layers/parks.geojson?lang={lang}").json()["features"]
    corner = min(map(tuple, drawn[0]["geometry"]["coordinates"][0]))
    assert corner == pytest.approx(degrees(shapely.Point(400, 0)).coords[0], abs=1e-5)


def test_the_coverage(town: Town, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Of two times 16 ha the near homes lie within 400 m of the park, the far ones 3 km off.
    found = covered(town, CoverageQuestion())
    assert found is not None
    assert found.share == pytest.approx(0.5)
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(folder))
    asked = "coverage --service open-parks --demand built-urban --rule park:willow-plan --json"
    said = CliRunner().invoke(app, asked.split())
    assert said.exit_code == 0, said.output
    data = json.loads(free_of_the_other(said.output))
    assert data["value"] == pytest.approx(0.5)
    assert data["denominator"] == pytest.approx(32 * HECTARE_M2, rel=1e-6)
    assert data["met"] is False


def test_the_scorecard(town: Town) -> None:
    parks, bus, built = scorecard(town)
    assert parks.measurement.value == pytest.approx(50)
    # The stop at 500, 500 is inside the one area, which needs three lines and has two.
    assert (bus.measurement.value, bus.met) == (2, False)
    # One project is for this figure, and does not stand.
    assert (built.measurement.value, built.measurement.denominator) == (0, 1)
    for lang in LANGS:
        free_of_the_other("".join(each.measurement.detail[lang] for each in (parks, bus, built)))


def test_a_scenario(town: Town) -> None:
    taken = Scenario("s", "甲", switched=frozenset({"parks/park-planned"}))
    effect = effect_of(town, taken).chosen
    assert (effect.before.share, effect.after.share) == pytest.approx((0.5, 1.0))
    # Drawn in degrees 600 m beside the far homes: it reaches 500 m, so nothing.
    strip = shapely.box(2300, 3000, 2400, 3400)
    drawn = Scenario("s", "甲", changes=(Change("added", "parks", "new", degrees(strip)),))
    assert effect_of(town, drawn).chosen.after.share == pytest.approx(0.5)
    # Moved 300 m east it lies 300 m off and reaches 200 m of 400 m: half of the far homes more.
    moved = degrees(shapely.affinity.translate(strip, 300))
    nearer = Scenario("s", "甲", changes=(Change("added", "parks", "new", moved),))
    assert effect_of(town, nearer).chosen.after.share == pytest.approx(0.75, abs=1e-5)


@pytest.mark.parametrize("lang", LANGS)
def test_the_reports(town: Town, lang: Lang) -> None:
    name = town.place.name[lang]
    for of in ("scorecard", "zone:zone-centre"):
        page = to_html(report_of(town, of, date="2026-11-25", lang=lang))
        assert name in free_of_the_other(page)
        assert "CGCS2000 / EPSG:4548" in page


def test_the_pack(town: Town, tmp_path: Path) -> None:
    request = Request((ALL,), target_of("gpkg", town.place), pack=True)
    handoff = to_folder(town, request, tmp_path / "pack", progress=lambda *_: None)
    assert handoff.differences == 0
    path = tmp_path / "pack" / "data" / handoff.files[0].file
    for layer_id in LAYERS:
        info = pyogrio.read_info(path, layer=layer_id)
        assert info["crs"] == CRS
    parks = pyogrio.read_info(path, layer="parks", force_total_bounds=True)
    bounds = shapely.total_bounds(np.array([PARK, PLANNED])) + np.array([X, Y, X, Y])
    assert parks["total_bounds"] == pytest.approx(tuple(bounds), abs=0.001)
    texts = [each for each in (tmp_path / "pack").rglob("*") if each.suffix != ".gpkg"]
    for each in texts:
        if each.is_file():
            free_of_the_other(each.read_text(encoding="utf-8-sig"))
    described = json.loads((tmp_path / "pack" / "metadata.json").read_text("utf-8"))
    assert described["identificationInfo"]["title_en"] == "Willow Town planning layers"
    assert "柳河镇测绘成果" in (tmp_path / "pack" / "来源与许可.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("fmt", ["txt", "shp", "geojson"])
def test_its_zone_is_the_first_choice(town: Town, fmt: str) -> None:
    first = {"txt": "EPSG:4527", "shp": CRS, "geojson": "EPSG:4326"}  # 4527: with the number
    assert target_of(fmt, town.place).crs == first[fmt]
    if fmt != "geojson":
        assert target_of(fmt, town.place, crs="4548").crs == CRS


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    with running(folder) as found:
        yield found


@pytest.mark.parametrize("lang", LANGS)
def test_the_service(service: Service, lang: Lang) -> None:
    for path in ("", "/collections", "/openapi"):
        free_of_the_other(service.get(path, lang=lang).text)
    told = service.get("/collections/parks", lang=lang).json()
    assert told["storageCrs"] == EPSG + "4548"
    assert told["crs"][-1] == EPSG + "4548"
    answer = service.items("parks", crs=EPSG + "4548")
    corners = answer.json()["features"][0]["geometry"]["coordinates"][0]
    # North comes first in the zones of CGCS2000.
    assert min(map(tuple, corners)) == pytest.approx((Y, X + 400), abs=0.001)
    box = f"{Y},{X + 300},{Y + 10},{X + 500}"
    assert service.items("parks", bbox=box, bbox_crs=EPSG + "4548").ids() == ["park-open"]
    assert service.items("parks", crs=EPSG + "4549").status == 400


def imported(town: Town, tmp_path: Path, crs: str) -> Any:  # noqa: ANN401 - as `prepare` returns
    shapes = shapely.transform(np.array([HOMES, PARK]), lambda xy: xy + np.array([X, Y]))
    path = tmp_path / "parks.gpkg"
    gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=shapes, crs=crs).to_file(path)
    values = {"basis": "surveyed", "accuracy_m": "1", "kind": "community", "stage": "completed"}
    options = Options(values=values, datum="wgs84")
    return prepare(open_file(path, options), LAYERS["parks"], options, town)


def test_a_file_that_names_the_zone_of_120_degrees_is_stopped(town: Town, tmp_path: Path) -> None:
    result = imported(town, tmp_path, "EPSG:4549")
    assert result.located.open
    assert [each.code for each in result.located.findings] == ["crs_wrong_zone"]
    assert result.located.offer["crs"] == CRS


def test_a_file_in_its_own_zone_is_taken(town: Town, tmp_path: Path) -> None:
    result = imported(town, tmp_path, CRS)
    assert result.obstacle(skip_bad=False) is None
    assert result.frame.crs == CRS
    assert result.frame.total_bounds == pytest.approx([X, Y, X + 600, Y + 400], abs=0.001)


def test_its_featured_area_comes_first_and_one_that_is_not_there_is_left_out(town: Town) -> None:
    assert next(iter(areas(town))) == "zones:zone-centre"
    assert "zones:zone-that-is-not-there" not in areas(town)


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the pages show the invented town."""
    monkeypatch.setenv("CHEDUN_DATA_DIR", str(folder))
    shared = (installation.settings, installation.source, publisher)
    for each in shared:
        each.forget()
    yield
    for each in shared:
        each.forget()


def html_of(shown: AppTest) -> str:
    assert not shown.exception
    return "\n".join(str(each.proto.body) for each in shown.get("html"))


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "柳河镇规划一张图"), ("en", "Willow Planning Explorer")]
)
def test_the_title_of_the_page(lang: Lang, title: str) -> None:
    shown = AppTest.from_file(str(MAIN), default_timeout=240)
    shown.query_params["lang"] = lang
    assert f"<b>{title}</b>" in html_of(shown.run())


def page(name: str, lang: str) -> None:
    from importlib import import_module  # noqa: PLC0415 - the script runs by itself

    folder = "importing" if name == "import" else name  # the other is a word of Python
    import_module(f"chedun_gis.views.{folder}.page").show(lang)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "name",
    [
        "score",
        "coverage",
        "bus",
        "profile",
        "belt",
        "water",
        "scenario",
        "siting",
        "data",
        "import",
    ],
)
def test_the_pages(name: str, lang: Lang) -> None:
    shown = AppTest.from_function(page, args=(name, lang), default_timeout=240).run()
    free_of_the_other(html_of(shown))
    words = [*shown.markdown, *shown.caption, *shown.warning, *shown.info, *shown.error]
    free_of_the_other("\n".join(str(each.value) for each in words))
    free_of_the_other("\n".join(each.value.to_csv() for each in shown.dataframe))
