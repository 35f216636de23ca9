"""Options that wait for each other in a circle (method, section 6, constraint 3)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from legacymap.domain.inventory import Record
from legacymap.domain.place import Path
from legacymap.domain.remediation import Option
from legacymap.estate.condensation import condense
from legacymap.estate.paths import shortest_path
from legacymap.rules.evidence import Evidence
from legacymap.rules.requirements import completing, is_met, were_unfit

Choice = tuple[str, int]


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
class _Need:
    """A requirement of an option, and the options that would meet it."""

    place: int
    choices: frozenset[Choice]


def waiting(evidence: Evidence) -> Iterator[Waiting]:
    """The options of a shortest circle in each group that could only start after one another.

    A requirement that nothing could meet has a rule of its own and holds nothing up here.
    """
    needs = _needs(evidence)
    stuck = _stuck(needs)
    for circle in _circles({choice: _held_up_by(needs[choice], stuck) for choice in sorted(stuck)}):
        loop = tuple(f"{system} {_option(system, number, evidence).id}" for system, number in circle)
        for position, (system, number) in enumerate(circle):
            following = circle[(position + 1) % len(circle)]
            found = needs[system, number]
            place = next(each.place for each in found if following in each.choices <= stuck)
            path: Path = ("remediation", "options", number, "requires", place, "system")
            yield Waiting(evidence.inventory.records[system], path, loop, position)


def _needs(evidence: Evidence) -> dict[Choice, list[_Need]]:
    """What each option that changes something still has to wait for, in file order."""
    records = evidence.inventory.records
    needs: dict[Choice, list[_Need]] = {}
    for record in records.values():
        for number, option in completing(record):
            found: list[_Need] = []
            for place, requirement in enumerate(option.requires or ()):
                required = records.get(record.full_id(requirement.system))
                if required is None or is_met(required, evidence) or were_unfit(required):
                    continue
                named = requirement.option
                every = [at for at, other in completing(required) if named in {None, other.id}]
                if every and required is not record:
                    found.append(_Need(place, frozenset((required.id, at) for at in every)))
            needs[record.id, number] = found
    return needs


def _stuck(needs: Mapping[Choice, Collection[_Need]]) -> frozenset[Choice]:
    """The options that could start in no order: all but those that can once others have completed."""
    open_needs = {choice: len(found) for choice, found in needs.items()}
    waiting_for: dict[Choice, list[tuple[Choice, int]]] = {}
    for choice, found in needs.items():
        for need in found:
            for other in need.choices:
                waiting_for.setdefault(other, []).append((choice, need.place))
    ready = [choice for choice, count in open_needs.items() if not count]
    started = set(ready)
    met: set[tuple[Choice, int]] = set()
    while ready:
        for waiter in waiting_for.get(ready.pop(), ()):
            if waiter not in met:
                met.add(waiter)
                open_needs[waiter[0]] -= 1
                if not open_needs[waiter[0]]:
                    started.add(waiter[0])
                    ready.append(waiter[0])
    return frozenset(needs.keys() - started)


def _held_up_by(needs: Collection[_Need], stuck: frozenset[Choice]) -> list[Choice]:
    return sorted({choice for need in needs if need.choices <= stuck for choice in need.choices})


def _circles(held_up_by: Mapping[Choice, Collection[Choice]]) -> Iterator[list[Choice]]:
    """A shortest way round through the first of each group that holds itself up."""
    choices = list(held_up_by)
    numbers = {choice: number for number, choice in enumerate(choices)}
    arrows = [[numbers[other] for other in others] for others in held_up_by.values()]
    for members in sorted(condense(arrows).components):
        if len(members) > 1:
            group = frozenset(members)
            back: dict[int, list[int]] = {member: [] for member in members}
            for member in members:
                for target in group.intersection(arrows[member]):
                    back[target].append(member)
            way = shortest_path(arrows, back, arrows[members[0]], members[0])
            yield [choices[number] for number in (members[0], *way[:-1])]


def _option(system: str, number: int, evidence: Evidence) -> Option:
    return dict(completing(evidence.inventory.records[system]))[number]
