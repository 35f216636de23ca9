"""A name stands for an id where exactly one system has it, and nowhere else."""

from pathlib import Path

import pytest

from tests.reading.readings import HEADER, lines, put, read, read_text

HUB = "- {id: identity-hub, name: Identity Hub, aliases: [the hub]}\n"


@pytest.mark.parametrize("name", ["Identity Hub", "identity hub", "The  hub", "'Identity Hub '"])
@pytest.mark.parametrize(
    "field",
    [
        "depends_on: [{}]",
        "depends_on: [{{system: {}, note: x}}]",
        "used_by: [{}]",
        "part_of: {}",
        "replaced_by: {}",
        "remediation: {{options: [{{id: a, approach: retain, requires: [{}]}}]}}",
        "remediation: {{options: [{{id: a, approach: retain, moves_with: [{}]}}]}}",
    ],
)
def test_a_name_that_one_system_has_is_its_id(field: str, name: str) -> None:
    text = f"{HEADER}{HUB}- id: case\n  name: Case\n  {field.format(name)}\n"
    inventory, located = read_text(text)
    ((fault, place, _),) = located
    assert (fault.rule, fault.mend, place.line) == ("name-for-id", "identity-hub", 6)
    assert "identity-hub" in str(inventory.records["dwp/case"].system)
    assert "Identity Hub" not in str(inventory.records["dwp/case"].system)


def test_a_name_that_two_systems_have_names_neither() -> None:
    twins = HUB + "- {id: hub-two, name: identity hub}\n"
    inventory, located = read_text(
        f"{HEADER}{twins}- {{id: case, name: Case, depends_on: [Identity Hub, hub-two]}}\n"
    )
    ((fault, _, _),) = located
    assert fault.rule == "bad-reference"
    assert "`dwp/identity-hub` or `dwp/hub-two`" in fault.hint
    needs = inventory.records["dwp/case"].system.depends_on or ()
    assert [each.system for each in needs] == ["hub-two"]
    assert inventory.records["dwp/case"].is_invalid("depends_on", 0)


def test_an_id_is_an_id_before_it_is_a_name() -> None:
    inventory, located = read_text(
        f"{HEADER}- {{id: a, name: b}}\n- {{id: b, name: a}}\n- {{id: c, name: C, part_of: a}}\n"
    )
    assert (located, inventory.records["dwp/c"].system.part_of) == ([], "a")


def test_a_slug_may_be_a_name_too(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": "organisation: dwp\nsystems:\n- {id: cis-2, name: CIS}\n"})
    put(tmp_path, {"b.yaml": "organisation: hmt\nsystems:\n- {id: t, name: T, depends_on: [cis, dwp/cis]}\n"})
    inventory, located = read(tmp_path)
    assert lines(located) == [("name-for-id", 3)]
    assert located[0][0].mend == "dwp/cis-2"
    needs = inventory.records["hmt/t"].system.depends_on or ()
    assert [each.system for each in needs] == ["dwp/cis-2", "dwp/cis"]


def test_what_is_set_aside_moves_no_place() -> None:
    text = f"{HEADER}- id: a\n  name: A\n  depends_on:\n  - No Such\n  - gone\n  - Not This\n"
    inventory, located = read_text(text)
    assert lines(located) == [("bad-reference", 6), ("bad-reference", 8)]
    record = inventory.records["dwp/a"]
    assert [each.system for each in record.system.depends_on or ()] == ["gone"]
    assert record.at("depends_on", 0, "system").path == ("systems", 0, "depends_on", 1, "system")


def test_a_spelling_of_an_id_is_told() -> None:
    _, located = read_text(f"{HEADER}{HUB}- {{id: case, name: Case, depends_on: [Identity_hub]}}\n")
    assert located[0][0].hint == "Write `dwp/identity-hub`."
