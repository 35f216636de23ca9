"""What an inventory answers of itself: standing, families, markings, wholes, and routes."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Path, Route, path_text
from legacymap.domain.inventory import (
    Described,
    Inventory,
    Organisation,
    Record,
    nearest_system,
    parent_cycles,
    written,
)
from legacymap.domain.system import System

NAMES = st.sampled_from("abcdefgh")


def record(full_id: str, invalid: tuple[Path, ...] = (), **keys: object) -> Record:
    """A record of this full id."""
    organisation, _, short = full_id.partition("/")
    system = System.model_validate({"id": short, "name": short, **keys})
    return Record(organisation, system, Route("a.yaml", 0, ("systems", 0)), invalid)


def inventory(
    *records: Record, parents: Mapping[str, str | None] | None = None, left_out: frozenset[str] = frozenset()
) -> Inventory:
    """An inventory of these records and organisations."""
    described = {
        name: Described(Organisation.model_validate({"id": name, "parent": parent}), Route("a.yaml"))
        for name, parent in (parents or {}).items()
    }
    named = {each.organisation: Route("a.yaml") for each in records}
    return Inventory({each.id: each for each in records}, described, named, left_out=left_out)


def test_a_system_is_present_left_out_missing_or_of_an_organisation_that_is_not_loaded() -> None:
    found = inventory(record("a/x"), left_out=frozenset({"a/y", "/z"}))
    standings = {name: found.presence(name) for name in ("a/x", "a/y", "a/z", "b/z", "a/w", "b/w")}
    assert standings == {
        "a/x": "present",
        "a/y": "left-out",
        "a/z": "left-out",
        "b/z": "left-out",
        "a/w": "missing",
        "b/w": "not-loaded",
    }


def test_a_family_is_named_after_the_topmost_organisation() -> None:
    found = inventory(parents={"a": "b", "b": "c", "d": None})
    assert list(found.lineage("a")) == ["a", "b", "c"]
    assert [found.family(name) for name in "abcde"] == ["c", "c", "c", "d", "e"]


def test_a_loop_of_parents_counts_as_no_parent() -> None:
    found = inventory(parents={"a": "b", "b": "c", "c": "b", "d": "d"})
    assert found.organisation_cycles == (("b", "c"), ("d",))
    assert list(found.lineage("a")) == ["a", "b"]
    assert list(found.lineage("b")) == ["b"]
    assert found.family("d") == "d"


def test_a_lineage_may_be_longer_than_python_can_nest() -> None:
    found = inventory(parents={f"o{number}": f"o{number + 1}" for number in range(5000)})
    assert found.family("o0") == "o5000"


def test_parts_belong_to_the_topmost_whole() -> None:
    found = inventory(
        record("a/w"), record("a/p", part_of="w"), record("a/q", part_of="p"), record("b/r", part_of="a/q"),
        record("b/s", part_of="gone"), record("b/t", part_of="t"), record("b/u", part_of="v"),
        record("b/v", part_of="u"), record("b/x", part_of="v"),
    )  # fmt: skip
    assert found.whole_systems == {
        "a/w": "a/w", "a/p": "a/w", "a/q": "a/w", "b/r": "a/w", "b/s": "b/gone", "b/t": "b/t", "b/u": "b/u",
        "b/v": "b/v", "b/x": "b/v",
    }  # fmt: skip
    assert found.part_cycles == (("b/t",), ("b/u", "b/v"))


def test_a_chain_of_parts_takes_no_longer_than_its_length() -> None:
    many = [record(f"a/p{number}", part_of=f"p{number + 1}") for number in range(20_000)]
    assert set(inventory(*many).whole_systems.values()) == {"a/p20000"}


@given(st.dictionaries(NAMES, NAMES | st.none()))
def test_loops_are_exactly_the_members_that_come_back_to_themselves(parents: dict[str, str | None]) -> None:
    found = parent_cycles(parents)
    expected = set()
    for start in parents:
        at = parents.get(start)
        for _ in range(len(parents)):
            if at is None or at == start:
                break
            at = parents.get(at)
        if at == start:
            expected.add(start)
    assert {member for cycle in found for member in cycle} == expected
    assert all(cycle[0] == min(cycle) and len(set(cycle)) == len(cycle) for cycle in found)
    assert all(
        parents[one] == other
        for cycle in found
        for one, other in zip(cycle, (*cycle[1:], cycle[0]), strict=True)
    )
    assert found == tuple(sorted(found))


@pytest.mark.parametrize(
    ("keys", "marking"),
    [
        ({}, "official"),
        ({"incidents": []}, "official"),
        ({"incidents": [{}]}, "official-sensitive"),
        ({"vulnerabilities": {}}, "official-sensitive"),
        ({"assessment": {"scores": {"L1": "6"}}}, "official-sensitive"),
        ({"assessment": {"assessor": "A team"}}, "official"),
        ({"assessment": {"scores": {}}}, "official"),
        ({"vulnerabilities": {}, "handling": "official"}, "official"),
        ({"handling": "secret"}, "secret"),
    ],
)
def test_a_record_is_marked_by_itself_or_by_what_it_holds(keys: dict[str, object], marking: str) -> None:
    one = record("a/x", (), **keys)
    assert inventory(one).handling(one) == marking


@pytest.mark.parametrize(
    "path", [("handling",), ("vulnerabilities",), ("incidents", 0, "*"), ("assessment", "scores", "L1")]
)
def test_a_marking_or_a_sensitive_field_that_could_not_be_read_is_not_taken_for_harmless(path: Path) -> None:
    one = record("a/x", invalid=(path,))
    assert inventory(one).handling(one) == "official-sensitive"


def test_an_organisations_marking_is_its_records_default() -> None:
    one, other = record("a/x", vulnerabilities={}), record("a/y", handling="top-secret")
    described = Organisation.model_validate({"id": "a", "handling": "official"})
    found = Inventory({one.id: one}, {"a": Described(described, Route("a.yaml"))}, {})
    assert found.handling(one) == "official"
    assert found.handling(other) == "top-secret"


def test_a_record_of_another_organisation_goes_by_another_id() -> None:
    assert record("a/x").id == "a/x"
    assert replace(record("a/x"), organisation="b").id == "b/x"


def test_routes_come_by_file_document_path_and_key() -> None:
    ordered = [
        Route("a", 1, ("z",)),
        Route("b", 0, ("y", 1)),
        Route("b", 0, ("y", 2), on_key=True),
        Route("b", 0, ("z",)),
        Route("b", 0, ("z",), on_key=True),
        Route("b", 1),
    ]
    assert sorted({*ordered}) == ordered


def test_a_reference_means_the_same_organisation_unless_it_names_another() -> None:
    assert record("a/x").full_id("y") == "a/y"
    assert record("a/x").full_id("b/y") == "b/y"


@given(st.integers(0, 30), st.sets(st.integers(0, 30)))
def test_indices_count_the_items_that_were_set_aside(index: int, gone: set[int]) -> None:
    invalid: tuple[Path, ...] = tuple(("used_by", each) for each in gone)
    kept = [each for each in range(100) if each not in gone]
    assert written(("used_by", index), invalid) == ("used_by", kept[index])


def test_a_stand_in_and_items_of_other_lists_do_not_count() -> None:
    invalid: tuple[Path, ...] = (("contracts", 0, "*"), ("incidents", 0), ("used_by", 1, "x"))
    for key in ("contracts", "used_by"):
        assert written((key, 1, "ends"), invalid) == (key, 1, "ends")
    assert record("a/x", invalid).at("incidents", 0).path == ("systems", 0, "incidents", 1)


def test_a_field_is_unfit_when_it_or_something_below_it_is() -> None:
    one = record("a/x", (("costs", "annual_run"),))
    assert one.is_invalid("costs")
    assert one.is_invalid("costs", "annual_run")
    assert not one.is_invalid("costs", "cost_of_failure")
    assert not one.is_invalid("costs", "annual_run", "deeper")


def test_a_path_reads_as_people_write_it() -> None:
    assert path_text(("depends_on", 2, "system")) == "depends_on[2].system"
    assert path_text(()) == ""


RECORDS = {
    f"{organisation}/{system.id}": Record(organisation, system, Route("a.yaml"))
    for organisation, system in (
        ("hmrc", System(id="cesa", name="Self Assessment")),
        ("hmrc", System(id="e-gates", name="Electronic gates")),
        ("shared", System(id="government-gateway", name="Government Gateway", aliases=("Gateway",))),
    )
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gatewy", "shared/government-gateway"),
        ("hmrc/gateway", "shared/government-gateway"),
        ("hmrc/cesaa", "hmrc/cesa"),
        ("self asessment", "hmrc/cesa"),
        ("hmrc/nothing-like-it", None),
        ("quite another", None),
    ],
)
def test_the_nearest_system_is_found_by_any_of_its_names(words: str, found: str | None) -> None:
    assert nearest_system(words, RECORDS) == found
