"""The figures of an estate at the last commit of each period, each judged on the period's last day."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from math import fsum

from legacymap import __version__
from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.causes import figures
from legacymap.analysis.diff_sides import HERE, at_commit
from legacymap.analysis.reference import reference_data
from legacymap.analysis.request import Request
from legacymap.analysis.result_cache import ResultCache, key_of
from legacymap.domain.comparison import Every, History, Period, period_of
from legacymap.domain.documents import as_json
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.results import Incomplete, finding_counts
from legacymap.domain.system import Option
from legacymap.domain.values import HANDLINGS
from legacymap.reading.git import Commit, Repository, repository_of
from legacymap.reading.revisions import content_of, path_of_folder

_MOST = 1_200  # periods: a hundred years of months
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its name (`2026-03`, `2026-Q1`, `2026-W09`, `2026`) and its last day."""

    name: str
    last: date


@dataclass(frozen=True, slots=True)
class HistoryOptions:
    """Since when, in what steps, whose systems, and whether earlier runs may be used."""

    since: str
    every: Every = "month"
    organisation: str | None = None
    is_kept: bool = True


def history(request: Request, asked: HistoryOptions) -> History:
    """Every period from that of the revision `since`, or of a day, to that of the as-of date.

    Raises RequestError where there is no such revision, no commit at all in these periods, or where no period
    can be read, all for one reason.
    """
    repository = repository_of(HERE)
    paths = tuple(path_of_folder(repository, path) for path in request.paths)
    head = repository.commit("HEAD")
    first = _first_day(repository, asked.since)
    wanted = list(_wanted(list(repository.history(head)), first, request.as_of, asked.every))
    if not wanted:
        raise RequestError(
            f"There is no commit between {first} and {request.as_of}.", "`--since` names an earlier revision."
        )
    kept = ResultCache("history", is_used=asked.is_kept)
    counter = _PeriodCounter(
        repository, paths, request, asked.organisation, kept, _method_key(request, asked)
    )
    found = []
    for number, (span, commit) in enumerate(wanted):
        if request.progress:
            request.progress(number, len(wanted))
        found.append(counter.period(span, commit))
    problems = {each.problem for each in found}
    if None not in problems and len(problems) == 1:
        hint = "Check the path, the folder that you are in, and what is to be listed."
        raise RequestError(f"No period could be read: {problems.pop()}.", hint)
    return History(
        legacymap=__version__,
        as_of=request.as_of,
        since=asked.since,
        every=asked.every,
        incomplete=_lacking(found),
        periods=tuple(found),
        paths=tuple(str(each) for each in request.paths),
        handling=max((each.handling for each in found), key=HANDLINGS.index),
    )


def spans(first: date, last: date, every: Every) -> Iterator[Span]:
    """The periods from the one that holds the first day to the one that holds the last."""
    at = first
    while True:
        span = _span(at, every)
        yield span
        if span.last >= last or span.last == date.max:
            return
        at = span.last + timedelta(days=1)


def _method_key(request: Request, asked: HistoryOptions) -> tuple[object, ...]:
    """What figures are measured with, beside what the settings of each commit say."""
    reference = reference_data(request.framework, request.lifecycle)
    return (
        request.framework and reference.framework_edition.sha256,
        reference.lifecycle_edition.sha256,
        request.prior,
        request.reach_decay,
        asked.organisation,
    )


def _first_day(repository: Repository, since: str) -> date:
    """The day of a revision, or the day that the text itself is."""
    with suppress(ValueError):
        return date.fromisoformat(since)
    return repository.commit(since).day


def _wanted(
    commits: Sequence[Commit], first: date, last: date, every: Every
) -> Iterator[tuple[Span, Commit]]:
    """Each period with its last commit; one without commits shows that of the period before."""
    if first > last:
        return
    at = 0
    found: list[tuple[Span, Commit]] = []
    every_span = list(_bounded(first, last, every))
    for span in reversed(every_span):
        ends = min(span.last, last)
        while at < len(commits) and commits[at].day > ends:
            at += 1
        if at == len(commits):
            break
        found.append((Span(span.name, ends), commits[at]))
    yield from reversed(found)


def _bounded(first: date, last: date, every: Every) -> Iterator[Span]:
    for number, span in enumerate(spans(first, last, every)):
        if number == _MOST:
            raise RequestError(f"These are more than {_MOST:,} periods.", "`--since` names a later revision.")
        yield span


@dataclass(frozen=True)
class _PeriodCounter:
    """How one period is counted, or found among what earlier runs have counted."""

    repository: Repository
    paths: tuple[str, ...]
    request: Request
    organisation: str | None
    kept: ResultCache
    method_key: tuple[object, ...]

    def period(self, span: Span, commit: Commit) -> Period:
        """The figures of one period."""
        content = content_of(self.repository, commit, self.paths)
        key = key_of(*content, self.method_key, span.last)
        known = period_of(self.kept.found(key))
        if known is None:
            known = self._counted(span, commit)
            self.kept.keep(key, {**as_json(known), "handling": known.handling})
        return replace(known, period=span.name, commit=commit.id)

    def _counted(self, span: Span, commit: Commit) -> Period:
        try:
            with at_commit(self.repository, commit, self.paths, span.last) as opened:
                if not opened.paths:
                    return Period(
                        period=span.name,
                        commit=commit.id,
                        as_of=span.last,
                        problem="it has none of these paths",
                    )
                request = replace(self.request, paths=opened.paths, as_of=span.last, progress=None)
                return _figures(analyse_systems(request), span, commit, self.organisation)
        except RequestError as error:
            problem = error.lines[0].rstrip(".")
            return Period(period=span.name, commit=commit.id, as_of=span.last, problem=problem)


def _figures(analysis: Analysis, span: Span, commit: Commit, organisation: str | None) -> Period:
    chosen = members(analysis.inventory, organisation)
    counted = figures(analysis.assessments, chosen)
    planned, funded = _money(analysis, chosen)
    return Period(
        period=span.name,
        commit=commit.id,
        as_of=span.last,
        systems=len(chosen),
        scored=sum(each in chosen for each in analysis.assessments),
        red=int(counted["red"]),
        possibly_red=int(counted["possibly_red"]),
        legacy=int(counted["legacy"]),
        expected_red=counted["expected_red"],
        weighted_risk=_weighted_risk(analysis, chosen),
        findings=finding_counts(analysis.outline),
        planned=planned,
        funded=funded,
        framework=analysis.reference.framework_edition,
        lifecycle=analysis.reference.lifecycle_edition,
        prior=analysis.prior,
        inventory_sha256=analysis.inventory.sha256,
        incomplete=analysis.incomplete,
        handling=analysis.marking_of(chosen),
    )


def _weighted_risk(analysis: Analysis, chosen: frozenset[str]) -> float:
    """The weighted risk of the systems chosen, in which a whole counts once (method, section 4)."""
    impacts = {system: each.impact for system, each in analysis.assessments.items()}
    shares = analysis.estate.whole_shares(impacts, analysis.request.reach_decay)
    return fsum(
        each.likelihood * (each.impact * shares[system].impact + shares[system].underpinning)
        for system, each in analysis.assessments.items()
        if system in chosen
    )


def _money(analysis: Analysis, chosen: frozenset[str]) -> tuple[float, float]:
    """What the work of stated plans costs, and what of it is paid for."""
    planned, funded = [], []
    for system in sorted(chosen):
        record = analysis.inventory.records[system]
        cost = _cost_of_plan(record)
        remediation = record.system.remediation
        if cost is None or remediation is None or remediation.plan is None:
            continue
        plan = remediation.plan
        ringfenced = float(plan.ringfenced) if plan.ringfenced else 0.0
        planned.append(cost)
        funded.append(cost if plan.funded == "yes" else min(cost, ringfenced))
    return fsum(planned), fsum(funded)


def _cost_of_plan(record: Record) -> float | None:
    """The stated cost of the option that a plan is: the one it names, or else the only one with a cost."""
    remediation = record.system.remediation
    if remediation is None or remediation.plan is None or record.system.status == "retired":
        return None
    options = remediation.options or ()
    named = remediation.plan.option
    able = [each for each in options if (each.id == named if named else each.rdel or each.cdel)]
    return _cost(able[0]) if len(able) == 1 else None


def _cost(option: Option) -> float:
    return fsum(float(each) for each in (*(option.rdel or ()), *(option.cdel or ())))


def _lacking(found: Sequence[Period]) -> Incomplete | None:
    """Periods that could not be read at all, and what single ones lack."""
    files = {each.period for each in found if each.problem}
    named: set[str] = set()
    records = 0
    for each in found:
        if each.incomplete:
            files |= {f"{each.period}: {file}" for file in each.incomplete.files}
            named |= set(each.incomplete.named)
            records = max(records, each.incomplete.records)
    return (
        Incomplete(records, tuple(sorted(named)), tuple(sorted(files))) if files or named or records else None
    )


def _span(day: date, every: Every) -> Span:
    if every == "week":
        year, week, weekday = day.isocalendar()
        away = timedelta(days=_SUNDAY + 1 - weekday)
        return Span(f"{year}-W{week:02d}", date.max if date.max - day < away else day + away)
    if every == "year":
        return Span(f"{day.year}", date(day.year, 12, 31))
    month = day.month if every == "month" else (day.month + 2) // 3 * 3
    name = f"{day.year}-{month:02d}" if every == "month" else f"{day.year}-Q{month // 3}"
    return Span(name, date(day.year, month, monthrange(day.year, month)[1]))
