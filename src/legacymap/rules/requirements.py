"""What the rules on `requires` and `moves_with` ask of the system that is named there."""

from collections.abc import Callable, Iterator, Sequence

from legacymap.domain.findings import Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.system import Option
from legacymap.rules.context import Context


def completing(record: Record) -> list[tuple[int, Option]]:
    """The options that change something, by their numbers: `retain` is never an action."""
    options = (record.system.remediation and record.system.remediation.options) or ()
    return [(number, option) for number, option in enumerate(options) if option.approach != "retain"]


def is_met(required: Record, context: Context) -> bool:
    """Whether nothing has to be done first: the system is retired, or will be, or is sound without an option.

    A status that could not be read was reported, and counts as met.
    """
    if required.system.status == "retired" or required.is_invalid("status"):
        return True
    if _retires_as_planned(required, context):
        return True
    assessment = context.assessments.get(required.id)
    return not completing(required) and assessment is not None and assessment.legacy == "no"


def _retires_as_planned(record: Record, context: Context) -> bool:
    """Whether a planned retirement is ahead and paid for: it is then believed."""
    retires = record.system.retires
    plan = record.system.remediation.plan if record.system.remediation else None
    return retires is not None and retires.last >= context.as_of and bool(plan and plan.funded == "yes")


def were_invalid(record: Record) -> bool:
    """Whether options of the record, or all of them, could not be read."""
    options = ("remediation", "options")
    return any(path == options[: len(path)] or path[:-1] == options for path in record.invalid)


Choice = tuple[str, int]
_Target = tuple[str, str]  # a system, and the option of it that is asked for; empty: any of them


@dataclass(frozen=True, slots=True)
class Waiting:
    """An option that waits for itself: the requirement by which it does, and a shortest way round.

    The loop names options as `organisation/system option`, this one at `position`.
    """

    record: Record
    path: Path
    loop: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class _Needs:
    """What each option still waits for (by place, in file order), and the options that would meet each."""

    of: dict[Choice, list[tuple[int, _Target]]]
    met_by: dict[_Target, frozenset[Choice]]


def waiting(context: Context) -> Iterator[Waiting]:
    """The options of a shortest cycle in each group that could only start after one another.

    A requirement that nothing could meet has a rule of its own and holds nothing up here.
    """
    needs = _needs(context)
    unmet = _unmet(needs)
    records = context.inventory.records
    for cycle in _cycles(needs, unmet):
        loop = tuple(f"{system} {_option(records[system], number).id}" for system, number in cycle)
        for position, (system, number) in enumerate(cycle):
            following = cycle[(position + 1) % len(cycle)]
            place = next(
                place
                for place, target in needs.of[system, number]
                if target in unmet and following in needs.met_by[target]
            )
            path: Path = ("remediation", "options", number, "requires", place, "system")
            yield Waiting(records[system], path, loop, position)


def _needs(context: Context) -> _Needs:
    """What each option that changes something still has to wait for."""
    records = context.inventory.records
    needs = _Needs({}, {})
    for record in records.values() if context.stating("options.requires") else ():
        for number, option in completing(record):
            found = needs.of[record.id, number] = []
            for place, requirement in enumerate(option.requires or ()):
                required = records.get(record.full_id(requirement.system))
                if required is None or required is record or were_invalid(required):
                    continue
                target = (required.id, requirement.option or "")
                if target not in needs.met_by:
                    needs.met_by[target] = _meeting(required, requirement.option, context)
                if needs.met_by[target]:
                    found.append((place, target))
    return needs


def _meeting(required: Record, named: str | None, context: Context) -> frozenset[Choice]:
    """The options that would meet a requirement; none where nothing has to be done, or could be."""
    if is_met(required, context):
        return frozenset()
    options = completing(required)
    return frozenset((required.id, at) for at, option in options if named in {None, option.id})


def _unmet(needs: _Needs) -> frozenset[_Target]:
    """What could be met in no order: all but what is once the options that wait for nothing more complete."""
    meets: dict[Choice, list[_Target]] = {}
    for target, choices in needs.met_by.items():
        for choice in choices:
            meets.setdefault(choice, []).append(target)
    waiters: dict[_Target, list[Choice]] = {}
    for choice, found in needs.of.items():
        for _, target in found:
            waiters.setdefault(target, []).append(choice)
    open_needs = {choice: len(found) for choice, found in needs.of.items()}
    ready = [choice for choice, count in open_needs.items() if not count]
    met: set[_Target] = set()
    while ready:
        for target in meets.get(ready.pop(), ()):
            if target not in met:
                met.add(target)
                for waiter in waiters.get(target, ()):
                    open_needs[waiter] -= 1
                    if not open_needs[waiter]:
                        ready.append(waiter)
    return frozenset(waiters.keys() - met)


def _cycles(needs: _Needs, unmet: frozenset[_Target]) -> Iterator[list[Choice]]:
    """A shortest way round through the first option of each group that holds itself up."""
    held_up = {
        choice: sorted({target for _, target in found if target in unmet})
        for choice, found in sorted(needs.of.items())
    }
    # Only here, because `rules` and `schema` know the rules and need no graph.
    from legacymap.estate.paths import shortest_cycles_along  # noqa: PLC0415

    choices = [choice for choice, targets in held_up.items() if targets]
    targets = sorted(unmet)
    numbers = {choice: number for number, choice in enumerate(choices)}
    numbers_of_targets = {target: number for number, target in enumerate(targets, start=len(choices))}
    edges = [
        (numbers[choice], numbers_of_targets[target]) for choice in choices for target in held_up[choice]
    ]
    edges += [
        (numbers_of_targets[target], numbers[choice]) for target in targets for choice in needs.met_by[target]
    ]
    for cycle in shortest_cycles_along(edges):
        yield [choices[number] for number in cycle[:-1] if number < len(choices)]


def _option(record: Record, number: int) -> Option:
    return ((record.system.remediation and record.system.remediation.options) or ())[number]


_MOST_SHOWN = 6
_MOST_STEPS = 20


def loop_text(loop: Sequence[str], start: int) -> str:
    """The way round a loop from one member, as the end of a sentence: `: a → b → a`; empty for a loop of one.

    A long way is shortened.
    """
    if len(loop) == 1:
        return ""
    shown = [loop[(start + step) % len(loop)] for step in range(min(len(loop), _MOST_SHOWN))]
    between = ["…"] if len(loop) > _MOST_SHOWN else []
    return ": " + " → ".join([*shown, *between, loop[start]])


def loop_steps(
    loop: Sequence[str], start: int, place: Callable[[str], Route]
) -> tuple[tuple[Route, str], ...]:
    """The places of the other members, in the order of the way round, the nearest twenty of a long one."""
    shown = range(1, min(len(loop), _MOST_STEPS + 1))
    others = [loop[(start + step) % len(loop)] for step in shown]
    words = ["the next step", *(f"step {number} of {len(loop)}" for number in range(3, len(others) + 2))]
    return tuple((place(member), said) for member, said in zip(others, words, strict=False))
