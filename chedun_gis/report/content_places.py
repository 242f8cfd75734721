"""Gather what stands in an area: its land, parks, rivers, and the plan's projects."""

from chedun_gis.profile import Profile
from chedun_gis.report.blocks import Block, Note, ReportColumn, Section, Table, cells
from chedun_gis.texts import Lang, Untold, clause_of, hectares, joined, say
from layers import BASIS, LAYERS, STAGES


def places_section(found: Profile, lang: Lang) -> Section:
    """Return the section; an empty list is said to be empty, an untold one why."""
    blocks = (
        *_land(found, lang),
        _parks(found, lang),
        _rivers(found, lang),
        *_projects(found, lang),
    )
    return Section(say("report.inside", lang), blocks)


def _none(title: str, lang: Lang) -> Note:
    return Note(say("report.none_inside", lang, title=title))


def untold_note(title: str, part: Untold, lang: Lang) -> Note:
    """Return what stands in the place of an untold part: its title, and why."""
    return Note(say("report.untold", lang, title=title, why=part.why[lang]), "warning")


def _land(found: Profile, lang: Lang) -> tuple[Block, ...]:
    title = say("report.land", lang)
    untold = tuple(untold_note(title, each, lang) for each in found.land_untold)
    if not found.land:
        return untold or (_none(title, lang),)
    columns = (
        ReportColumn(say("report.layer", lang), 1.4),
        ReportColumn(say("report.land_kind", lang), 2.2),
        ReportColumn(say("report.features", lang), 0.8, "right"),
        ReportColumn(say("coverage.area", lang), 1, "right"),
        ReportColumn(say("report.land_share", lang), 1, "right"),
        ReportColumn(say("score.basis", lang), 1.4),
    )
    rows = tuple(
        cells(
            LAYERS[each.group].title[lang],
            each.title[lang],
            str(each.count),
            hectares(each.area_m2),
            f"{100 * each.share:.1f}%",
            _basis({key for one in each.inputs for key in one.basis}, lang),
        )
        for each in found.land
    )
    return Table(title, columns, rows), *untold


def _basis(keys: set[str], lang: Lang) -> str:
    return joined((words[lang] for key, words in BASIS.items() if key in keys), lang)


def _parks(found: Profile, lang: Lang) -> Block:
    layer = LAYERS["parks"]
    title = layer.title[lang]
    if isinstance(found.parks, Untold):
        return untold_note(title, found.parks, lang)
    frame = found.parks.inside
    if frame.empty:
        return _none(title, lang)
    fields = [layer.column(name) for name in ("kind", "stage")]
    columns = (
        ReportColumn(title, 3),
        *(ReportColumn(field.title[lang], 1.4) for field in fields),
        ReportColumn(say("coverage.area", lang), 1, "right"),
        ReportColumn(say("score.basis", lang), 1),
        ReportColumn(say("report.accuracy", lang), 1.2, "right"),
    )
    rows = tuple(
        cells(
            str(row[f"name_{lang}"]),
            *(field.choices[str(row[field.name])][lang] for field in fields),
            hectares(row.geometry.area),
            BASIS[str(row["basis"])][lang],
            f"{row['accuracy_m']:g}",
        )
        for _, row in frame.iterrows()
    )
    return Table(title, columns, rows)


def _rivers(found: Profile, lang: Lang) -> Block:
    layer = LAYERS["river_segments"]
    title = layer.title[lang]
    if isinstance(found.rivers, Untold):
        return untold_note(title, found.rivers, lang)
    if not found.rivers:
        return _none(title, lang)
    target = layer.column("target_basis")
    columns = (
        ReportColumn(title, 2.4),
        ReportColumn(say("report.length", lang), 1, "right"),
        ReportColumn(layer.column("target_class").title[lang], 1.2),
        ReportColumn(target.title[lang], 1.2),
        ReportColumn(say("score.basis", lang), 1.4),
    )
    rows = tuple(
        cells(
            river.title[lang],
            f"{river.length_m:,.0f}",
            layer.style.symbols[river.target_class].title[lang],
            target.choices[river.target_basis][lang],
            _basis({key for one in river.inputs for key in one.basis}, lang),
        )
        for river in found.rivers
    )
    return Table(title, columns, rows)


def _projects(found: Profile, lang: Lang) -> tuple[Block, ...]:
    """Return the projects of the area, each with its clause, and how many may be in it."""
    layer = LAYERS["projects"]
    title = layer.title[lang]
    if isinstance(found.projects, Untold):
        return (untold_note(title, found.projects, lang),)
    frame = found.projects.inside
    others = Note(
        say(
            "report.vague",
            lang,
            possible=len(found.projects.possible),
            unplaced=found.projects.unplaced,
        )
    )
    if frame.empty:
        return _none(title, lang), others
    columns = (
        ReportColumn(title, 2.4),
        ReportColumn(layer.column("stage").title[lang], 0.9),
        ReportColumn(layer.column("location_type").title[lang], 1.2),
        ReportColumn(say("score.target", lang), 2),
        ReportColumn(say("score.clause", lang), 1.3),
    )
    places = layer.column("location_type").choices
    rows = tuple(
        cells(
            str(row[f"name_{lang}"]),
            STAGES[str(row["stage"])][lang],
            places[str(row["location_type"])][lang],
            _target(row[f"target_{lang}"], lang),
            _clause(row["plan_ref"], lang),
        )
        for _, row in frame.iterrows()
    )
    return Table(title, columns, rows), others


def _target(value: object, lang: Lang) -> str:
    return value if isinstance(value, str) else say("value.empty", lang)


def _clause(value: object, lang: Lang) -> str:
    return clause_of(value, lang) if isinstance(value, str) else say("value.empty", lang)
