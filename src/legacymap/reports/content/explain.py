"""The explanation of one system as people read it: its rating, how sure that is, and each criterion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from legacymap.domain.assessment import Assessment, CriterionScore
from legacymap.domain.figures import Spread
from legacymap.domain.framework import Framework, Group
from legacymap.domain.inventory import Arrow, Record
from legacymap.domain.money import Money
from legacymap.domain.nearest import listed
from legacymap.domain.results import Change, ConfirmedReach, Entry, Explanation, Named, Neighbour, Reach
from legacymap.domain.system import AgreedPlan, Contract, System
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import contradictions_of, cycles
from legacymap.reports.view import (
    FOR_DATA,
    NAME,
    WHOLE_ID,
    Amount,
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Judgement,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, marking_text, rating_of, shown, source_text

_RATING = {"red": "It is red", "possibly-red": "It could be red", "not-red": "It is not red"}
_PRIORS = {
    "calibrated": "if the usual share of systems is red",
    "uniform": "if every level is as likely as any other",
}
_LEGACY = {"yes": "It is legacy", "possibly": "It may be legacy", "no": "It is not legacy"}


def verdict(explanation: Explanation, framework: Framework) -> tuple[Block, ...]:
    """Rating and bounds in a sentence, and how probable red is under each prior."""
    assessment = explanation.system.score
    if assessment is None:
        return (Prose(_why_not_scored(explanation)),)
    legacy = _LEGACY[assessment.legacy]
    if assessment.legacy == "possibly":
        share = shown(assessment.p_legacy, "share")
        legacy += f": {share} probable {_assumed(explanation.provenance.prior)}"
    probabilities = tuple(
        (Fact(f"probability of red, {_assumed(prior)}", share, "share"),)
        for prior, share in explanation.p_red.items()
    )
    return Prose(f"{_rating(assessment, framework)} {legacy}."), Figures(probabilities)


def _assumed(prior: str) -> str:
    """What a prior assumes of levels that are not known, in words."""
    words = _PRIORS.get(prior)
    return f"{words} ({prior})" if words else f"by the prior {prior}"


def _rating(assessment: Assessment, framework: Framework) -> str:
    overall, threshold = assessment.overall, float(framework.ratings.red)
    low, expected, high = (
        _beside(bound, threshold) for bound in (overall.low, overall.expected, overall.high)
    )
    bounds = f"{expected} expected, {low} at the lowest and {high} at the highest"
    score = expected if overall.low == overall.high else bounds
    return f"{_RATING[assessment.rating]}: its score is {score}, and red begins at {threshold:g}."


def _beside(score: float, threshold: float) -> str:
    """A score to one decimal; to four where one would hide on which side of the threshold it lies."""
    hides = score != threshold and round(score, 1) == round(threshold, 1)
    return shown(score, "working" if hides else "score")


def _why_not_scored(explanation: Explanation) -> str:
    system = explanation.system.record.system
    if system.status in {"proposed", "retired"}:
        return f"It is not scored: its status is {system.status}, so it is listed but not part of the estate."
    return "It is not scored: it is external, so the estate knows it only as an end of dependencies."


_COLUMNS = (
    Column("group", "group", priority=FOR_DATA),
    Column("code", "code"),
    Column("id", "id", priority=FOR_DATA),
    Column("name", "criterion", "prose", priority=2, least=NAME),
    Column("level", "level", "levels"),
    Column("basis", "basis"),
    Column("evidence", "evidence", "prose", least=NAME),
    Column("contradiction", "contradiction", priority=FOR_DATA),
    Column("question", "question", "prose", priority=FOR_DATA),
)


def criteria(assessment: Assessment | None, framework: Framework) -> tuple[Table, ...]:
    """A row for each criterion in the framework's order; nothing for a system that is not scored."""
    if assessment is None:
        return ()
    rows = tuple(_row(score, framework) for score in assessment.criteria)
    return (Table("Criteria", _COLUMNS, rows),)


def _row(score: CriterionScore, framework: Framework) -> tuple[Cell, ...]:
    _, criterion = framework.by_word[score.criterion]
    level = Spread(score.low, score.expected, score.high)
    through = f" (through {score.through})" if score.through else ""
    basis = f"{score.basis.replace('-', ' ')}{through}"
    named = (score.group, score.code, score.criterion, criterion.name)
    evidence = f"To find out: {criterion.question}" if score.basis == "unknown" else score.evidence
    return (*named, level, basis, evidence, score.contradiction, criterion.question)


_WEIGHTED_COLUMNS = (
    Column("code", "code"),
    Column("criterion", "criterion"),
    Column("weight", "weight", "working"),
    Column("low", "lowest", "count"),
    Column("high", "highest", "count"),
    Column("weighted_low", "weighted lowest", "working", priority=2),
    Column("weighted_expected", "weighted expected", "working", priority=3),
    Column("weighted_high", "weighted highest", "working", priority=2),
)


def weighted_sum(assessment: Assessment, framework: Framework) -> tuple[Block, ...]:
    """Each criterion's level times its weight, and their sums."""
    overall = assessment.overall
    sums: tuple[Cell, ...] = ("", "score", None, None, None, overall.low, overall.expected, overall.high)
    rows = tuple(_weighted_row(score, framework) for score in assessment.criteria)
    return (Table("How the score comes about", _WEIGHTED_COLUMNS, (*rows, sums)),)


def _weighted_row(score: CriterionScore, framework: Framework) -> tuple[Cell, ...]:
    _, criterion = framework.by_word[score.criterion]
    weight = float(criterion.weight)
    weighted = (weight * score.low, weight * score.expected, weight * score.high)
    return (score.code, criterion.name, weight, score.low, score.high, *weighted)


_TOTALS_COLUMNS = (
    Column("group", "group"),
    Column("bound", "bound"),
    Column("sum", "sum", "count"),
    Column("criteria", "criteria", "count"),
    Column("mean", "mean", "working"),
    Column("maximum", "maximum", "count"),
    Column("total", "total", "working"),
)


def totals(assessment: Assessment | None, framework: Framework) -> tuple[Block, ...]:
    """The steps from the levels to the score; nothing for a system that is not scored."""
    if assessment is None:
        return ()
    if framework.combination == "weighted-sum":
        return weighted_sum(assessment, framework)
    rows = tuple(row for group in framework.groups for row in _rows(assessment, group))
    exact = all(score.low == score.high for score in assessment.criteria)
    note = "Total: (mean + maximum) / 2."
    note += "" if exact else " The expected total weighs every combination of the open levels."
    return (
        Table("How the score comes about", _TOTALS_COLUMNS, rows, note),
        Prose(_product(assessment, framework)),
        Prose(_whole_numbers(assessment, framework)),
    )


def _rows(assessment: Assessment, group: Group) -> tuple[tuple[Cell, ...], ...]:
    total = assessment.groups[group.id]
    scores = _scores(assessment, group)
    low, high = [score.low for score in scores], [score.high for score in scores]
    if low == high:
        return ((group.name, "exact", *_steps(low), total.low),)
    return (
        (group.name, "lowest", *_steps(low), total.low),
        (group.name, "expected", None, None, None, None, total.expected),
        (group.name, "highest", *_steps(high), total.high),
    )


def _steps(levels: list[int]) -> tuple[Cell, ...]:
    return sum(levels), len(levels), sum(levels) / len(levels), max(levels)


def _product(assessment: Assessment, framework: Framework) -> str:
    totals = [assessment.groups[group.id] for group in framework.groups]
    overall = assessment.overall
    if overall.low == overall.high:
        return f"Score: {_worked([total.low for total in totals], overall.low)}."
    products = (
        f"lowest {_worked([total.low for total in totals], overall.low)}",
        f"expected {_worked([total.expected for total in totals], overall.expected)}",
        f"highest {_worked([total.high for total in totals], overall.high)}",
    )
    return f"Score: {'; '.join(products)}."


def _worked(factors: list[float], product: float) -> str:
    terms = " x ".join(shown(factor, "working") for factor in factors)
    return f"{terms} = {shown(product, 'working')}"


def _whole_numbers(assessment: Assessment, framework: Framework) -> str:
    """The comparison of the method, section 1: (sum + n x maximum) of each group, multiplied, in integers."""
    threshold = framework.ratings.red
    low = high = 1
    for group in framework.groups:
        scores = _scores(assessment, group)
        threshold *= 2 * len(scores)
        low *= _doubled([score.low for score in scores])
        high *= _doubled([score.high for score in scores])
    factors = " x ".join(
        f"({group.name.lower()} sum + {len(group.criteria)} x maximum)" for group in framework.groups
    )
    here = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"Red without rounding: {factors} is at least {float(threshold):,g}; here it is {here}."


def _scores(assessment: Assessment, group: Group) -> list[CriterionScore]:
    return [score for score in assessment.criteria if score.group == group.id]


def _doubled(levels: list[int]) -> int:
    return sum(levels) + len(levels) * max(levels)


_NOT_STATED = "not stated"


def record_facts(record: Record, names: Mapping[str, str]) -> Facts:
    """Owner, kind, hosting, technologies, contracts, plan, stated or not; then whatever else is stated."""
    stated = (*_always(record), *_when_stated(record, names))
    return Facts(tuple(fact for fact in stated if fact.value is not None))


def sources(record: Record) -> tuple[Block, ...]:
    """Where the record was read, a line each; nothing where it does not say."""
    told = tuple(source_text(each) for each in record.system.sources or ())
    return (Heading("Sources of the record"), Points(told)) if told else ()


def _always(record: Record) -> Iterator[Fact]:
    system = record.system
    yield Fact("kind", f"{system.kind}, {system.status}")
    yield Fact("owner", _owner(system), "prose")
    yield Fact("hosting", _hosting(system), "prose")
    yield Fact("technologies", _technologies(system), "prose")
    yield Fact("contracts", _contracts(system), "prose")
    yield Fact("plan", _plan(system), "prose")


def _when_stated(record: Record, names: Mapping[str, str]) -> Iterator[Fact]:
    system = record.system

    def named(other: str | None) -> Judgement | None:
        each = record.full_id(other) if other else None
        return Judgement(each, names.get(each, each)) if each else None

    yield Fact("also known as", ", ".join(system.aliases or ()) or None, "prose")
    yield Fact("purpose", system.purpose or system.description, "prose")
    yield Fact("criticality", system.criticality)
    yield Fact("in service", str(system.in_service) if system.in_service else None)
    yield Fact("last upgraded", str(system.last_upgraded) if system.last_upgraded else None)
    yield Fact("retires", str(system.retires) if system.retires else None)
    yield Fact("replaced by", named(system.replaced_by))
    yield Fact("part of", named(system.part_of))
    yield Fact("users", system.users.count if system.users else None, "count")
    yield Fact("data held", _data_held(system), "prose")
    yield Fact("tags", ", ".join(system.tags or ()) or None, "prose")
    costs = system.costs
    yield Fact("cost to run, a year", _amount(costs.annual_run if costs else None), "money")
    yield Fact("cost of failure", _amount(costs.cost_of_failure if costs else None), "money")


def _data_held(system: System) -> str | None:
    """Whether personal data is held, as far as the record says, and what data."""
    if system.data is None:
        return None
    personal = {True: "personal data", False: "no personal data", None: ""}[system.data.personal]
    return "; ".join(part for part in (personal, system.data.description) if part) or None


def _amount(money: Money | None) -> Amount | None:
    return Amount(money.amount, money.symbol) if money else None


def _owner(system: System) -> str:
    owner = system.answers
    named = [owner.business, f"{owner.technical} (technical)" if owner.technical else None]
    return ", ".join(name for name in named if name) or _NOT_STATED


def _hosting(system: System) -> str:
    if system.hosting is None:
        return _NOT_STATED
    return ", ".join(part for part in (system.hosting.type, system.hosting.location) if part) or _NOT_STATED


def _technologies(system: System) -> str:
    if system.technologies is None:
        return _NOT_STATED
    return ", ".join(technology.label for technology in system.technologies) or "none"


def _contracts(system: System) -> str:
    if system.contracts is None:
        return _NOT_STATED
    return "; ".join(_contract(contract) for contract in system.contracts) or "none"


def _contract(contract: Contract) -> str:
    ends = f"ends {contract.ends}" if contract.ends else "end not stated"
    agreed = ", replacement agreed" if contract.replacement_agreed else ""
    return f"{contract.supplier or 'supplier not stated'}, {ends}{agreed}"


def _plan(system: System) -> str:
    plan = system.remediation.plan if system.remediation else None
    options = system.remediation.options if system.remediation else None
    approaches = ", ".join(option.approach for option in options or ())
    agreed = _agreed(plan) if plan else _NOT_STATED
    return f"{agreed}; options: {approaches}" if approaches else agreed


def _agreed(plan: AgreedPlan) -> str:
    target = f", target {plan.target}" if plan.target else ""
    return f"agreed: {plan.agreed or _NOT_STATED}, funded: {plan.funded or _NOT_STATED}{target}"


def reach(entry: Entry) -> tuple[Block, ...]:
    """Dependents, underpinning and weighted risk; nothing for a system outside the estate."""
    found = entry.reach
    if found is None:
        return ()
    facts = (
        Fact("dependents", _counts(found)),
        *(
            (
                Fact(
                    "along confirmed arrows",
                    "all of them" if _is_confirmed(found) else _counts(found.confirmed),
                ),
            )
            if found.dependents
            else ()
        ),
        Fact("among them", counted(found.services, "service")),
        Fact("belonging to", counted(found.organisations, "organisation")),
        Fact("underpinning", found.underpinning, "score"),
        *(
            (Fact("along confirmed arrows", found.confirmed.underpinning, "score"),)
            if not _is_confirmed(found)
            else ()
        ),
        Fact("capability", _capability(entry)),
        *((Fact("weighted risk", _risk(entry), "prose"),) if entry.score else ()),
    )
    return Heading("What stands on it"), Facts(facts)


def _counts(found: Reach | ConfirmedReach) -> str:
    split = f"{found.direct_dependents:,} direct, {found.hard_dependents:,} along hard arrows only"
    return f"{found.dependents:,} ({split})"


def _is_confirmed(found: Reach) -> bool:
    """Whether all that stands on it does so along confirmed arrows."""
    sure = found.confirmed
    return (found.direct_dependents, found.dependents, found.hard_dependents) == (
        sure.direct_dependents,
        sure.dependents,
        sure.hard_dependents,
    )


def _capability(entry: Entry) -> str:
    if entry.reach is None or not entry.reach.underpinning_capability:
        return "not an underpinning capability"
    gap = ", and a gap: it is or could be red, and its plan is not funded"
    return f"an underpinning capability{gap if entry.reach.underpinning_gap else ''}"


def _risk(entry: Entry) -> str:
    if entry.score is None or entry.reach is None:
        return ""
    likelihood, impact = entry.score.likelihood, entry.score.impact
    steps = [shown(step, "working") for step in (likelihood, impact, entry.reach.underpinning)]
    risk = shown(entry.reach.weighted_risk, "score")
    return f"{risk} = likelihood {steps[0]} x (impact {steps[1]} + underpinning {steps[2]})"


_MOST = 20
_SYSTEM = (
    Column("name", "system", "prose", least=NAME),
    Column("rating", "rating"),
    Column("id", "id", priority=5, least=WHOLE_ID),
)
ARROW_NOTE = (
    "Hard: it stops when the other stops. Assumed: not confirmed by the record of the system that needs it."
)


_WAY_NOTE = "Way there: confirmed where some way of hard arrows leads there of which none is assumed."


def arrow_columns(arrows: Sequence[Arrow] | Sequence[Neighbour]) -> tuple[Column, ...]:
    """What is said of each arrow; people see its kind and note where any record states them."""
    kind = 3 if any(each.kind for each in arrows) else FOR_DATA
    note = 4 if any(each.note for each in arrows) else FOR_DATA
    return (
        Column("strength", "strength"),
        Column("confidence", "confidence"),
        Column("kind", "kind", priority=kind),
        Column("note", "note", "prose", priority=note),
    )


def needed_by(explanation: Explanation) -> Table | Prose:
    """Who needs it directly."""
    if explanation.system.reach is None:
        status = explanation.system.record.system.status
        return Prose(
            f"Its status is {status}, so it is not part of the estate: no arrow to it or from it counts."
        )
    rows = _neighbours_rows(explanation, explanation.needed_by)
    if not rows:
        return Prose("No system is known to need it directly.")
    return Table("Needed directly by", (*_SYSTEM, *arrow_columns(explanation.needed_by)), rows, ARROW_NOTE)


def needs(explanation: Explanation) -> Table | Prose:
    """What it needs directly; outside the estate, where arrows do not count, what its record names."""
    if explanation.system.reach is None:
        record = explanation.system.record
        needed = sorted({record.full_id(each.system) for each in record.system.depends_on or ()})
        named = [explanation.names.get(each, each) for each in needed]
        said = f"what it needs: {listed(named, 'and')}" if named else "nothing that it needs"
        return Prose(f"Its record names {said}.")
    rows = _neighbours_rows(explanation, explanation.needs)
    if not rows:
        return Prose("It is not known to need any system.")
    return Table("Needs", (*_SYSTEM, *arrow_columns(explanation.needs)), rows)


def foundations(explanation: Explanation) -> tuple[Table, ...]:
    """All that it stands on along hard arrows, weakest first; nothing where it stands on nothing."""
    found = explanation.foundations
    rows = tuple(
        (*_named(explanation, each), "confirmed" if each.system in explanation.confirmed else "assumed")
        for each in found[:_MOST]
    )
    more = len(found) - len(rows)
    columns = (*_SYSTEM, Column("confidence", "way there"))
    return (Table("Stands on, weakest first", columns, rows, _WAY_NOTE, more),) if rows else ()


def old_foundation(explanation: Explanation) -> tuple[Prose, ...]:
    """A warning where something new will stand on what is or could be red."""
    found = explanation.old_foundations
    if not found:
        return ()
    names = explanation.names
    weak = "; ".join(
        f"{names.get(each.system, each.system)} ({rating_of(each.rating).words})" for each in found
    )
    status = explanation.system.record.system.status
    return (Prose(f"New on old: its status is {status}, and it will stand on {weak}."),)


def _neighbours_rows(
    explanation: Explanation, neighbours: Iterable[Neighbour]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (*_named(explanation, each), each.strength, each.confidence, each.kind, each.note)
        for each in neighbours
    )


def _named(explanation: Explanation, each: Named) -> tuple[Cell, ...]:
    name = Judgement(each.system, explanation.names.get(each.system, each.system))
    return name, rating_of(each.rating), each.system


_WOULD = {"red": "would be red", "possibly-red": "could be red", "not-red": "would not be red"}


def changes(explanation: Explanation, framework: Framework) -> tuple[Block, ...]:
    """A sentence for each change of one criterion that would; nothing without a score."""
    if explanation.system.score is None:
        return ()
    sentences = tuple(_sentence(change, framework) for change in explanation.changes)
    found = Points(sentences) if sentences else Prose("No criterion alone.")
    return Heading("What would change the rating, all else as it is"), found


def _sentence(change: Change, framework: Framework) -> str:
    _, criterion = framework.by_word[change.criterion]
    levels = _levels(change.levels)
    return f"{change.code} {criterion.name} at {levels}: it {_WOULD[change.rating]}."


def _levels(levels: Sequence[int]) -> str:
    if len(levels) > 2 and list(levels) == list(range(levels[0], levels[-1] + 1)):
        return f"{levels[0]} to {levels[-1]}"
    return " or ".join(str(level) for level in levels)


def explain_view(explanation: Explanation, framework: Framework) -> View:
    """One system: verdict, record, criteria, what would change it, sums, reach, neighbours, cycles."""
    entry = explanation.system
    return View(
        title=f"{entry.name} ({entry.id})",
        marking=marking_text(explanation.handling, explanation.provenance),
        blocks=(
            *lacks(explanation.incomplete),
            *verdict(explanation, framework),
            *old_foundation(explanation),
            record_facts(entry.record, explanation.names),
            *criteria(entry.score, framework),
            *contradictions_of(entry.score, framework),
            *changes(explanation, framework),
            *totals(entry.score, framework),
            *reach(entry),
            needed_by(explanation),
            needs(explanation),
            *foundations(explanation),
            *cycles(explanation.cycles, explanation.names),
            *sources(entry.record),
        ),
        provenance=provenance(explanation.provenance),
    )
