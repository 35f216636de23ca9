"""Figures by name, for a department's own text: `{{asked.cdel.2027-28}}`, `{{system:dwp/vme-r.name}}`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.inventory import Record
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import Plan
from legacymap.domain.results import Entry
from legacymap.domain.submission import Submission
from legacymap.reports.content.plans import asked, later_years
from legacymap.reports.content.submission.wording import organisation_name, span
from legacymap.reports.words import rating_or_status

_ALL, _LATER = "all", "later"
_Figure = Callable[[Submission], str]


def _systems(count: str) -> _Figure:
    return lambda submission: f"{getattr(submission.scan.totals, count):,}"


def _end_red(course: str) -> _Figure:
    return lambda submission: f"{getattr(submission.plan.trajectory[-1], course).expected_red:.1f}"


_OF_THE_WHOLE: Mapping[str, _Figure] = {
    "department": lambda submission: submission.front.department or "not stated",
    "owner": lambda submission: submission.front.owner or "not stated",
    "scenario.title": lambda submission: submission.plan.scenario.title,
    "scenario.years": lambda submission: span(submission.plan.years),
    "estate.systems": _systems("systems"),
    "estate.scored": _systems("scored"),
    "estate.red": _systems("red"),
    "estate.could-be-red": _systems("possibly_red"),
    "estate.not-red": _systems("not_red"),
    "estate.legacy": _systems("legacy"),
    "estate.expected-red": lambda submission: f"{submission.scan.totals.expected_red:.1f}",
    "end.expected-red.plan": _end_red("plan"),
    "end.expected-red.do-minimum": _end_red("do_minimum"),
    "end.expected-red.do-nothing": _end_red("do_nothing"),
    "plan.actions": lambda submission: f"{len(submission.plan.actions):,}",
    "plan.risk-removed": lambda submission: f"{submission.plan.objective.value:,.1f}",
    "plan.present-cost": lambda submission: pounds_text(submission.plan.money.plan.cost),
    "plan.net-present-cost": lambda submission: pounds_text(submission.plan.money.plan.net_present_cost),
    "plan.running-cost-saved": lambda submission: pounds_text(submission.plan.money.plan.running_cost_saved),
}
_OF_A_SYSTEM: Mapping[str, Callable[[Submission, Entry], str]] = {
    "name": lambda _, entry: entry.name,
    "organisation": lambda submission, entry: organisation_name(submission, entry.organisation),
    "rating": lambda _, entry: rating_or_status(entry).words,
    "score": lambda _, entry: f"{entry.score.overall.expected:.1f}" if entry.score else "not scored",
    "chance-of-red": lambda _, entry: f"{entry.score.p_red:.0%}" if entry.score else "not scored",
    "risk": lambda _, entry: f"{entry.reach.weighted_risk:,.1f}" if entry.reach else "not scored",
    "dependents": lambda _, entry: f"{entry.reach.hard_dependents:,}" if entry.reach else "0",
    "owner": lambda _, entry: entry.record.system.answers.business or "not stated",
}


def figure_names(
    years: Sequence[int], records: Mapping[str, Record], organisations: Iterable[str]
) -> frozenset[str]:
    """Every name that may stand in a text, before anything is solved."""
    return frozenset(
        (
            *_OF_THE_WHOLE,
            *(name for name, _, _ in _money_names(years)),
            *(f"system:{system}.{key}" for system in records for key in _OF_A_SYSTEM),
            *(f"organisation:{each}.name" for each in organisations),
        )
    )


def figure(submission: Submission, name: str) -> str:
    """A figure in words, as the tables write it; `name` is one of `figure_names`."""
    if name in _OF_THE_WHOLE:
        return _OF_THE_WHOLE[name](submission)
    if name.startswith("system:"):
        system, _, key = name.removeprefix("system:").rpartition(".")
        entry = submission.entries.get(system)
        return _OF_A_SYSTEM[key](submission, entry) if entry else system
    if name.startswith("organisation:"):
        return organisation_name(submission, name.removeprefix("organisation:").removesuffix(".name"))
    fund, when = {each: rest for each, *rest in _money_names(submission.plan.years)}[name]
    return pounds_text(getattr(asked(submission.plan, _years(submission.plan, when)), str(fund)))


def _money_names(years: Sequence[int]) -> Iterator[tuple[str, str, int | str]]:
    for fund in ("rdel", "cdel", "total"):
        for year in years:
            yield f"asked.{fund}.{financial_year_text(year)}", fund, year
        for when in (_ALL, _LATER):
            yield f"asked.{fund}.{when}", fund, when


def _years(plan: Plan, when: int | str) -> Sequence[int]:
    if isinstance(when, int):
        return (when,)
    return plan.years if when == _ALL else later_years(plan)
