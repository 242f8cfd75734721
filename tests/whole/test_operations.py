"""The list of operations is whole: a question that nobody asks in a crowd is found here."""

import ast
import importlib
import pkgutil
from pathlib import Path

import chedun_gis
from chedun_gis.town.answers import Answered
from tests.whole import operations

ROOT = Path(__file__).resolve().parent.parent.parent
# Screens and the command line word answers; the others are asked for them by both.
_ASKING = {"views", "commands", "texts", "__main__", "bootstrap"}
MODULES = [
    each.name
    for each in pkgutil.walk_packages(chedun_gis.__path__, "chedun_gis.")
    if each.name.split(".")[1] not in _ASKING
]
# By these the program itself holds the town; nobody asks them for an answer.
_HOLDING = {"chedun_gis.town.town", "chedun_gis.town.source", "chedun_gis.town.answers"}


def code_of(module: str) -> ast.Module:
    path = ROOT / f"{module.replace('.', '/')}.py"
    package = path.with_suffix("") / "__init__.py"
    return ast.parse((path if path.is_file() else package).read_text(encoding="utf-8"))


def names_in(tree: ast.AST) -> set[str]:
    """Return every name that a piece of code speaks of."""
    found = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    return found | {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}


def takes_a_town(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(each.annotation, ast.Name) and each.annotation.id == "Town"
        for each in (*function.args.args, *function.args.kwonlyargs)
    )


def test_every_question_about_a_town_is_reached_by_an_operation() -> None:
    speaks_of: dict[str, set[str]] = {}
    questions: dict[str, str] = {}
    for module in MODULES:
        for node in ast.walk(code_of(module)):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                continue
            speaks_of.setdefault(node.name, set()).update(names_in(node))
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if public and module not in _HOLDING and takes_a_town(node):
                questions[f"{module}.{node.name}"] = node.name
    asked = set[str]()
    files = (
        "operations",
        "entered",
        "evaluating",
        "finding",
        "finished",
        "doubted",
        "large_layer",
    )
    more = set[str]().union(*(names_in(code_of(f"tests.whole.{each}")) for each in files))
    while more := more - asked:
        asked |= more
        more = set[str]().union(*(speaks_of.get(name, set()) for name in more))
    assert len(questions) > 50
    assert {question for question, name in questions.items() if name not in asked} == set()


def test_every_kept_answer_can_be_worked_out_anew() -> None:
    kept = {
        id(value)
        for module in MODULES
        for value in vars(importlib.import_module(module)).values()
        if isinstance(value, Answered)
    }
    assert kept == {id(question) for question in operations.KEPT}
