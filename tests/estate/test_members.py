"""Who is in the estate."""

from hypothesis import given

from legacymap.domain.inventory import Inventory
from legacymap.estate.questions import Estate
from tests.estate.builders import estate, inventories, record


def test_systems_are_those_in_build_live_or_retiring() -> None:
    statuses = ("proposed", "build", "live", "retiring", "retired")
    found = estate(*(record(f"a/{status}", status=status) for status in statuses))
    assert found.systems == found.members == ("a/build", "a/live", "a/retiring")


def test_external_systems_are_in_the_estate_but_not_scored() -> None:
    found = estate(record("a/x"), record("a/theirs", kind="external"))
    assert found.systems == ("a/theirs", "a/x")
    assert found.scored == ("a/x",)


def test_stubs_are_what_only_arrows_name() -> None:
    found = estate(record("b/x", depends_on=["far/z", "gone"], used_by=["missing", "a/near"]))
    assert found.stubs == ("a/near", "b/missing", "far/z")
    assert found.members == ("a/near", "b/missing", "b/x", "far/z")
    assert found.systems == found.scored == ("b/x",)


def test_references_of_records_outside_the_estate_make_no_stubs() -> None:
    assert estate(record("a/x", status="proposed", depends_on=["far/z"])).members == ()


def test_a_stub_is_external() -> None:
    found = estate(record("a/x", kind="platform", depends_on=["far/z"]))
    assert (found.kind("a/x"), found.kind("far/z")) == ("platform", "external")


def test_arrows_are_found_from_either_end() -> None:
    found = estate(record("a/x", depends_on=["y", "z"]), record("a/y", depends_on=["z"]), record("a/z"))
    assert [arrow.needed for arrow in found.needs("a/x")] == ["a/y", "a/z"]
    assert [arrow.consumer for arrow in found.needed_by("a/z")] == ["a/x", "a/y"]
    assert found.direct_dependents("a/z") == ("a/x", "a/y")


def test_a_system_outside_the_estate_has_no_arrows() -> None:
    found = estate(record("a/x"), record("a/old", status="retired", depends_on=["x"]))
    assert found.needs("a/old") == found.needed_by("a/old") == ()
    assert found.direct_dependents("a/old") == ()


def test_services_are_picked_out_and_stubs_are_none() -> None:
    found = estate(record("a/x", kind="service"), record("a/y", used_by=["far/x"]))
    assert found.services_among(["far/x", "a/y", "a/x"]) == ("a/x",)


def test_organisations_are_told_once_each() -> None:
    found = estate(record("a/x"), record("a/y"), record("b/x"))
    assert found.organisations_of(["b/x", "a/x", "a/y", "c/z"]) == ("a", "b", "c")


@given(inventories())
def test_every_end_of_an_arrow_is_a_member_and_nothing_is_both_system_and_stub(written: Inventory) -> None:
    found = Estate.of(written)
    ends = {end for arrow in found.arrows for end in (arrow.consumer, arrow.needed)}
    assert ends <= set(found.members)
    assert set(found.stubs) <= ends
    assert sorted([*found.systems, *found.stubs]) == list(found.members)
    assert len(set(found.members)) == len(found.members)
    assert sum(len(found.needs(member)) for member in found.members) == len(found.arrows)


@given(inventories())
def test_what_is_near_is_what_few_arrows_lead_to_or_from(inventory: Inventory) -> None:
    found = Estate.of(inventory)
    for system in found.members:
        direct = {arrow.consumer for arrow in found.needed_by(system)}
        direct |= {arrow.needed for arrow in found.needs(system)}
        assert found.near(system, 0) == (system,)
        assert found.near(system, 1) == tuple(sorted({system, *direct}))
        every = {system, *found.dependents(system), *found.dependencies(system)}
        assert found.near(system, len(found.members)) == tuple(sorted(every))
