"""What proposed systems and those in build will stand on."""

from legacymap.domain.assessment import Rating
from legacymap.domain.results import OldFoundation
from tests.estate.builders import estate, record, soft

RED: dict[str, Rating] = {"a/old": "red", "a/older": "possibly-red", "a/new": "not-red"}
ORDER = ("a/older", "a/old", "a/new")


def test_a_system_in_build_is_told_what_it_stands_on_in_scan_order() -> None:
    found = estate(
        record("a/x", status="build", depends_on=["mid"]),
        record("a/mid", depends_on=["old", "older", "new"]),
        record("a/old"), record("a/older"), record("a/new"),
    )  # fmt: skip
    assert found.old_foundations(RED, ORDER) == (OldFoundation("a/x", ("a/older", "a/old")),)


def test_live_systems_are_not_told() -> None:
    assert estate(record("a/x", depends_on=["old"]), record("a/old")).old_foundations(RED, ORDER) == ()


def test_a_proposed_system_is_followed_through_other_proposed_ones() -> None:
    found = estate(
        record("a/p", status="proposed", depends_on=["q"]),
        record("a/q", status="proposed", depends_on=["mid"]),
        record("a/mid", depends_on=["old"]),
        record("a/old"),
    )
    expected = (OldFoundation("a/p", ("a/old",)), OldFoundation("a/q", ("a/old",)))
    assert found.old_foundations(RED, ORDER) == expected


def test_a_system_in_build_is_followed_through_a_proposed_one() -> None:
    found = estate(
        record("a/x", status="build", depends_on=["q"]),
        record("a/q", status="proposed", depends_on=["old"]),
        record("a/old"),
    )
    assert [old.system for old in found.old_foundations(RED, ORDER)] == ["a/q", "a/x"]


def test_soft_needs_are_not_foundations() -> None:
    found = estate(
        record("a/p", status="proposed", depends_on=[soft("old")]),
        record("a/x", status="build", depends_on=[soft("old")]),
        record("a/old"),
    )
    assert found.old_foundations(RED, ORDER) == ()


def test_consumers_that_others_claim_are_needs_of_a_proposed_system_too() -> None:
    found = estate(record("a/p", status="proposed"), record("a/old", used_by=["p"]))
    assert found.old_foundations(RED, ORDER) == (OldFoundation("a/p", ("a/old",)),)
    own = estate(record("a/p", status="proposed", depends_on=[soft("old")]), record("a/old", used_by=["p"]))
    assert own.old_foundations(RED, ORDER) == ()


def test_retired_systems_are_not_followed() -> None:
    found = estate(
        record("a/p", status="proposed", depends_on=["gone"]),
        record("a/gone", status="retired", depends_on=["old"]),
        record("a/old"),
    )
    assert found.old_foundations(RED, ORDER) == ()


def test_a_system_is_not_its_own_foundation() -> None:
    found = estate(record("a/old", status="build", depends_on=["y"]), record("a/y", depends_on=["old"]))
    assert found.old_foundations(RED, ORDER) == ()
