"""Lists what to find out first: every open criterion by what its answer is worth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import fsum

from legacymap.analysis.analysis import Analysis, analyse_systems, members, provenance_of
from legacymap.analysis.request import Request, Selection
from legacymap.domain.assessment import Assessment
from legacymap.domain.figures import nine_digits
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import listed
from legacymap.domain.results import Gap, Gaps, GapTotals, Question, Relief
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.criteria import fact_of, settled_by
from legacymap.scoring.information import Information, variance

MILESTONES = (10, 50, 100)
_LAST_BITS = 1e-12


def gaps(request: Request, chosen: Selection | str | None = None, top: int | None = None) -> Gaps:
    """The open criteria of the estate, or of the systems of an organisation and of all below it.

    Only the first `top` are told, where given; counts and shares are always those of all that are listed.
    Raises RequestError when the request cannot be done, an unknown organisation or an inventory without
    systems included.
    """
    analysis = analyse_systems(request)
    return gaps_of(analysis, chosen, top)


def gaps_of(analysis: Analysis, chosen: Selection | str | None = None, top: int | None = None) -> Gaps:
    """The same of what has been read."""
    inventory = analysis.inventory
    listed = members(inventory, chosen)
    scored = {system: each for system, each in analysis.assessments.items() if system in listed}
    information = Information(analysis.reference.framework, analysis.prior)
    order = _order(analysis, scored, information)
    total = fsum(variance(assessment.p_red) for assessment in scored.values())
    return Gaps(
        as_of=analysis.request.as_of,
        provenance=provenance_of(analysis, chosen, listed),
        incomplete=analysis.incomplete,
        prior=analysis.prior,
        totals=GapTotals(len(scored), len(order), total),
        shares=_reliefs(order, scored, information, total),
        questions=tuple(
            question
            for system in most_doubtful(analysis, scored)
            for question in _questions(analysis, system, information)
        ),
        gaps=tuple(_gap(analysis, rank, each) for rank, each in enumerate(order[:top], start=1)),
        organisations={each: inventory.organisation(each).name or each for each in sorted(inventory.named)},
        diagnostics=analysis.outline,
        handling=analysis.marking_of(scored),
    )


def most_doubtful(analysis: Analysis, scored: Mapping[str, Assessment]) -> list[str]:
    """The scored systems by doubt, compared at 12 decimals, then weighted risk at 9 digits, then id."""
    risks = _risks(analysis, scored)
    return sorted(
        scored, key=lambda system: (-round(variance(scored[system].p_red), 12), -risks[system], system)
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """An open criterion by its system and its place in the framework, and what its answer is worth."""

    system: str
    place: int
    value: float


def _order(
    analysis: Analysis, scored: Mapping[str, Assessment], information: Information
) -> tuple[_Open, ...]:
    """By value, compared at 12 decimals, then weighted risk at 9 digits, then id, then the framework."""
    risks = _risks(analysis, scored)
    every = [
        _Open(system, place, value)
        for system, assessment in scored.items()
        for place, value in enumerate(information.values(intervals_of(assessment.criteria)))
        if value is not None
    ]
    return tuple(
        sorted(every, key=lambda each: (-round(each.value, 12), -risks[each.system], each.system, each.place))
    )


def _risks(analysis: Analysis, scored: Iterable[str]) -> dict[str, float]:
    return {system: nine_digits(analysis.risks[system]) for system in scored}


def _questions(analysis: Analysis, system: str, information: Information) -> list[Question]:
    """What settles the open criteria of a system: facts first, then by value, then by the framework."""
    assessment, record = analysis.assessments[system], analysis.inventory.records[system]
    framework = analysis.reference.framework
    by_fact: dict[str | None, list[int]] = defaultdict(list)
    for place, score in enumerate(assessment.criteria):
        if score.low != score.high:
            by_fact[fact_of(score, framework)].append(place)
    answers = record.system.answers
    questions = [
        Question(
            system=system,
            name=record.system.name,
            organisation=record.organisation,
            owner=answers.business or answers.technical or None,
            criteria=tuple(assessment.criteria[place].criterion for place in places),
            question=_asked(analysis, system, places),
            value=information.removed(intervals_of(assessment.criteria), places),
            doubt=variance(assessment.p_red),
            is_fact=fact is not None,
        )
        for fact, places in by_fact.items()
    ]
    return sorted(questions, key=lambda each: (not each.is_fact, -round(each.value, 12)))


def _asked(analysis: Analysis, system: str, places: Sequence[int]) -> str:
    """What would settle these criteria, in words."""
    framework, scores = analysis.reference.framework, analysis.assessments[system].criteria
    first = scores[places[0]]
    if len(places) == 1 or fact_of(first, framework) is not None:
        return settled_by(first, analysis.inventory.records[system], analysis.facts[system], framework)
    titles = [framework.by_word[scores[place].criterion][1].name for place in places]
    return f"Assess it: {listed(titles, 'and')} (assessment.scores)"


def _reliefs(
    order: Sequence[_Open], scored: Mapping[str, Assessment], information: Information, total: float
) -> tuple[Relief, ...]:
    """What share of the doubt the first answers remove; where there are fewer, what all of them do."""
    if not total:
        return ()
    counts = sorted({min(milestone, len(order)) for milestone in MILESTONES})
    shares = [_removed(order[:count], scored, information) / total for count in counts]
    # More answers never remove less, and all of them everything; only the last bits of sums may differ.
    sound = (1.0 if share > 1.0 - _LAST_BITS else share for share in accumulate(shares, max))
    return tuple(Relief(*pair) for pair in zip(counts, sound, strict=True))


def _removed(first: Sequence[_Open], scored: Mapping[str, Assessment], information: Information) -> float:
    """Several answers about one system are weighed together: their values do not add up."""
    asked: dict[str, list[int]] = defaultdict(list)
    for each in first:
        asked[each.system].append(each.place)
    return fsum(
        information.removed(intervals_of(scored[system].criteria), places) for system, places in asked.items()
    )


def _gap(analysis: Analysis, rank: int, each: _Open) -> Gap:
    record = analysis.inventory.records[each.system]
    assessment = analysis.assessments[each.system]
    score = assessment.criteria[each.place]
    _, criterion = analysis.reference.framework.criteria[each.place]
    answers = record.system.answers
    return Gap(
        rank=rank,
        system=each.system,
        name=record.system.name,
        organisation=record.organisation,
        owner=answers.business or answers.technical or None,
        criterion=score.criterion,
        code=score.code,
        title=criterion.name,
        question=criterion.question,
        low=score.low,
        high=score.high,
        value=each.value,
        p_red=assessment.p_red,
        settled_by=settled_by(score, record, analysis.facts[each.system], analysis.reference.framework),
    )
