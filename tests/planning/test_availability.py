"""Starts fall away when what they wait for cannot be there in time."""

from legacymap.planning.starts import available
from legacymap.planning.work import Partner, Start, Waited, Work

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
