"""Why a system matters: its hardest facts in a few words, never what is only feared of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from legacymap.analysis.analysis import Analysis
from legacymap.domain.assessment import CriterionScore
from legacymap.domain.dates import PartialDate
from legacymap.domain.framework import Framework, Group
from legacymap.domain.inventory import Record
from legacymap.domain.results import Reach, Reason
from legacymap.domain.system import Technology
from legacymap.scoring.assess import UNEXPLAINED
from legacymap.scoring.criteria.bounds import is_past
from legacymap.scoring.criteria.end_of_support import technology_levels
from legacymap.scoring.criteria.recorded_issues import incident_levels
from legacymap.scoring.criteria.vendor_contract import contract_levels
from legacymap.scoring.facts import Facts

_BAD = 0.5  # of the way up its scale: where a level begins to be bad
_MOST_FACTS = 4
_IF = "if assumed dependencies hold"


def reasons(analysis: Analysis, system: str) -> tuple[Reason, ...]:
    """The hardest facts of a system: what makes trouble likely, else what makes it bad; who stops with it.

    None where nothing is known.
    """
    score = analysis.assessments.get(system)
    if score is None:
        return ()
    framework = analysis.reference.framework
    scales = {group.id: group for group in framework.groups}
    first = framework.groups[0].id
    likely = [each for each in score.criteria if each.group == first]
    grave = [each for each in score.criteria if each.group != first]
    own = _Own(analysis.inventory.records[system], analysis.facts[system])
    facts = (
        *islice(_hardest(likely, own, scales, framework), _MOST_FACTS),
        *(Reason(fact.brief, fact.text) for fact in own.open),
    )
    reach = analysis.reaches.get(system)
    return (
        *(facts or tuple(islice(_hardest(grave, own, scales, framework), 1))),
        *(_standing(reach) if reach else ()),
    )


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a record says that a criterion is derived from; open where it may also be good news."""

    brief: str
    text: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Own:
    """The worst fact of a record behind each criterion that is derived from lists, found when asked for."""

    record: Record
    facts: Facts

    def behind(self, criterion: str) -> _Fact | None:
        """The worst fact behind a criterion; None where there is none."""
        worst = _WORST.get(criterion)
        return worst(self.record, self.facts) if worst else None

    @property
    def open(self) -> tuple[_Fact, ...]:
        """What may also be good news: a contract that has ended, where nothing is said of a replacement."""
        contract = _worst_contract(self.record, self.facts)
        return (contract,) if contract and contract.is_open else ()


def _hardest(
    scores: Sequence[CriterionScore],
    own: _Own,
    scales: dict[str, Group],
    framework: Framework,
) -> Iterator[Reason]:
    """What is bad for certain, the worst levels first, facts before assessments."""
    bad = [each for each in scores if each.basis != "unknown" and _share(each, scales[each.group]) >= _BAD]
    for score in sorted(bad, key=lambda each: (-each.low, each.basis != "derived")):
        fact = own.behind(score.criterion) if score.basis == "derived" else None
        if fact is not None:
            yield Reason(fact.brief, fact.text)
        elif score.basis in {"assessed", "shared"}:
            name = _lowered(framework.by_word[score.criterion][1].name)
            brief = f"{name} {score.low} of {scales[score.group].high}"
            explained = "" if score.evidence.startswith(UNEXPLAINED) else f" ({score.evidence})"
            yield Reason(brief, f"{brief}{explained}")


def _share(score: CriterionScore, group: Group) -> float:
    """How far up its scale the lowest level that a criterion may have stands."""
    return (score.low - group.low) / (group.high - group.low) if group.high > group.low else 0.0


def _lowered(name: str) -> str:
    """A criterion's name inside a sentence."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _worst_technology(record: Record, facts: Facts) -> _Fact | None:
    weighed = [(technology_levels(each, facts), each) for each in record.system.technologies or ()]
    if not weighed:
        return None
    levels, technology = max(weighed, key=lambda pair: pair[0].low)
    name = _product(technology, facts)
    text = levels.evidence.partition(" (by ")[0].partition(" (stated in the record")[0]
    if levels.low == levels.high == 6:
        return _Fact(f"{name} out of support", text)
    return _Fact(f"support of {name} ends soon", text) if levels.low >= 5 else None


def _product(technology: Technology, facts: Facts) -> str:
    match = facts.match(technology) if technology.product else None
    return match.product.name if match and match.product else technology.label.strip() or "a technology"


def _worst_contract(record: Record, facts: Facts) -> _Fact | None:
    weighed = [(contract_levels(each, facts.as_of), each) for each in record.system.contracts or ()]
    if not weighed:
        return None
    levels, contract = max(weighed, key=lambda pair: (pair[0].low, pair[0].high))
    counts = isinstance(contract.ends, PartialDate) and contract.ends.first <= facts.as_of
    ended = isinstance(contract.ends, PartialDate) and is_past(contract.ends, facts.as_of)
    if levels.low >= 6 and ended:
        return _Fact("contract lapsed", levels.evidence)
    if levels.low >= 3:
        return _Fact(f"contract ends {contract.ends}", levels.evidence)
    if counts and contract.replacement_agreed is None:
        verb = "ended" if ended else "ends"
        return _Fact(f"contract {verb} {contract.ends}", levels.evidence, is_open=True)
    return None


def _worst_incident(record: Record, facts: Facts) -> _Fact | None:
    weighed = [(incident_levels(each, facts.as_of), each) for each in record.system.incidents or ()]
    if not weighed:
        return None
    levels, incident = max(weighed, key=lambda pair: pair[0].low)
    if levels.low < 3:
        return None
    if incident.ongoing:
        return _Fact("incident going on", levels.evidence)
    severity = f"{incident.severity} incident" if incident.severity else "incident"
    return _Fact(f"{severity} {incident.date}" if incident.date else severity, levels.evidence)


def _known_vulnerabilities(record: Record, _facts: Facts) -> _Fact | None:
    stated = record.system.vulnerabilities
    return (
        _Fact("known vulnerabilities", "vulnerabilities are known to exist")
        if stated and stated.known
        else None
    )


_WORST: Mapping[str, Callable[[Record, Facts], _Fact | None]] = {
    "end_of_support": _worst_technology,
    "vendor_contract": _worst_contract,
    "vulnerabilities": _known_vulnerabilities,
    "recorded_issues": _worst_incident,
}


def _standing(reach: Reach) -> Iterator[Reason]:
    """Who stops with it; what rests on assumed dependencies is said to."""
    everybody, confirmed = reach.hard_dependents, reach.confirmed.hard_dependents
    if not everybody:
        return
    verb = "stops" if everybody == 1 else "stop"
    if confirmed == everybody:
        text = f"{_systems(everybody)} {verb} with it"
        yield Reason(f"{everybody:,} {verb} with it", text, is_reach=True)
    elif confirmed:
        yield Reason(
            f"{everybody:,} {verb} with it, {confirmed:,} confirmed",
            f"{_systems(everybody)} {verb} with it {_IF}, {confirmed:,} along confirmed ones",
            is_reach=True,
        )
    else:
        yield Reason(
            f"{everybody:,} may stop with it, none confirmed",
            f"{_systems(everybody)} {verb} with it {_IF}, none along confirmed ones",
            is_reach=True,
        )


def _systems(count: int) -> str:
    return f"{count:,} system" if count == 1 else f"{count:,} systems"
