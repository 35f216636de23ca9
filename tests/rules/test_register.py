"""The register names every rule, every fault has a rule, and every rule has its page."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import legacymap
from legacymap.rules import RULEBOOK, RULES
from legacymap.rules._rule import Rule, rule
from legacymap.rules.answer_rules import ANSWER_RULES
from legacymap.rules.file_rules import FILE_RULES
from legacymap.rules.import_rules import IMPORT_RULES
from legacymap.rules.reading_rules import READING_RULES

SOURCES = Path(legacymap.__file__).parent
ROOM = SOURCES / "rules"
TABLED = (*FILE_RULES, *READING_RULES, *IMPORT_RULES, *ANSWER_RULES)
PAGE = re.compile(
    r"(?P<fault>[^\n]+\.)\n\n"
    r"(?P<why>Why: [^\n]+(?:\n\S[^\n]*)*)\n\n"
    r"(?P<mend>Mend: [^\n]+(?:\n\S[^\n]*)*)\n\n"
    r"Wrong:\n\n(?P<wrong>(?:(?:    [^\n]*)?\n)+)\n"
    r"Right:\n\n(?P<right>(?:(?:    [^\n]*)?\n?)+)"
)
# What takes the name of a fault as its first argument.
NAMING = frozenset({"Fault", "ParseIssue", "Unreadable", "invalid", "Wording"})
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(NAMING))})\(")  # to parse what holds none takes long


def modules_with_a_code() -> set[str]:
    return {
        path.stem
        for path in ROOM.glob("*.py")
        if re.search("^CODE = ", path.read_text("utf-8"), re.MULTILINE)
    }


def test_every_rule_of_the_folder_is_registered_once() -> None:
    tabled = [each.name for each in TABLED]
    registered = [each.name.replace("-", "_") for each in RULES if each.name not in tabled]
    assert sorted(registered) == sorted(modules_with_a_code())
    assert set(TABLED) < set(RULES)
    assert len(RULEBOOK.by_name) == len(RULEBOOK.by_code) == len(RULES)


def test_a_rule_is_named_for_its_file() -> None:
    for name in modules_with_a_code():
        made = rule(importlib.import_module(f"legacymap.rules.{name}"))
        assert RULEBOOK.by_name[name.replace("_", "-")] == made


def test_rules_stand_in_the_order_of_their_codes() -> None:
    assert [each.code for each in RULES] == sorted(each.code for each in RULES)


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_a_code_is_in_a_band_that_the_design_knows(each: Rule) -> None:
    assert re.fullmatch(r"LM[0-6][0-9]{2}", each.code)
    if not "LM100" <= each.code < "LM500":
        assert each.check is None, "what is noticed while reading or importing has no check"


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_a_page_has_its_five_parts(each: Rule) -> None:
    page = PAGE.fullmatch(each.page + "\n")
    assert page, each.page
    assert dedent(page["wrong"]) != dedent(page["right"])
    assert max(len(line) for line in each.page.splitlines()) <= 88


def test_every_fault_that_the_code_names_has_a_rule() -> None:
    paths = (path for path in SOURCES.rglob("*.py") if NAMED.search(path.read_text(encoding="utf-8")))
    named = {name for path in paths for name in faults_named(path)}
    assert named - set(RULEBOOK.by_name) == set()
    assert len(named) > 50, "the search has gone blind"


def test_a_check_finds_the_fault_that_its_file_is_named_for() -> None:
    for each in RULES:
        if each.check or each.check_scenario:
            path = ROOM / f"{each.name.replace('-', '_')}.py"
            assert set(faults_named(path)) == {each.name}


def faults_named(path: Path) -> Iterator[str]:
    """The names of faults that a module gives, also through a function of its own that passes one on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    naming = dict.fromkeys(NAMING, 0) | passing_on(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        position = naming.get(called(call))
        if position is not None:
            given = [each.value for each in call.keywords if each.arg == "rule"]
            yield from texts((call.args[position : position + 1] or given)[0])


def passing_on(tree: ast.Module) -> dict[str, int]:
    """The functions of a module that name a fault by a parameter, and its position in calls."""
    found: dict[str, int] = {}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        parameters = [each.arg for each in function.args.args if each.arg != "self"]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            first = call.args[0] if call.args and called(call) in NAMING else None
            if isinstance(first, ast.Name) and first.id in parameters:
                found[function.name] = parameters.index(first.id)
    return found


def called(call: ast.Call) -> str:
    """The name of the function that is called, without what it is called on."""
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def texts(given: ast.expr) -> Iterator[str]:
    """The texts that an argument may be; none for a name passed on from elsewhere."""
    if isinstance(given, ast.IfExp):
        yield from texts(given.body)
        yield from texts(given.orelse)
    elif isinstance(given, ast.Constant):
        yield str(given.value)
    else:
        assert isinstance(given, ast.Name | ast.Attribute), ast.dump(given)
