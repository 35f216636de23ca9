"""What an option waits for: what it requires, who must have left, and who moves with it."""

from dataclasses import replace

import pytest

from legacymap.domain.assessment import Legacy
from legacymap.domain.inventory import Record
from legacymap.planning.starts import Precedence, precedence
from legacymap.planning.work import Barrier, Partner, Waited
from tests.estate.builders import record, soft
from tests.planning.cases import case, option, planned

RETIRE = option(approach="retire")


def found(
    mine: dict[str, object], *others: Record, legacy: dict[str, Legacy] | None = None
) -> Precedence | Barrier:
    """What `new` of `a/x` waits for among these others."""
    posed = case(planned("a/x", mine), *others)
    posed = replace(posed, legacy={**posed.legacy, **(legacy or {})})
    return precedence(posed.estate.inventory.records["a/x"], posed.options["a/x"]["new"], posed)


def needs(
    mine: dict[str, object], *others: Record, legacy: dict[str, Legacy] | None = None
) -> tuple[Waited, ...]:
    """The same, where nothing stands in the way."""
    waits = found(mine, *others, legacy=legacy)
    assert isinstance(waits, Precedence)
    return waits.needs


def stopping(
    mine: dict[str, object], *others: Record, legacy: dict[str, Legacy] | None = None
) -> tuple[str, ...]:
    """By whom an option is stopped for ever."""
    waits = found(mine, *others, legacy=legacy)
    assert isinstance(waits, Barrier)
    assert waits.code == "precedence"
    return waits.by


def test_any_option_of_the_required_system_will_do_unless_one_is_named() -> None:
    hub = planned("a/hub", option(), option(id="other"), {"id": "stay", "approach": "retain"})
    assert needs(option(requires=["hub"]), hub) == (Waited("a/hub", frozenset({"new", "other"})),)
    named = {"system": "a/hub", "option": "other"}
    assert needs(option(requires=[named]), hub) == (Waited("a/hub", frozenset({"other"})),)


def test_a_retired_system_is_required_no_more() -> None:
    assert needs(option(requires=["hub"]), planned("a/hub", option(), status="retired")) == ()


def test_a_sound_system_without_an_option_meets_a_requirement() -> None:
    assert needs(option(requires=["hub"]), record("a/hub"), legacy={"a/hub": "no"}) == ()
    retained = planned("a/hub", {"id": "stay", "approach": "retain"})
    assert needs(option(requires=["hub"]), retained, legacy={"a/hub": "no"}) == ()


def test_a_sound_system_that_has_an_option_must_still_complete_it() -> None:
    assert needs(option(requires=["hub"]), planned("a/hub", option()), legacy={"a/hub": "no"})


@pytest.mark.parametrize("legacy", ["yes", "possibly"])
def test_a_requirement_that_nothing_can_meet_stops_the_option(legacy: Legacy) -> None:
    assert stopping(option(requires=["hub"]), record("a/hub"), legacy={"a/hub": legacy}) == ("a/hub",)
    named = {"system": "a/hub", "option": "stay"}
    retained = planned("a/hub", {"id": "stay", "approach": "retain"})
    assert stopping(option(requires=[named]), retained, legacy={"a/hub": legacy}) == ("a/hub",)


def test_what_is_outside_or_unknown_is_never_sound() -> None:
    assert stopping(option(requires=["hub"]), record("a/hub", kind="external")) == ("a/hub",)
    assert stopping(option(requires=["away/hub"])) == ("away/hub",)


def test_a_system_that_requires_itself_waits_for_ever() -> None:
    assert stopping(option(requires=["x"])) == ("a/x",)


def test_all_that_need_it_hard_must_leave_before_it_is_retired() -> None:
    consumers = [planned(f"b/{name}", option(), depends_on=["a/x"]) for name in ("y", "z")]
    soft_one = record("b/soft", depends_on=[soft("a/x")])
    waits = found(RETIRE, *consumers, soft_one)
    assert isinstance(waits, Precedence)
    assert waits.must_leave_first == ("b/y", "b/z")


def test_only_to_retire_a_system_makes_others_leave() -> None:
    waits = found(option(), record("b/y", depends_on=["a/x"]))
    assert waits == Precedence((), (), ())


@pytest.mark.parametrize(
    "staying",
    [
        record("b/y", depends_on=["a/x"]),
        planned("b/y", option(approach="rehost"), depends_on=["a/x"]),
        planned("b/y", option(), depends_on=["a/x"], kind="external"),
    ],
    ids=["without an option", "that does not leave", "not scored"],
)
def test_a_system_that_others_cannot_leave_is_not_retired(staying: Record) -> None:
    assert stopping(RETIRE, staying) == ("b/y",)


def test_a_stub_that_needs_it_keeps_a_system() -> None:
    posed = case(planned("a/x", RETIRE, used_by=["away/p"]))
    waits = precedence(posed.estate.inventory.records["a/x"], posed.options["a/x"]["new"], posed)
    assert isinstance(waits, Barrier)
    assert waits.by == ("away/p",)


def test_companions_must_have_something_to_start() -> None:
    waits = found(option(moves_with=["y", "x"]), planned("a/y", option()))
    assert isinstance(waits, Precedence)
    assert waits.partners == (Partner("a/y", frozenset({"new"})),)
    assert stopping(option(moves_with=["y"]), record("a/y")) == ("a/y",)
