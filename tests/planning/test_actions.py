"""What an action says of itself."""

from legacymap.domain.plan import Action
from legacymap.planning.explanation import Footing, actions
from legacymap.planning.work import Case, Choices
from tests.planning.cases import case, ledger, option, planned, posed_as, risks

SYSTEMS = ("a/x", "a/y", "b/z")
STANDING = Footing({system: {"a": 0.75, "b": 0.25} for system in SYSTEMS}, {"a/x": ("a/y", "b/z")})


def said(posed: Case, schedule: Choices) -> dict[str, Action]:
    """The actions of a schedule by system, in their order."""
    framing = posed_as(posed)
    found = actions(posed, framing, ledger(framing, schedule), risks(posed), STANDING)
    return {each.system: each for each in found}


def test_an_action_holds_every_year_of_its_work() -> None:
    posed = case(planned("a/x", option(rdel=["£1m"], cdel=["£2m", "£3m"])))
    found = said(posed, {"a/x": ("new", 1)})["a/x"]
    assert (found.start, found.complete) == (2028, 2029)
    assert found.rdel == {2028: 1e6, 2029: 0}
    assert found.cdel == {2028: 2e6, 2029: 3e6}
    assert (found.value, found.committed, found.families) == (16, False, {"a": 0.75, "b": 0.25})


def test_they_come_by_start_then_value_then_system() -> None:
    records = [planned("a/x", option()), planned("a/y", option()), planned("b/z", option(approach="retire"))]
    order = said(case(*records), {"a/x": ("new", 0), "a/y": ("new", 0), "b/z": ("new", 0)})
    assert list(order) == ["b/z", "a/x", "a/y"]
    assert list(said(case(*records), {"a/x": ("new", 1), "b/z": ("new", 2), "a/y": ("new", 0)})) == [
        "a/y",
        "a/x",
        "b/z",
    ]


def test_committed_and_fixed_are_told_apart() -> None:
    records = [planned("a/x", option(committed="2026-27")), planned("a/y", option())]
    posed = case(*records, fix=[{"system": "a/y", "option": "new", "start": "2028-29"}])
    found = said(posed, {"a/x": ("new", -1), "a/y": ("new", 1)})
    assert (found["a/x"].committed, found["a/y"].committed) == (True, False)
    assert found["a/x"].why.text.startswith("Committed: ")
    assert found["a/y"].why.text.startswith("Fixed by the scenario: ")
    assert found["a/x"].start == 2026


def test_an_action_names_what_it_lets_go_ahead_and_what_it_mends() -> None:
    records = [
        planned("a/x", option()),
        planned("a/y", option(requires=["x"])),
        planned("b/z", option(moves_with=["a/y"])),
    ]
    found = said(case(*records), {"a/x": ("new", 0), "a/y": ("new", 1), "b/z": ("new", 1)})
    assert found["a/x"].unblocks == ("a/y",)
    assert found["a/y"].unblocks == ("b/z",)
    assert found["a/x"].mends == ("a/y", "b/z")
    assert found["a/x"].why.text == (
        "Brings weighted risk from 10.0 to 2.0 in 2028-29; lets y go ahead; "
        "mends the weakest foundation of y and z."
    )


def test_a_retirement_says_from_when_the_system_is_gone() -> None:
    found = said(case(planned("a/x", option(approach="retire"))), {"a/x": ("new", 1)})["a/x"]
    assert found.why.text.startswith("Ends a weighted risk of 10.0: the system is gone from 2029-30 on")


def test_an_effect_beyond_the_appraisal_is_said_to_remove_nothing() -> None:
    posed = case(planned("a/x", option(rdel=["£1m"] * 4)))
    assert said(posed, {"a/x": ("new", 1)})["a/x"].why.text.startswith("Removes no risk of its own")
