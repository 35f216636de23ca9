"""The case for change: failures on record, capabilities, support and contracts that end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import fsum

from legacymap.domain.dates import financial_year_of, financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import NotPlanned
from legacymap.domain.registers import ServiceLine
from legacymap.domain.results import Entry
from legacymap.domain.submission import Submission
from legacymap.domain.system import Incident, IncidentSeverity
from legacymap.reports.content.plan import why_not
from legacymap.reports.content.scan import funding, ranking
from legacymap.reports.content.submission.money import trajectory
from legacymap.reports.content.submission.wording import (
    explained,
    in_the_plan,
    organisation_name,
    stated,
    states_running_cost,
    support_unknown,
)
from legacymap.reports.view import BRIEF, FOR_DATA, NAME, Amount, Block, Cell, Column, Prose, Table
from legacymap.reports.words import confirmed_of, counted, day, rating_of, rating_or_status

_MOST = 20
_WORST_FIRST: tuple[IncidentSeverity | None, ...] = ("severe", "major", "moderate", "minor", None)
_COLUMNS = (
    Column("date", "date"),
    Column("system", "system", least=NAME),
    Column("severity", "severity"),
    Column("ongoing", "ongoing"),
    Column("cost", "cost of a failure", "money"),
    Column("summary", "what happened", "prose", least=NAME),
)
_NOTE = (
    "The worst first, those that go on before others. Cost of a failure: what the record says an event "
    "may cost, not what this one did."
)


def failures(submission: Submission) -> tuple[Block, ...]:
    """How many failures the records state, and the worst of them."""
    found = [
        (entry, incident)
        for entry in submission.scan.systems
        if entry.score
        for incident in entry.record.system.incidents or ()
    ]
    silent = sum(entry.record.system.incidents is None for entry in submission.scan.systems if entry.score)
    counts = Counter(incident.severity for _, incident in found)
    told = ", ".join(
        f"{counts[each]:,} {each or 'of no stated severity'}" for each in _WORST_FIRST if counts[each]
    )
    detail = f" ({told}; {sum(incident.ongoing is True for _, incident in found):,} go on)" if found else ""
    said = (
        f"The records state {counted(len(found), 'failure')}{detail}. "
        f"{counted(silent, 'scored system says', 'scored systems say')} nothing of failures, "
        "which is not the same as none."
    )
    if not found:
        return (Prose(said),)
    found.sort(key=_order)
    rows = tuple(_row(*pair) for pair in found[:_MOST])
    return Prose(said), Table("Failures on record", _COLUMNS, rows, _NOTE, max(len(found) - _MOST, 0))


def case_tables(submission: Submission) -> tuple[Block, ...]:
    """What lies behind the case for change: what ends when, and the failures on record."""
    return _ends(submission), *(each for each in failures(submission) if isinstance(each, Table))


def _order(pair: tuple[Entry, Incident]) -> tuple[object, ...]:
    entry, incident = pair
    day = incident.date.last if incident.date else date.min
    return (
        incident.ongoing is not True,
        _WORST_FIRST.index(incident.severity),
        -day.toordinal(),
        entry.id,
        incident.summary or "",
    )


def _row(entry: Entry, incident: Incident) -> tuple[Cell, ...]:
    costs = entry.record.system.costs
    money = costs.cost_of_failure if costs else None
    return (
        str(incident.date) if incident.date else stated(None),
        entry.id,
        stated(incident.severity),
        stated(None if incident.ongoing is None else "yes" if incident.ongoing else "no"),
        Amount(money.amount, money.symbol) if money else stated(None),
        stated(incident.summary),
    )


_TOP = 10
_SHOWN = frozenset({"place", "name", "rating", "p_red", "score", "why"})
_RATINGS = (
    Column("organisation", "organisation", least=BRIEF),
    Column("organisation_id", "id", priority=FOR_DATA),
    Column("systems", "systems", "count"),
    Column("scored", "scored", "count"),
    Column("red", "red", "count"),
    Column("possibly_red", "could be red", "count"),
    Column("not_red", "not red", "count"),
    Column("expected_red", "expected red", "score"),
    Column("legacy", "legacy", "count"),
)
_ENDS = (
    Column("year", "year"),
    Column("support", "systems that lose support", "count"),
    Column("contracts", "contracts that end", "count"),
)


def case_for_change(submission: Submission) -> tuple[Block, ...]:
    """Ratings by organisation, the highest risks, who is exposed, doing nothing year by year, what failed."""
    said, *_ = failures(submission)
    return (
        Prose(_judged(submission)),
        explained("legacy", "weighted risk", "P(red)", "stands on, stops with it"),
        _ratings(submission),
        _highest(submission),
        Prose(_vulnerable(submission)),
        *_exposed(submission),
        trajectory(submission),
        Prose(_inaction(submission)),
        said,
    )


def _judged(submission: Submission) -> str:
    framework = submission.framework
    first, *others = submission.expected_red.values()
    other = f" (between {min(first, *others):.1f} and {max(first, *others):.1f} if those chances are judged "
    other = f"{other}otherwise: annex E)" if others else ""
    return (
        f"Every system is judged by the {framework.name} as of {day(submission.scan.provenance.as_of)}. What "
        "nobody has assessed and no fact settles stays open, so a score has a lowest, an expected and a "
        f"highest value. Red begins at {float(framework.ratings.red):g}: a system is red when even its "
        "lowest score is, and could be red when only its highest is. Expected red counts each system by its "
        f"chance of being red, and comes to {first:.1f}{other}."
    )


def _ratings(submission: Submission) -> Table:
    by_organisation: dict[str, list[Entry]] = {}
    for entry in submission.scan.systems:
        by_organisation.setdefault(entry.organisation, []).append(entry)
    rows = [
        (organisation_name(submission, organisation), organisation, *_counts(by_organisation[organisation]))
        for organisation in sorted(by_organisation)
    ]
    every = ("all organisations", "", *_counts(submission.scan.systems))
    return Table("Ratings today", _RATINGS, (*rows, every) if len(rows) > 1 else tuple(rows))


def _counts(entries: tuple[Entry, ...] | list[Entry]) -> tuple[Cell, ...]:
    scored = [entry.score for entry in entries if entry.score]
    ratings = Counter(assessment.rating for assessment in scored)
    expected = fsum(assessment.p_red for assessment in scored)
    legacy = sum(assessment.legacy == "yes" for assessment in scored)
    counts = (ratings["red"], ratings["possibly-red"], ratings["not-red"])
    return len(entries), len(scored), *counts, expected, legacy


def _highest(submission: Submission) -> Table:
    table = ranking(submission.scan, _TOP)
    columns = tuple(
        column if column.key in _SHOWN else replace(column, priority=FOR_DATA) for column in table.columns
    )
    return replace(table, title="The highest risks today", columns=columns, more=0, note=_HIGHEST_NOTE)


_HIGHEST_NOTE = (
    "In order of rating, then of risk: how likely a failure is, times what it and all that stands on it "
    "would cost. P(red): the chance that it is red. Score: expected (lowest-highest). Annex B has every "
    "system."
)
_SERVICES = (
    Column("system", "service", least=NAME),
    Column("rating", "rating"),
    Column("red", "red beneath it", "count"),
    Column("weakest", "weakest that it stands on", "prose"),
    Column("users", "users", "count"),
    Column("transactions", "transactions a year", "count"),
)
_SERVICES_NOTE = (
    "Services that are red, or stand on red systems, directly or not. Users and transactions as records "
    "state them; a dash: not stated."
)


def _exposed(submission: Submission) -> tuple[Block, ...]:
    """The services that stand on something red, with the people behind them."""
    found = [each for each in submission.services.services if each.red or each.rating == "red"]
    rows = tuple(_service(submission, each) for each in found)
    return (Table("Services exposed", _SERVICES, rows, _SERVICES_NOTE),) if rows else ()


def _service(submission: Submission, line: ServiceLine) -> tuple[Cell, ...]:
    system = submission.entries[line.system].record.system
    users = system.users.count if system.users else None
    weakest = line.weakest_name or ""
    sure = "" if line.weakest_confirmed or not weakest else " (by an assumed dependency)"
    return (
        line.system,
        rating_of(line.rating),
        line.red,
        f"{weakest}{sure}",
        users,
        system.transactions_per_year,
    )


def _vulnerable(submission: Submission) -> str:
    known = sum(
        entry.record.system.vulnerabilities is not None and entry.record.system.vulnerabilities.known is True
        for entry in submission.scan.systems
        if entry.score
    )
    silent = sum(
        entry.record.system.vulnerabilities is None for entry in submission.scan.systems if entry.score
    )
    return (
        f"{counted(known, 'scored system')} {'has' if known == 1 else 'have'} vulnerabilities that are "
        f"known and open; {counted(silent, 'record says', 'records say')} nothing of vulnerabilities. "
        "The ranking in full is in annex B."
    )


def _inaction(submission: Submission) -> str:
    """What doing nothing comes to, in a sentence."""
    first, last = submission.running_costs[0], submission.running_costs[-1]
    losses = submission.scan.losses
    running = "no scored system states what it costs to run"
    if states_running_cost(submission):
        running = (
            f"running cost goes from {pounds_text(first.do_nothing)} in {financial_year_text(first.year)} to "
            f"{pounds_text(last.do_nothing)} in {financial_year_text(last.year)}"
        )
    return (
        f"The cost of doing nothing: {running}. Known to be without support today: "
        f"{counted(losses.already, 'system')}; known losses of support in the {len(losses.by_year)} "
        f"financial years from {financial_year_text(min(losses.by_year))}: {sum(losses.by_year.values()):,}."
        f"{support_unknown(losses)}"
    )


def _ends(submission: Submission) -> Table:
    losses = submission.scan.losses
    ends = Counter(_contract_years(submission))
    rows: list[tuple[Cell, ...]] = [("already", losses.already, ends["already"])]
    for year, count in losses.by_year.items():
        text = financial_year_text(year)
        rows.append((text, count, ends[text]))
    rows.append(("not known", losses.unknown, ends["not known"]))
    silent = counted(losses.silent, "system lists", "systems list")
    note = (
        "Support: standard support of a technology or the cover that the record states, whichever ends "
        f"later; a system may count in several years. {silent} no technology. Contracts are listed in "
        "annex D."
    )
    return Table("Support and contracts that end", _ENDS, tuple(rows), note)


def _contract_years(submission: Submission) -> Iterator[str]:
    as_of = submission.scan.provenance.as_of
    for entry in submission.scan.systems:
        for contract in (entry.record.system.contracts or ()) if entry.score else ():
            if contract.ends is None or isinstance(contract.ends, str):
                yield "not known"
            elif contract.ends.first <= as_of:
                yield "already"
            else:
                yield financial_year_text(financial_year_of(contract.ends.first))


_CAPABILITIES_COLUMNS = (
    Column("system", "system", least=NAME),
    Column("name", "system", least=NAME),
    Column("rating", "rating"),
    Column("underpinning", "underpins", "score", priority=FOR_DATA),
    Column("hard_dependents", "stop with it", "count"),
    Column("services", "services that need it", "count"),
    Column("organisations", "organisations", "count", priority=FOR_DATA),
    Column("funded", "funded plan"),
    Column("planned", "in this plan", "prose"),
)
_CAPABILITIES_NOTE = (
    "Stop with it: the systems that need it hard, directly or not. Services that need it: hard or soft, so "
    "that some of them would go on without it."
)


def capabilities(submission: Submission) -> tuple[Block, ...]:
    """A sentence that counts those without a funded plan, and a row for every capability."""
    every = submission.scan.capabilities
    if not every:
        return (Prose("No system underpins others in the sense of annex E."),)
    left = {each.system: each for each in submission.plan.not_planned}
    found = [submission.entries[system] for system in every]
    rows = tuple(_capabilities_row(submission, entry, left.get(entry.id)) for entry in found)
    return Prose(_said(submission, found)), Table(
        "Underpinning capabilities", _CAPABILITIES_COLUMNS, rows, _CAPABILITIES_NOTE
    )


def _said(submission: Submission, found: list[Entry]) -> str:
    acted_on = {action.system for action in submission.plan.actions}
    gaps = [entry.id for entry in found if entry.reach and entry.reach.underpinning_gap]
    kept = [system for system in gaps if system in acted_on]
    many = "capability underpins" if len(found) == 1 else "capabilities underpin"
    return (
        f"{len(found):,} {many} systems of other families of organisations, or are platforms that others "
        f"stand on. {counted(len(gaps), 'of them is', 'of them are')} or could be red and without a "
        "funded plan: an underpinning gap, in which a failure reaches further than any one budget holder "
        f"feels. This plan acts on {len(kept):,} of these {len(gaps):,}."
    )


def _capabilities_row(submission: Submission, entry: Entry, left: NotPlanned | None) -> tuple[Cell, ...]:
    system, reach = entry.id, entry.reach
    stop = confirmed_of(reach.hard_dependents, reach.confirmed.hard_dependents) if reach else None
    counts = (reach.underpinning, stop, reach.services, reach.organisations) if reach else (None,) * 4
    planned = why_not(left).words if left else in_the_plan(submission, system)
    return system, entry.name, rating_or_status(entry), *counts, funding(entry), planned
