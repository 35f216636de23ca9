"""What to say when the decisions of a scenario cannot all be kept."""

from legacymap.domain.dates import financial_year_text
from legacymap.domain.errors import RequestError
from legacymap.planning import Case, Framing, Solved, conflicting
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
    names = [_named(system, case, framing) for system in conflicting(framing.problem, seconds_left)]
    together = "\n".join(names)
    return RequestError(f"These decisions cannot all be kept together:\n{together}", _HINT)


def _named(system: str, case: Case, framing: Framing) -> str:
    option, start = (framing.problem.fixed or {})[system]
    how = "committed" if system in framing.committed else "fixed by the scenario"
    return f"`{option}` of `{system}` in {financial_year_text(case.first_year + start)} ({how})"
