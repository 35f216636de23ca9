"""The page of an estate: which ten and why, where they stand, and every section of it."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from markupsafe import Markup

from legacymap.domain.connections import EstateMap
from legacymap.domain.figures import Spread
from legacymap.domain.framework import Framework, Group
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Entry, Explanation
from legacymap.domain.submission import EstateReport
from legacymap.reports.content.charts import losses_by_year, ratings_by_organisation, score_bounds
from legacymap.reports.content.explain import (
    changes,
    criteria,
    foundations,
    needed_by,
    needs,
    old_foundation,
    reach,
    record_facts,
    sources,
    verdict,
)
from legacymap.reports.content.gaps import open_questions, questions, variance_removed
from legacymap.reports.content.provenance import lacks, of_estate, provenance
from legacymap.reports.content.registers import service_blocks, supplier_blocks, uses
from legacymap.reports.content.rules import findings_by_rule
from legacymap.reports.content.scan import (
    capabilities,
    contradictions,
    contradictions_of,
    cycles,
    findings,
    headline,
    not_scored,
    old_foundations,
    place_text,
    summary,
    why_text,
)
from legacymap.reports.formats.charts import charts_can_be_drawn
from legacymap.reports.formats.html import (
    Page,
    Script,
    Section,
    blocks_html,
    numbering,
    page_html,
    rendered,
)
from legacymap.reports.map.content import embedded_picture
from legacymap.reports.map.groups import MOST_DRAWN, is_summed_up
from legacymap.reports.map.matrix import matrix_table
from legacymap.reports.view import Block, Cell, Chart, Column, Heading, Judgement, Prose, Table
from legacymap.reports.words import day, marking_text, rating_or_status

_MOST_TECHNOLOGIES = 30
_MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every section is written with."""

    report: EstateReport
    top: int | None
    number: Callable[[], int]
    links: frozenset[str]

    def section(self, anchor: str, title: str, blocks: tuple[Block, ...], nothing: str = "") -> Section:
        """A section of blocks; a heading of the same meaning as the title is left out."""
        kept = tuple(block for block in blocks if not isinstance(block, Heading))
        shown = kept or ((Prose(nothing),) if nothing else ())
        return Section(anchor, title, blocks_html(shown, self.number, self.links, title=title))


def estate_page(report: EstateReport, top: int | None = None) -> str:
    """The page: headlines, grid, charts, ranking, what underpins, what ends, what to ask, every system.

    The ranking and the sections of systems hold the first `top`, where given.
    """
    report = replace(report, explanations=report.explanations[:top])
    links = frozenset(each.system.id for each in report.explanations)
    desk = _Desk(report, top, numbering(), links)
    page = Page(
        title=f"{of_estate(report.scan.provenance)} on {day(report.scan.provenance.as_of)}",
        marking=marking_text(report.handling, report.scan.provenance),
        sections=tuple(_sections(desk)),
        lead=(
            *lacks(report.scan.incomplete, report.scan.provenance),
            *summary(report.scan),
            headline(report.scan),
            *not_scored(report.scan),
        ),
        provenance=provenance(report.scan.provenance),
    )
    scripts: tuple[Script, ...] = ("page", "map") if report.map else ("page",)
    return page_html(page, scripts=scripts, number=desk.number, links=links)


def _sections(desk: _Desk) -> Iterator[Section]:
    scan, framework = desk.report.scan, desk.report.framework
    grid = _risk_grid(scan.systems, framework)
    if grid is not None:
        red = float(framework.ratings.red)
        yield Section("grid", "Impact against likelihood", _risk_grid_html(grid, red, desk.links))
    yield Section("ranking", "Systems by rating and risk", _ranking(desk.report, desk.top, desk.links))
    drawn = "The estate in charts" if charts_can_be_drawn() else "Ratings, bounds and support in figures"
    yield desk.section("charts", drawn, _charts(desk.report), "No system is scored.")
    yield _capabilities(desk)
    yield desk.section(
        "new-on-old",
        "New systems on old foundations",
        old_foundations(scan),
        "No system that is proposed or in build is known to stand on one that is or could be red.",
    )
    none = "No systems need each other in a cycle."
    yield desk.section("cycles", "Systems that need each other", cycles(scan.cycles, scan.names), none)
    served = _firsts(service_blocks(desk.report.services.services))
    yield desk.section("services", "Services and what they stand on", served)
    yield desk.section("suppliers", "Suppliers and places", _firsts(supplier_blocks(desk.report.suppliers)))
    yield _technologies(desk)
    if desk.report.map is not None:
        yield Section("map", "Who stands on whom", _map_html(desk.report.map, desk.number))
    yield desk.section(
        "questions",
        "What to find out first",
        (*variance_removed(desk.report.gaps), *open_questions(desk.report.gaps)),
    )
    yield desk.section(
        "contradictions",
        "Where assessment and facts disagree",
        _firsts(contradictions(scan.systems)),
        "No assessed score is two levels or more from what the facts say.",
    )
    each = _systems(desk.report, desk.number, desk.links, asked_for=desk.top is not None)
    yield Section("systems", "Each system", each)
    found = scan.diagnostics
    yield desk.section("findings", "How sound the inventory is", (findings(found), *findings_by_rule(found)))
    yield desk.section("framework", "How systems are judged", (*_judged(desk), questions(framework)))


def _firsts(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, every table with its first rows; the command of its own lists them all."""
    return tuple(_first(block) if isinstance(block, Table) else block for block in blocks)


def _first(table: Table) -> Table:
    beyond = max(len(table.rows) - _MOST_ROWS, 0)
    return replace(table, rows=table.rows[:_MOST_ROWS], more=table.more + beyond)


def _charts(report: EstateReport) -> tuple[Chart, ...]:
    charts = (ratings_by_organisation(report), score_bounds(report), losses_by_year(report.scan.losses))
    return tuple(chart for chart in charts if chart)


def _capabilities(desk: _Desk) -> Section:
    scan = desk.report.scan
    gaps = sum(bool(entry.reach and entry.reach.underpinning_gap) for entry in scan.systems)
    count = len(scan.capabilities)
    summary = Prose(
        f"Others depend on {count:,} of these systems as on a foundation; {gaps:,} of them are or could be "
        "red and have no plan that is fully funded: these are the underpinning gaps."
    )
    blocks: tuple[Block, ...] = (summary, *capabilities(scan)) if count else ()
    nothing = "No system is known to carry another organisation, or to be a platform of others."
    return desk.section("capabilities", "Underpinning capabilities and gaps", blocks, nothing)


def _technologies(desk: _Desk) -> Section:
    """The technologies that most share; how many lose support by year stands among the charts."""
    table = uses(desk.report.technologies)
    kept = replace(
        table, rows=table.rows[:_MOST_TECHNOLOGIES], more=max(len(table.rows) - _MOST_TECHNOLOGIES, 0)
    )
    blocks: tuple[Table, ...] = (kept,) if table.rows else ()
    return desk.section(
        "technologies", "Technologies, and when their support ends", blocks, "No system lists a technology."
    )


def _judged(desk: _Desk) -> tuple[Prose, ...]:
    framework, source = desk.report.framework, desk.report.scan.provenance
    red = f"{float(framework.ratings.red):g}"
    return (
        Prose(
            f"{framework.name}, version {framework.version}. A system is red when its score is {red} or "
            "more; it could be red when facts that nobody has stated decide it. Nothing unknown is taken to "
            "be low."
        ),
        Prose(
            f"What is expected, and every probability, weighs unknown levels under the prior {source.prior}. "
            "Weighted risk is likelihood times the sum of the system's own impact and what stands on it; it "
            "orders the systems of one rating, and never changes a rating."
        ),
    )


_MOST_LEVELS = 5
_KNOWN_WITHIN = 2.0  # levels between the bounds of a total that is known well enough to be placed
_Tone = Literal["alarm", "caution", "calm", "quiet"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A pair of levels, None for one that is not known: its first systems, and how many there are."""

    likelihood: int | None
    impact: int | None
    tone: _Tone
    first: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, the highest impact first and what is not known last; likelihood grows to the right.

    `placed` counts the systems of which both totals are known, `open` those of which neither is.
    """

    likelihood: Group
    impact: Group
    rows: tuple[tuple[GridCell, ...], ...]
    placed: int
    open: int
    scored: int


def _risk_grid(entries: Iterable[Entry], framework: Framework) -> Grid | None:
    """The grid of the scored systems; None for a framework without the two groups, or that weighs a sum."""
    likelihood, impact = framework.group_of("likelihood"), framework.group_of("impact")
    if likelihood is None or impact is None or framework.combination != "mean-max-product":
        return None
    by_cell: dict[tuple[int | None, int | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.score is not None:
            groups = entry.score.groups
            by_cell[_level(groups[likelihood.id]), _level(groups[impact.id])].append(entry)
    red = float(framework.ratings.red)
    across = (*range(likelihood.low, likelihood.high + 1), None)
    down = (*range(impact.high, impact.low - 1, -1), None)
    return Grid(
        likelihood=likelihood,
        impact=impact,
        rows=tuple(tuple(_cell(one, two, red, by_cell[one, two]) for one in across) for two in down),
        placed=sum(len(found) for places, found in by_cell.items() if None not in places),
        open=len(by_cell[None, None]),
        scored=sum(map(len, by_cell.values())),
    )


def _risk_grid_html(grid: Grid, red: float, links: frozenset[str]) -> Markup:
    """The grid as a table with headers, its key above it; a sentence where nothing is known well enough."""
    return rendered("risk_grid.html.jinja", grid=grid, red=f"{red:g}", links=links)


def _cell(across: int | None, down: int | None, red: float, found: list[Entry]) -> GridCell:
    is_open = across is None and down is None
    return GridCell(
        across, down, _tone(across, down, red), () if is_open else tuple(found[:_MOST_LEVELS]), len(found)
    )


def _level(total: Spread) -> int | None:
    """The expected total to the nearest level, halves up; None where its bounds lie too far apart."""
    return math.floor(total.expected + 0.5) if total.high - total.low <= _KNOWN_WITHIN else None


def _tone(across: int | None, down: int | None, red: float) -> _Tone:
    """Whether every total that rounds to a cell is red, some are, or none."""
    if across is None or down is None:
        return "quiet"
    if (across - 0.5) * (down - 0.5) >= red:
        return "alarm"
    return "caution" if (across + 0.5) * (down + 0.5) > red else "calm"


def _map_html(found: EstateMap, number: Callable[[], int]) -> Markup:
    """The picture as a figure: every system, or the organisations of more than can be drawn."""
    summed_up = is_summed_up(found, MOST_DRAWN)
    return rendered(
        "map.html.jinja",
        drawn=Markup(embedded_picture(found, MOST_DRAWN)),  # noqa: S704 - the drawing escapes its texts
        table=matrix_table(found) if summed_up else None,
        number=number,
    )


# Rows that are laid out at once; the others are folded, or brought by the script as they are asked for.
_AT_ONCE = 250
_FOLDED = 1_000
_RATINGS = (
    ("red", "red"),
    ("possibly-red", "could be red"),
    ("not-red", "not red"),
    ("none", "not scored"),
)
_Row = tuple[Entry, list[tuple[Column, Cell]]]
_DESCENDING = frozenset({"bounds", "score", "count", "share"})


def _ranking(report: EstateReport, top: int | None, links: frozenset[str]) -> Markup:
    """The table with its controls, for the systems listed or the first `top` of them."""
    entries = report.scan.systems[:top]
    return rendered(
        "ranking.html.jinja",
        columns=[(column, column.kind in _DESCENDING and column.key != "rank") for column, _ in _COLUMNS],
        rows=[_row(entry) for entry in entries[:_AT_ONCE]],
        folds=(_fold(entries, start) for start in range(_AT_ONCE, len(entries), _FOLDED)),
        organisations=_organisations(report, entries),
        names=report.organisations,
        systems={entry.id: entry.name for entry in report.scan.systems},
        ratings=_RATINGS,
        more=len(report.scan.systems) - len(entries),
        links=links,
        places={entry.id: place_text(entry) for entry in entries},
    )


def _row(entry: Entry) -> _Row:
    return entry, [(column, cell(entry)) for column, cell in _COLUMNS]


def _fold(entries: tuple[Entry, ...], start: int) -> tuple[str, list[_Row]]:
    """Rows that are folded away, and which they are."""
    found = entries[start : start + _FOLDED]
    return f"{start + 1:,} to {start + len(found):,}", [_row(entry) for entry in found]


def _organisations(report: EstateReport, entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """Every organisation with its name, by name."""
    ids = {entry.organisation for entry in entries}
    named = [(each, report.organisations.get(each, each)) for each in ids]
    return sorted(named, key=lambda pair: (pair[1].casefold(), pair[0]))


def _gap(entry: Entry) -> Cell:
    return Judgement("yes", "gap", "alarm") if entry.reach and entry.reach.underpinning_gap else None


_COLUMNS: tuple[tuple[Column, Callable[[Entry], Cell]], ...] = (
    (Column("rank", "place", "count"), lambda entry: entry.rank),
    (Column("id", "system"), lambda entry: entry.id),
    (Column("rating", "rating"), rating_or_status),
    (Column("p_red", "P(red)", "share"), lambda entry: entry.score.p_red if entry.score else None),
    (Column("known", "known", "count"), lambda entry: entry.known.criteria if entry.known else None),
    (Column("why", "why"), why_text),
    (Column("organisation", "organisation"), lambda entry: entry.organisation),
    (
        Column("score", "score and bounds", "bounds"),
        lambda entry: entry.score.overall if entry.score else None,
    ),
    (
        Column("weighted_risk", "weighted risk", "score"),
        lambda entry: entry.reach.weighted_risk if entry.reach and entry.score else None,
    ),
    (
        Column("dependents", "dependents", "count"),
        lambda entry: entry.reach.dependents if entry.reach else None,
    ),
    (Column("legacy", "legacy"), lambda entry: entry.score.legacy if entry.score else None),
    (Column("gap", "gap"), _gap),
    (
        Column("weakest", "weakest foundation"),
        lambda entry: entry.foundation.weakest if entry.foundation else None,
    ),
)


_MOST_NEIGHBOURS = 50
_SCORE = Column("score", "score", "bounds")


def _systems(
    report: EstateReport, number: Callable[[], int], links: frozenset[str], *, asked_for: bool
) -> Markup:
    """Every system that the report explains, to be unfolded one by one; says so where some are not.

    On paper those that were asked for are unfolded, else those alone that the reader has unfolded.
    """
    explained = (
        (each.system, rating_or_status(each.system), tuple(_blocks(each, report.framework)))
        for each in report.explanations
    )
    return rendered(
        "systems.html.jinja",
        systems=explained,
        score=_SCORE,
        rating=Column("rating", "rating"),
        shown=len(report.explanations),
        listed=len(report.scan.systems),
        asked_for=asked_for,
        number=number,
        links=links,
    )


def _blocks(found: Explanation, framework: Framework) -> Iterator[Block]:
    yield from verdict(found, framework)
    yield from old_foundation(found)
    yield record_facts(found.system.record, found.names)
    yield from _criteria(found, framework)
    yield from contradictions_of(found.system.score, framework)
    yield from changes(found, framework)
    yield from reach(found.system)
    for neighbours in (needed_by(found), needs(found), *foundations(found)):
        yield _first_neighbours(neighbours)
    yield from cycles(found.cycles, found.names)
    yield from sources(found.system.record)


def _criteria(found: Explanation, framework: Framework) -> Iterator[Block]:
    """The criteria of which something is known, as a table; the others by name, in a sentence."""
    assessment = found.system.score
    if assessment is None:
        return
    for table in criteria(assessment, framework):
        pairs = zip(assessment.criteria, table.rows, strict=True)
        known = tuple(row for score, row in pairs if score.basis != "unknown")
        if known:
            yield replace(table, rows=known)
    unknown = [score for score in assessment.criteria if score.basis == "unknown"]
    if unknown:
        names = ", ".join(f"{each.code} {framework.by_word[each.criterion][1].name}" for each in unknown)
        yield Prose(f"Nothing is known of {names}.")


def _first_neighbours(block: Table | Prose) -> Table | Prose:
    """The table with its first rows, which is enough beside a hub's other figures."""
    if isinstance(block, Prose) or len(block.rows) <= _MOST_NEIGHBOURS:
        return block
    more = block.more + len(block.rows) - _MOST_NEIGHBOURS
    return replace(block, rows=block.rows[:_MOST_NEIGHBOURS], more=more)
