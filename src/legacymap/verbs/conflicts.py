"""What to say when the decisions of a scenario cannot all be kept."""

from collections.abc import Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.errors import RequestError
from legacymap.domain.money import pounds_text
from legacymap.planning import Case, Framing, Ledger, Solved, conflicting, extras
from legacymap.verbs.turns import SecondsLeft

_HINT = "Change the year or the option of one, its commitment, or the budget and capacity that it needs."


def kept_apart(
    case: Case, framing: Framing, solved: Solved | None, seconds_left: SecondsLeft
) -> RequestError:
    """The error for decisions that no plan keeps: those that cannot stand, or a smallest conflicting set.

    `solved` is what was found of the problem; None where some decision cannot stand by itself.
    """
    if framing.unmet:
        sentences = "\n".join(framing.unmet)
        return RequestError(f"These decisions cannot be kept, whatever else is chosen:\n{sentences}", _HINT)
    if solved is not None and solved.status != "infeasible":
        return RequestError(
            "The time ran out before a plan was found that keeps all decisions.", "Raise --time-limit."
        )
    systems = conflicting(framing.problem, seconds_left)
    names = "\n".join(_named(system, case, framing) for system in systems)
    several = len(systems) > 1
    told = "These decisions cannot all be kept together" if several else "This decision cannot be kept"
    return RequestError(f"{told}:\n{names}{_lacking(systems, case, framing)}", _HINT)


def _lacking(systems: Sequence[str], case: Case, framing: Framing) -> str:
    """The money that they lack by themselves, a line each; nothing where something else is in the way."""
    held = {system: (framing.problem.fixed or {})[system] for system in systems}
    ledger = Ledger(framing.problem, held)
    short = extras(framing.problem, ledger.overspent(), case.first_year)
    return "".join(
        f"\nThe {each.fund} line of {each.organisation} lacks {pounds_text(each.amount)} "
        f"in {financial_year_text(each.year)}."
        for each in short
    )


def _named(system: str, case: Case, framing: Framing) -> str:
    option, start = (framing.problem.fixed or {})[system]
    how = "committed" if system in framing.committed else "fixed by the scenario"
    return f"`{option}` of `{system}` in {financial_year_text(case.first_year + start)} ({how})"
