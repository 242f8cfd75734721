"""What waits for its review, what was returned, and who entered anything is told by no route."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chedun_gis.analysis import CoverageQuestion, coverage_evidence, coverage_report
from chedun_gis.register import Accounts, Ledger, Person, Review, required
from chedun_gis.server.publisher import Publisher
from chedun_gis.server.routes import routes
from chedun_gis.server.ways import Means, Who
from chedun_gis.texts import LANGS
from chedun_gis.town import TownSource, settings_from
from layers import LAYERS, Text
from tests.conftest import feature, with_plans
from tests.people import ALONE

# Authors, and of entries that do not count source, note and figures.
SECRET = ("作者甲", "作者乙", "审核丙", "没有公开的来源", "没有公开的说明", "7.31415", "0.31415")
PUBLIC = "公开的来源"
Ask = Callable[[str], str]


@pytest.fixture
def source(toy_dir: Path, toy_with: Callable[..., Path], tmp_path: Path) -> TownSource:
    toy_with("projects", feature(LAYERS["projects"], stage="planned"))
    with_plans(toy_dir)
    return TownSource(toy_dir, ledger=Ledger(tmp_path / "space" / "register.sqlite"))


@pytest.fixture
def ledger(source: TownSource) -> Ledger:
    ledger = source.ledger
    assert ledger is not None
    author, other, reviewer = (
        Person("作者甲", "editor"),
        Person("作者乙", "editor"),
        Person("审核丙", "reviewer"),
    )
    accounts = Accounts(ledger)
    for person in (author, other, reviewer):
        accounts.give(person.name, person.role, by=ALONE, elsewhere=True)
    told = {"date": "2024-06", "source": PUBLIC, "project": "one", "stage": "under_construction"}
    (accepted,) = ledger.append([required("status", told)], by=author)
    ledger.append([Review(entry=accepted.number, verdict="accepted")], by=reviewer)
    hidden = {"date": "2025", "source": "没有公开的来源"}
    facts = [
        required(
            "status",
            {
                **hidden,
                "project": "one",
                "stage": "pilot",
                "note_zh": "没有公开的说明",
                "share_done": 0.31415,
            },
        ),
        required("value", {**hidden, "indicator": "gdp", "year": 2025, "value": 7.31415}),
    ]
    ledger.append(facts, by=other)
    returned = ledger.append(facts, by=author)
    reviews = [Review(entry=each.number, verdict="returned", reason="x") for each in returned]
    ledger.append(reviews, by=reviewer)
    return ledger


def pages(ask: Ask, key: str) -> Iterator[str]:
    """Give every route that there is, in both languages."""
    for lang in LANGS:
        for path in ("", "/", "/conformance", "/openapi", "/collections"):
            yield f"/ogc{path}?lang={lang}"
        yield f"/ogc?f=html&lang={lang}"
        yield f"/gis/catalogue.json?lang={lang}"
        yield from (f"/gis/layers/{layer}.geojson?lang={lang}" for layer in LAYERS)
        yield from (
            f"/gis/search.json?lang={lang}&q={text}" for text in (*SECRET, "one", "Example")
        )
    yield from (f"/gis/layers/{layer}/reach.geojson" for layer in LAYERS)
    yield from ("/gis/state.json", f"/gis/evidence/{key}.json")
    yield "/gis/attachments/" + "0" * 64 + ".jpg"
    for each in ids(ask("/ogc/collections")):
        home = f"/ogc/collections/{each}"
        yield from (home, f"{home}/schema", f"{home}/queryables", f"{home}/items?limit=10000")
        yield f"{home}/items?resulttype=hits"
        yield from (f"{home}/items/{item}" for item in items(ask(f"{home}/items?limit=10000")))


def ids(text: str) -> list[str]:
    return [each["id"] for each in json.loads(text)["collections"]]


def items(text: str) -> list[str]:
    return [str(each["id"]) for each in json.loads(text)["features"]]


@pytest.mark.parametrize("name", ["", "作者乙", "审核丙"])
def test_no_route_tells_what_does_not_count_or_who_entered_anything(
    source: TownSource, ledger: Ledger, name: str
) -> None:
    told = settings_from({"CHEDUN_PEOPLE": "proxy", "CHEDUN_TRUSTED_PROXIES": "10.0.0.1"})
    publisher, accounts = Publisher(), Accounts(ledger)
    who = Who(Means(told, accounts=lambda: accounts))
    report = coverage_report(source.town(), CoverageQuestion())
    key = publisher.publish(coverage_evidence(report, Text("覆盖", "Coverage")), "zh")
    app = Starlette(routes=routes(source.town, told, publisher, who))
    visitor = TestClient(app, headers={"X-Remote-User": quote(name)} if name else {})

    def ask(url: str) -> str:
        answer = visitor.get(url)
        assert answer.status_code in {200, 404}, (url, answer.text)
        return answer.text

    said = {url: ask(url) for url in pages(ask, key)}
    told_of = {
        (url, secret)
        for url, text in said.items()
        for secret in SECRET
        # What is asked for may be repeated in a link.
        if secret in text.replace(quote(secret), "")
    }
    assert told_of == set()
    # They were looked for where they would be: what counts is told.
    history = said["/ogc/collections/result-project-history/items?limit=10000"]
    assert PUBLIC in history
    assert [each["properties"]["stage"] for each in json.loads(history)["features"]] == [
        "under_construction"
    ]
    assert len(said) > 150
