"""What is decided before a plan is made: the scenario's fixed choices and the inventory's commitments."""

from collections.abc import Iterable, Iterator, Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.scenario import Scenario
from legacymap.domain.system import Option


@dataclass(frozen=True, slots=True)
class Decision:
    """An option, by its record and its number there, that starts in a year; `where` says so."""

    record: Record
    number: int
    option: Option
    start: int
    where: Route
    is_commitment: bool

    @property
    def years(self) -> int:
        """How many years the work takes."""
        return max(len(self.option.rdel or ()), len(self.option.cdel or ()))

    @property
    def end(self) -> int:
        """The first year after the work."""
        return self.start + self.years

    @property
    def text(self) -> str:
        """Which option starts when, and who said so."""
        how = "is committed to" if self.is_commitment else "is fixed to"
        return f"`{self.option.id}` of `{self.record.id}` {how} start in {financial_year_text(self.start)}"

    def at(self, *path: str | int) -> Route:
        """The route to a field of the option."""
        return self.record.at("remediation", "options", self.number, *path)


def options_of(record: Record) -> tuple[Option, ...]:
    """The options of a record, in the order written."""
    return (record.system.remediation and record.system.remediation.options) or ()


def fixed(scenario: Scenario, route: Route, inventory: Inventory) -> Iterator[Decision]:
    """Each fixed choice of an option that the inventory has, with nothing left open."""
    for number, choice in enumerate(scenario.fix):
        record = inventory.records.get(choice.system)
        for place, option in enumerate(options_of(record) if record else ()):
            if record and option.id == choice.option and choice.start is not None:
                yield Decision(
                    record, place, option, choice.start, route.to("fix", number), is_commitment=False
                )
                break


def committed(inventory: Inventory) -> Iterator[Decision]:
    """Each committed option of a system of the estate that does something."""
    for record in inventory.records.values():
        for number, option in enumerate(options_of(record) if record.in_estate else ()):
            if option.committed is not None and option.approach != "retain":
                where = record.at("remediation", "options", number, "committed")
                yield Decision(record, number, option, option.committed, where, is_commitment=True)


_ONE = "Take one of the two away."
_TWO_STARTS = "Correct one of the two starts, or take one of the decisions away."


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What contradicts what: the place at fault, and where the other stands.

    `system` is the full id of the record in which the place is (empty for the scenario), `subject` the path
    below that.
    """

    message: str
    where: Route
    hint: str
    related: tuple[tuple[Route, str], ...]
    system: str
    subject: Path


def of_one_system(decisions: Iterable[Decision]) -> Iterator[Contradiction]:
    """A system with two options or two starts: the later decision contradicts the first."""
    first: dict[str, Decision] = {}
    for decision in decisions:
        earlier = first.setdefault(decision.record.id, decision)
        if (earlier.option.id, earlier.start) != (decision.option.id, decision.start):
            both = "options" if earlier.option.id != decision.option.id else "starts"
            message = f"{decision.text}, but {earlier.text}: two {both} of one system"
            yield _at(decision, message, _ONE, (earlier.where, "the other is here"))


def of_forbidden(decisions: Iterable[Decision], scenario: Scenario, route: Route) -> Iterator[Contradiction]:
    """A forbidden option, or one of a forbidden system, that is fixed or committed."""
    every = list(decisions)
    for number, forbidden in enumerate(scenario.forbid):
        for decision in every:
            same = decision.record.id == forbidden.system
            if same and forbidden.option in {None, decision.option.id}:
                where = route.to("forbid", number)
                message = f"{decision.text}, and is forbidden here"
                related = ((decision.where, "started here"),)
                yield Contradiction(message, where, _ONE, related, "", where.path)
                break


def of_order(decisions: Sequence[Decision]) -> Iterator[Contradiction]:
    """An option that starts before one that it requires is complete, or apart from one that it moves with."""
    by_system = {decision.record.id: decision for decision in reversed(decisions)}
    for decision in decisions:
        for number, requirement in enumerate(decision.option.requires or ()):
            required = by_system.get(decision.record.full_id(requirement.system))
            reason = _unmet(decision, required, requirement.option) if required else ""
            if required and reason:
                message = f"{decision.text} and requires `{required.record.id}`, {reason}"
                stated = (decision.at("requires", number), "required here")
                yield _at(decision, message, _TWO_STARTS, stated, (required.where, "the other is here"))
        yield from _apart(decision, by_system)


def _unmet(decision: Decision, required: Decision, named: str | None) -> str:
    if named is not None and named != required.option.id:
        return f"option `{named}`, but {required.text}"
    if required.record.id == decision.record.id or required.end <= decision.start:
        return ""
    completes = financial_year_text(max(required.end - 1, required.start))
    could = financial_year_text(required.end)
    return f"but {required.text} and completes in {completes}: it could start in {could} at the earliest"


def _apart(decision: Decision, by_system: dict[str, Decision]) -> Iterator[Contradiction]:
    for number, companion in enumerate(decision.option.moves_with or ()):
        other = by_system.get(decision.record.full_id(companion.system))
        if other is None or other.record.id == decision.record.id:
            continue
        together = "ends" if companion.ends else "moves"
        mine, theirs = (decision.end, other.end) if companion.ends else (decision.start, other.start)
        if companion.option not in {None, other.option.id}:
            told = f"`{companion.option}` of `{other.record.id}`, but {other.text}"
        elif mine != theirs:
            told = f"`{other.record.id}`, but {other.text}"
        else:
            continue
        message = f"{decision.text} and {together} with {told}"
        stated = (decision.at("moves_with", number), "it moves with it")
        yield _at(decision, message, _TWO_STARTS, stated, (other.where, "the other is here"))


def of_musts(decisions: Sequence[Decision], scenario: Scenario, route: Route) -> Iterator[Contradiction]:
    """A `must` that is forbidden, that another decision keeps from being met, or that another contradicts."""
    by_system = {decision.record.id: decision for decision in reversed(decisions)}
    named: dict[str, tuple[int, frozenset[str]]] = {}
    for number, must in enumerate(scenario.must):
        where = route.to("must", number)
        options = frozenset(must.options or ())
        wanted = f"`{must.system}` must be done by {financial_year_text(must.by)}"
        for place, forbidden in enumerate(scenario.forbid):
            if forbidden.system == must.system and (
                forbidden.option is None or options == {forbidden.option}
            ):
                related = ((route.to("forbid", place), "forbidden here"),)
                yield Contradiction(f"{wanted}, but it is forbidden", where, _ONE, related, "", where.path)
        other = by_system.get(must.system)
        if other is not None and ((options and other.option.id not in options) or other.end - 1 > must.by):
            ends = f" and completes in {financial_year_text(other.end - 1)}"
            how = "" if options and other.option.id not in options else ends
            by_one_of = f" by {' or '.join(f'`{each}`' for each in sorted(options))}" if options else ""
            related = ((other.where, "the other is here"),)
            message = f"{wanted}{by_one_of}, but {other.text}{how}"
            yield Contradiction(message, where, _ONE, related, "", where.path)
        first = named.setdefault(must.system, (number, options)) if options else None
        if first is not None and not first[1] & options:
            related = ((route.to("must", first[0]), "the other is here"),)
            message = f"{wanted} by other options than another `must` names: a plan chooses one of a system"
            yield Contradiction(message, where, _ONE, related, "", where.path)


def _at(decision: Decision, message: str, hint: str, *related: tuple[Route, str]) -> Contradiction:
    """A contradiction that stands where the decision was taken."""
    system = decision.record.id if decision.is_commitment else ""
    below = len(decision.record.route.path) if decision.is_commitment else 0
    return Contradiction(message, decision.where, hint, related, system, decision.where.path[below:])
