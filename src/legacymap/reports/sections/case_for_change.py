"""The risk today, what doing nothing comes to, and the failures on record."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import fsum

from legacymap.domain.dates import financial_year_of, financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.submission import Submission
from legacymap.domain.survey import Entry
from legacymap.reports.blocks.ranking import ranking
from legacymap.reports.figures import counted, day
from legacymap.reports.sections.failures import failures
from legacymap.reports.sections.trajectory import trajectory
from legacymap.reports.sections.wording import organisation_name
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Prose, Table

_TOP = 15
_RATINGS = (
    Column("organisation", "organisation", least=20),
    Column("id", "id"),
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
    """Ratings by organisation, the highest risks, doing nothing year by year, what ends, what has failed."""
    return (
        Prose(_priors(submission)),
        _ratings(submission),
        _highest(submission),
        Prose(_vulnerable(submission)),
        trajectory(submission),
        Prose(_inaction(submission)),
        _ends(submission),
        *failures(submission),
    )


def _priors(submission: Submission) -> str:
    provenance = submission.survey.provenance
    framework = submission.framework
    told = [f"{count:.1f} under {prior}" for prior, count in submission.expected_red.items()]
    return (
        f"Every system is judged as of {day(provenance.as_of)}. A criterion that nobody has assessed and "
        "no fact settles stays open, so a score has a lowest, an expected and a highest value. Red "
        f"begins at {float(framework.ratings.red):g}. A system is red when even its lowest score is, and "
        "could be red when only its highest is. How likely the open levels are is a prior: the expected "
        f"red systems are {listed(told, 'and')}; the tables use {provenance.prior}."
    )


def _ratings(submission: Submission) -> Table:
    by_organisation: dict[str, list[Entry]] = {}
    for entry in submission.survey.entries:
        by_organisation.setdefault(entry.record.organisation, []).append(entry)
    rows = [
        (organisation_name(submission, organisation), organisation, *_counts(by_organisation[organisation]))
        for organisation in sorted(by_organisation)
    ]
    every = ("all", "", *_counts(submission.survey.entries))
    title = f"Ratings today, under the prior {submission.survey.provenance.prior}"
    return Table(title, _RATINGS, (*rows, every) if len(rows) > 1 else tuple(rows))


def _counts(entries: tuple[Entry, ...] | list[Entry]) -> tuple[Cell, ...]:
    scored = [entry.assessment for entry in entries if entry.assessment]
    ratings = Counter(assessment.rating for assessment in scored)
    expected = fsum(assessment.p_red for assessment in scored)
    legacy = sum(assessment.legacy == "yes" for assessment in scored)
    counts = (ratings["red"], ratings["possibly-red"], ratings["not-red"])
    return len(entries), len(scored), *counts, expected, legacy


def _highest(submission: Submission) -> Table:
    table = ranking(submission.survey, _TOP)
    columns = tuple(
        replace(column, priority=FOR_DATA) if column.key in {"legacy", "weakest"} else column
        for column in table.columns
    )
    return replace(table, title="The highest risks today", columns=columns, more=0)


def _vulnerable(submission: Submission) -> str:
    known = sum(
        entry.record.system.vulnerabilities is not None and entry.record.system.vulnerabilities.known is True
        for entry in submission.survey.entries
        if entry.assessment
    )
    silent = sum(
        entry.record.system.vulnerabilities is None for entry in submission.survey.entries if entry.assessment
    )
    return (
        f"{counted(known, 'scored system')} {'has' if known == 1 else 'have'} vulnerabilities that are "
        f"known and open; {silent:,} records say nothing of vulnerabilities. The ranking in full is in "
        "annex A."
    )


def _inaction(submission: Submission) -> str:
    """What doing nothing comes to, in a sentence."""
    first, last = submission.running_costs[0], submission.running_costs[-1]
    losses = submission.survey.losses
    return (
        f"The cost of doing nothing: running cost goes from {pounds_text(first.do_nothing)} in "
        f"{financial_year_text(first.year)} to {pounds_text(last.do_nothing)} in "
        f"{financial_year_text(last.year)}. Without support of a technology today: "
        f"{counted(losses.already, 'system')}; losses of support in the {len(losses.by_year)} financial "
        f"years from {financial_year_text(min(losses.by_year))}: {sum(losses.by_year.values()):,}."
    )


def _ends(submission: Submission) -> Table:
    losses = submission.survey.losses
    ends = Counter(_contract_years(submission))
    rows: list[tuple[Cell, ...]] = [("already", losses.already, ends["already"])]
    for year, count in losses.by_year.items():
        text = financial_year_text(year)
        rows.append((text, count, ends[text]))
    rows.append(("not known", losses.unknown, ends["not known"]))
    note = (
        "Support: standard support of a technology or the cover that the record states, whichever ends "
        f"later; a system may count in several years. {counted(losses.silent, 'system')} list no "
        "technology. Contracts are listed in section 7."
    )
    return Table("Support and contracts that end", _ENDS, tuple(rows), note)


def _contract_years(submission: Submission) -> Iterator[str]:
    as_of = submission.survey.provenance.as_of
    for entry in submission.survey.entries:
        for contract in (entry.record.system.contracts or ()) if entry.assessment else ():
            if contract.ends is None or isinstance(contract.ends, str):
                yield "not known"
            elif contract.ends.first <= as_of:
                yield "already"
            else:
                yield financial_year_text(financial_year_of(contract.ends.first))
