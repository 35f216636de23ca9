"""Which starts are open: by the dates of an option, and by what it waits for."""

from dataclasses import replace

import pytest

from legacymap.domain.assessment import Legacy
from legacymap.domain.inventory import Record
from legacymap.planning.starts import Precedence, available, precedence
from legacymap.planning.work import Barrier, Partner, Start, Waited, Work
from tests.estate.builders import record, soft
from tests.planning.cases import case, option, planned

ANY = frozenset({"new"})


def job(
    system: str,
    *starts: int,
    years: int = 1,
    needs: tuple[str, ...] = (),
    must_leave_first: tuple[str, ...] = (),
    partners: tuple[str, ...] = (),
) -> Work:
    """A replacement that may start in these years and waits for others."""
    money = (1.0,) * years
    wants = tuple(Waited(each, ANY) for each in needs)
    moves = tuple(Partner(each, ANY) for each in partners)
    return Work(
        system, "new", "replace", money, money, dict.fromkeys(starts, 1.0), wants, must_leave_first, moves
    )


def left(*jobs: Work, fixed: dict[str, Start] | None = None) -> dict[str, set[int]]:
    """The starts that are left of each system."""
    held = fixed or {}
    kept, _ = available(jobs, lambda work, start: held.get(work.system) == (work.option, start))
    return {each.system: set(each.values) for each in kept}


def test_what_requires_starts_only_when_the_other_can_be_complete() -> None:
    # b may start in 1 and takes two years: it is complete by 3.
    assert left(job("a", 0, 1, 2, 3, 4, needs=("b",)), job("b", 1, 2, years=2))["a"] == {3, 4}


def test_a_chain_of_requirements_adds_up() -> None:
    found = left(job("a", 0, 1, 2, needs=("b",)), job("b", 0, 1, 2, needs=("c",)), job("c", 0, 1, 2))
    assert found == {"a": {2}, "b": {1, 2}, "c": {0, 1, 2}}


def test_a_loop_of_requirements_leaves_nothing_and_says_by_whom() -> None:
    kept, barred = available([job("a", 0, 1, needs=("b",)), job("b", 0, 1, needs=("a",))])
    assert kept == ()
    assert {key: barrier.code for key, barrier in barred.items()} == {
        ("a", "new"): "precedence",
        ("b", "new"): "precedence",
    }
    assert barred["b", "new"].by == ("a",)


def test_a_retirement_ends_no_sooner_than_the_others_have_left() -> None:
    # b leaves at the end of year 1 at the soonest; a, of one year, may then end in year 1 too.
    assert left(job("a", 0, 1, 2, must_leave_first=("b",)), job("b", 0, years=2))["a"] == {1, 2}


def test_companions_keep_only_the_starts_that_they_share() -> None:
    found = left(job("a", 0, 1, partners=("b",)), job("b", 1, 2))
    assert found == {"a": {1}, "b": {1, 2}}


def test_a_fixed_choice_keeps_its_start_so_that_the_conflict_is_found() -> None:
    assert left(job("a", 0, needs=("b",)), job("b", 1), fixed={"a": ("new", 0)}) == {"a": {0}, "b": {1}}


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
