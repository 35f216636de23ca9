"""Why a system is not in the plan, and what would bring it in (method, section 6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import NextIn, NotChosen, NotPlanned, WhyNot
from legacymap.planning.case import Barrier, Case
from legacymap.planning.framing import Framing
from legacymap.planning.ledger import Ledger, extras
from legacymap.planning.problem import Job

# Of several options of one system the reason that is nearest to a yes speaks for it.
_NEAREST_TO_YES: tuple[WhyNot, ...] = (
    "budget", "capacity", "precedence", "too-long", "forbidden", "missing-costs", "no-effect", "no-option",
)  # fmt: skip
_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why one option is not chosen, with the cheapest way to bring it in."""

    option: str
    barrier: Barrier
    next_in: NextIn | None = None


def not_planned(system: str, case: Case, framing: Framing, ledger: Ledger) -> NotPlanned:
    """Why a system is left as it is, with all else in the plan fixed."""
    if system not in case.options:
        return NotPlanned(system, NotChosen("no-option", "No option is described that would change it."))
    reasons = list(_reasons(system, case, framing, ledger))
    first = min(reasons, key=_closeness)
    texts = [f"{_sentence(reason, several=len(reasons) > 1)}" for reason in sorted(reasons, key=_closeness)]
    why = NotChosen(first.barrier.code, " ".join(texts), first.barrier.by)
    return NotPlanned(system, why, first.next_in)


def _reasons(system: str, case: Case, framing: Framing, ledger: Ledger) -> Iterator[_Reason]:
    for option in sorted(case.options[system]):
        barrier = framing.barred.get((system, option))
        job = ledger.jobs.get((system, option))
        if barrier is not None:
            yield _Reason(option, barrier)
        elif job is not None:
            yield _reason(job, case.first_year, ledger)


def _reason(job: Job, first_year: int, ledger: Ledger) -> _Reason:
    worth = [start for start, value in sorted(job.values.items()) if value > _NOTHING]
    if not worth:
        return _Reason(job.option, Barrier("no-effect", "It would not lower the risk within the appraisal."))
    waiting = {start: ledger.waiting(job, start) for start in worth}
    ready = [start for start in worth if not waiting[start]]
    if not ready:
        by = min(waiting.values(), key=lambda systems: (len(systems), systems))
        names = listed(by, "and")
        return _Reason(job.option, Barrier("precedence", f"It waits for {names}, not done in time.", by))
    full = {start: ledger.crowded(job, start) for start in ready}
    with_room = [start for start in ready if not full[start]]
    if not with_room:
        crowded = min(full.values(), key=lambda names: (len(names), names))
        text = f"{listed(crowded, 'and')} can take on no more work in those years."
        return _Reason(job.option, Barrier("capacity", text, crowded))
    return _crowded_out(job, with_room, first_year, ledger)


def _crowded_out(job: Job, starts: list[int], first_year: int, ledger: Ledger) -> _Reason:
    payable = [start for start in starts if not ledger.exceeds_tail(job, start)]
    if not payable:
        text = "It would spend more after the last year than the cap on later spend allows."
        return _Reason(job.option, Barrier("budget", text))
    ways = []
    for start in payable:
        short = ledger.shortfalls(job, start)
        ways.append((sum(amount for *_, amount in short), -job.values[start], start, short))
    _, less, start, short = min(ways, key=lambda way: way[:3])
    lacking = extras(ledger.problem, short, first_year)
    found = NextIn(job.option, first_year + start, -less, lacking)
    lines = tuple(dict.fromkeys(extra.organisation for extra in lacking))
    if not lacking:
        text = "There is money for it, but it adds less than the tolerance of the plan."
        return _Reason(job.option, Barrier("budget", text), found)
    year = financial_year_text(first_year + start)
    needed = listed([_lack(e.organisation, e.fund, e.year, e.amount) for e in lacking], "and")
    return _Reason(job.option, Barrier("budget", f"To start in {year} it lacks {needed}.", lines), found)


def _lack(organisation: str, fund: str, year: int, amount: float) -> str:
    return f"{pounds_text(amount)} of {fund} ({organisation}) in {financial_year_text(year)}"


def _closeness(reason: _Reason) -> tuple[int, bool, float, float, str]:
    found = reason.next_in
    extra = sum(each.amount for each in found.extra) if found else 0.0
    rank = _NEAREST_TO_YES.index(reason.barrier.code)
    return rank, found is None, extra, -(found.value if found else 0.0), reason.option


def _sentence(reason: _Reason, *, several: bool) -> str:
    return f"{reason.option}: {reason.barrier.text}" if several else reason.barrier.text
