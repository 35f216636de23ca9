"""What a roadmap shows, as a table: for those who do not see the picture, and for formats without one."""

from collections.abc import Mapping, Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.roadmap import Link, Roadmap, RoadmapRow
from legacymap.reports.content.plan import why_not
from legacymap.reports.roadmap.rows import link_words
from legacymap.reports.view import FOR_DATA, Cell, Column, Judgement, Table
from legacymap.reports.words import rating_of

_GONE = Judgement("gone", "gone", "calm")
_NOTE = (
    "Dates: milestones, ends of support, planned retirements and what must be done by when, as the records "
    "and the scenario state them."
)


def roadmap_table(roadmap: Roadmap, links: Sequence[Link], title: str) -> Table:
    """A row for each system of a roadmap; `links` may lead to systems that are not on it."""
    waiting = _waiting(roadmap, links)
    columns = (
        Column("organisation", "organisation", least=14),
        Column("name", "system", least=24),
        Column("system", "system", priority=FOR_DATA),
        Column("now", "now"),
        Column("option", "work", "prose", least=16),
        Column("start", "from"),
        Column("complete", "to"),
        Column("cost", "cost", "money"),
        Column("waits", "waits for", "prose", least=20),
        Column("dates", "dates", "prose", least=24),
        *((Column("then", roadmap.end),) if roadmap.end else ()),
    )
    rows = tuple(_row(roadmap, row, waiting) for row in roadmap.rows)
    return Table(title, columns, rows, _NOTE)


def dates_table(roadmap: Roadmap, links: Sequence[Link], title: str) -> Table:
    """What each system waits for and the days that matter to it; systems without either are left out."""
    waiting = _waiting(roadmap, links)
    columns = (
        Column("name", "system", least=24),
        Column("system", "system", priority=FOR_DATA),
        Column("waits", "waits for", "prose", least=20),
        Column("dates", "dates", "prose", least=24),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.name,
            row.system,
            "; ".join(waiting.get(row.system, ())),
            "; ".join(each.words for each in row.marks),
        )
        for row in roadmap.rows
        if row.marks or row.system in waiting
    )
    return Table(title, columns, rows, _NOTE)


def _day_words(row: RoadmapRow) -> str:
    return "; ".join(mark.words for mark in row.marks)


def _waiting(roadmap: Roadmap, links: Sequence[Link]) -> Mapping[str, Sequence[str]]:
    """What each work waits for, in words."""
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(link.after, []).append(link_words(link, roadmap.names))
    return found


def _row(roadmap: Roadmap, row: RoadmapRow, waiting: Mapping[str, Sequence[str]]) -> tuple[Cell, ...]:
    work = row.work
    then = (_GONE if row.now and not row.then else rating_of(row.then),) if roadmap.end else ()
    head = (
        roadmap.organisations.get(row.organisation, row.organisation),
        row.name,
        row.system,
        rating_of(row.now),
    )
    dates = _day_words(row)
    if work is None:
        reason = f"none: {why_not(row.left).words}" if row.left else "none"
        return *head, reason, None, None, None, "", dates, *then
    committed = ", committed" if work.committed else ""
    return (
        *head,
        f"{work.option} ({work.approach}{committed})",
        financial_year_text(work.start),
        financial_year_text(work.complete),
        work.cost,
        "; ".join(waiting.get(row.system, ())),
        dates,
        *then,
    )


def money_table(roadmap: Roadmap, title: str) -> Table:
    """A row for each line of money: what is spent in each year, of what may be."""
    columns = (
        Column("name", "budget of", least=20),
        Column("fund", "fund"),
        *(
            Column(f"{kind}_{year}", f"{financial_year_text(year)}{words}", "money")
            for year in roadmap.years
            for kind, words in (("spend", ""), ("cap", " cap"))
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.name,
            row.fund,
            *(found.get(year) for year in roadmap.years for found in (row.spend, row.caps)),
        )
        for row in roadmap.money
    )
    return Table(f"{title}: money", columns, rows)
