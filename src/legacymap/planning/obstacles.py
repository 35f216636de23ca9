"""What stands in the way of each start of an option, all else in the plan fixed, and what would be needed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import WhyNot
from legacymap.planning.ledger import Ledger
from legacymap.planning.work import Work

_NOTHING = 1e-12
Named = Callable[[str], str]
"""The name of a system by its id."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps an option from starting in a year: of several things the one that is farthest from a yes.

    `what` tells it in a few words, `needed` what would be there instead; `is_tail` says that the cap on later
    spend is broken, which no extra money of a year mends.
    """

    start: int
    code: WhyNot
    by: tuple[str, ...]
    what: str
    needed: str = ""
    is_tail: bool = False


def obstacles(work: Work, first_year: int, ledger: Ledger, named: Named) -> tuple[Obstacle, ...]:
    """The obstacle of every start that the option's own dates allow, by start.

    A start for which there is room and money is held back by nothing but the tolerance of the plan.
    """
    values = {**work.struck, **work.values}
    return tuple(
        _obstacle(work, start, values[start], (first_year, ledger, named)) for start in sorted(values)
    )


def told(met: Sequence[Obstacle], first_year: int, cheapest: int | None) -> str:
    """The obstacles in one sentence, start by start where they differ.

    Of starts that lack only money the cheapest speaks for all; None where no start lacks only that.
    """
    runs = [list(run) for _, run in groupby(met, key=_kind)]
    if len(runs) == 1:
        return _whole(_speaker(runs[0], cheapest), first_year)
    parts = []
    for run in runs:
        speaker = _speaker(run, cheapest)
        needed = f" ({_needed(speaker, run, first_year)})" if speaker.needed else ""
        parts.append(f"{_span(run, met[-1].start, first_year)}: {speaker.what}{needed}")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _kind(each: Obstacle) -> tuple[object, ...]:
    """What starts share that are told together: which lines lack money does not tell them apart."""
    return each.code, each.what, each.is_tail


def _obstacle(work: Work, start: int, value: float, asked: tuple[int, Ledger, Named]) -> Obstacle:
    first_year, ledger, named = asked
    if value <= _NOTHING:
        return Obstacle(start, "no-effect", (), "it would not lower the risk within the appraisal")
    waiting = ledger.waiting(work, start)
    if waiting:
        names = listed([named(each) for each in waiting], "and")
        return Obstacle(start, "precedence", waiting, f"it waits for {names}, not done in time")
    full = ledger.crowded(work, start)
    if full:
        needed = _more_room(ledger.lacking_room(work, start), first_year)
        return Obstacle(start, "capacity", full, f"capacity of {listed(full, 'and')}", needed)
    too_dear = _too_dear(work, start, value, ledger)
    if too_dear is not None:
        return too_dear
    tail = ledger.lacking_tail(work, start)
    if tail:
        lacks = listed([f"{pounds_text(amount)} of {fund}" for fund, amount in tail], "and")
        return Obstacle(start, "budget", (), "the cap on later spend", f"{lacks} more", is_tail=True)
    return _money(work, start, asked)


def _too_dear(work: Work, start: int, value: float, ledger: Ledger) -> Obstacle | None:
    """That its points, with nothing that would lean on it, cost more than they may."""
    most = ledger.framing.worth_at_most
    if most is None:
        return None
    each = ledger.present_cost(work, start) / value
    if each <= most:
        return None
    return Obstacle(start, "not-worth", (), f"a point would cost more than {pounds_text(most)}")


def _money(work: Work, start: int, asked: tuple[int, Ledger, Named]) -> Obstacle:
    first_year, ledger, _ = asked
    short = ledger.shortfalls(work, start)
    if not short and ledger.framing.is_least_cost:
        return Obstacle(start, "not-needed", (), "the targets are reached without it")
    if not short:
        return Obstacle(
            start, "budget", (), "there is money for it, but it adds less than the tolerance of the plan"
        )
    by_line: dict[int, list[tuple[int, float]]] = {}
    for number, year, amount in short:
        by_line.setdefault(number, []).append((first_year + year, amount))
    lacks = [_lack(*ledger.framing.lines[number], lacking) for number, lacking in by_line.items()]
    lines = tuple(dict.fromkeys(ledger.framing.lines[number][0] for number in by_line))
    return Obstacle(start, "budget", lines, "money", f"lacks {listed(lacks, 'and')}")


def _lack(organisation: str, fund: str, lacking: Sequence[tuple[int, float]]) -> str:
    """What a line lacks, all its years together."""
    first, last = financial_year_text(lacking[0][0]), financial_year_text(lacking[-1][0])
    when = first if first == last else f"{first} to {last}"
    return f"{pounds_text(fsum(amount for _, amount in lacking))} of {fund} ({organisation}) in {when}"


def _more_room(lacking: Iterable[tuple[str, int, float]], first_year: int) -> str:
    by_organisation: dict[str, list[str]] = {}
    for organisation, year, amount in lacking:
        more = f"{amount:g} more in {financial_year_text(first_year + year)}"
        by_organisation.setdefault(organisation, []).append(more)
    several = len(by_organisation) > 1
    return "; ".join(
        f"{f'{organisation} ' if several else ''}{listed(parts, 'and')}"
        for organisation, parts in by_organisation.items()
    )


def _speaker(run: Sequence[Obstacle], cheapest: int | None) -> Obstacle:
    return next((each for each in run if each.start == cheapest), run[0])


def _needed(speaker: Obstacle, run: Sequence[Obstacle], first_year: int) -> str:
    """What would be needed; for which start, where there are several of its kind."""
    if len(run) == 1:
        return speaker.needed
    return f"{speaker.needed}, for a start in {financial_year_text(first_year + speaker.start)}"


def _span(run: Sequence[Obstacle], last: int, first_year: int) -> str:
    first, end = (financial_year_text(first_year + each.start) for each in (run[0], run[-1]))
    if first == end:
        return first
    return f"from {first} on" if run[-1].start == last else f"{first} to {end}"


def _whole(speaker: Obstacle, first_year: int) -> str:
    """A sentence for an obstacle that all starts share."""
    year = financial_year_text(first_year + speaker.start)
    if speaker.code == "budget" and speaker.needed and not speaker.is_tail:
        return f"To start in {year} it {speaker.needed}."
    if speaker.code == "capacity":
        return f"There is no {speaker.what} for it; to start in {year} it would take {speaker.needed}."
    if speaker.is_tail:
        return f"It breaks {speaker.what}; to start in {year} it would take {speaker.needed}."
    return f"{_capital(speaker.what)}."


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
