"""The ranked systems as a table that a reader sorts, filters and searches; whole without a script."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework, Group
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
    verdict,
)
from legacymap.reports.content.gaps import doubt, open_questions, questions
from legacymap.reports.content.provenance import lacks, provenance
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
from legacymap.reports.content.services import service_blocks
from legacymap.reports.content.suppliers import supplier_blocks
from legacymap.reports.content.technologies import uses
from legacymap.reports.formats.page import Page, Section, blocks_html, numbering, page_html, rendered
from legacymap.reports.page.map import map_html
from legacymap.reports.view import Block, Cell, Chart, Column, Heading, Judgement, Prose, Table
from legacymap.reports.words import day, marking_text, rating_or_status

_RATINGS = (
    ("red", "red"),
    ("possibly-red", "could be red"),
    ("not-red", "not red"),
    ("none", "not scored"),
)
_DESCENDING = frozenset({"bounds", "score", "count", "share"})


def ranking(report: EstateReport, top: int | None, links: frozenset[str]) -> Markup:
    """The table with its controls, for the systems listed or the first `top` of them."""
    entries = report.scan.systems[:top]
    return rendered(
        "ranking.html.jinja",
        columns=[(column, column.kind in _DESCENDING and column.key != "rank") for column, _ in _COLUMNS],
        rows=[(entry, [(column, cell(entry)) for column, cell in _COLUMNS]) for entry in entries],
        organisations=_organisations(report, entries),
        names=report.organisations,
        systems={entry.id: entry.name for entry in report.scan.systems},
        ratings=_RATINGS,
        more=len(report.scan.systems) - len(entries),
        links=links,
        places={entry.id: place_text(entry) for entry in entries},
    )


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
    (Column("legacy", "legacy"), lambda entry: entry.score.legacy if entry.score else None),
    (
        Column("weighted_risk", "weighted risk", "score"),
        lambda entry: entry.reach.weighted_risk if entry.reach and entry.score else None,
    ),
    (
        Column("dependents", "dependents", "count"),
        lambda entry: entry.reach.dependents if entry.reach else None,
    ),
    (Column("gap", "gap"), _gap),
    (
        Column("weakest", "weakest foundation"),
        lambda entry: entry.foundation.weakest if entry.foundation else None,
    ),
)


_MOST = 5
_Tone = Literal["alarm", "caution", "calm"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A pair of levels: the first systems whose expected totals round to it, how many do, how many may."""

    likelihood: int
    impact: int
    tone: _Tone
    first: tuple[Entry, ...]
    expected: int
    possible: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, the highest impact first; likelihood grows from left to right."""

    likelihood: Group
    impact: Group
    rows: tuple[tuple[GridCell, ...], ...]


def risk_grid(entries: Iterable[Entry], framework: Framework) -> Grid | None:
    """The grid of the scored systems; None for a framework without the two groups, or that weighs a sum."""
    likelihood, impact = framework.group_of("likelihood"), framework.group_of("impact")
    if likelihood is None or impact is None or framework.combination != "mean-max-product":
        return None
    expected: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    possible: dict[tuple[int, int], int] = defaultdict(int)
    for entry in entries:
        if entry.score is None:
            continue
        expected[_place(entry.score, likelihood, impact)].append(entry)
        for pair in _places(entry.score, likelihood, impact):
            possible[pair] += 1
    red = float(framework.ratings.red)
    rows = tuple(
        tuple(
            GridCell(
                likelihood=across,
                impact=down,
                tone=_tone(across, down, red),
                first=tuple(expected[across, down][:_MOST]),
                expected=len(expected[across, down]),
                possible=possible[across, down],
            )
            for across in range(likelihood.low, likelihood.high + 1)
        )
        for down in range(impact.high, impact.low - 1, -1)
    )
    return Grid(likelihood, impact, rows)


def risk_grid_html(grid: Grid, red: float, links: frozenset[str]) -> Markup:
    """The grid as a table with headers, its key above it."""
    return rendered("risk_grid.html.jinja", grid=grid, red=f"{red:g}", links=links)


def _place(assessment: Assessment, likelihood: Group, impact: Group) -> tuple[int, int]:
    return (
        _rounded(assessment.groups[likelihood.id].expected),
        _rounded(assessment.groups[impact.id].expected),
    )


def _places(assessment: Assessment, likelihood: Group, impact: Group) -> Iterable[tuple[int, int]]:
    one, two = assessment.groups[likelihood.id], assessment.groups[impact.id]
    downs = range(_rounded(two.low), _rounded(two.high) + 1)
    return ((across, down) for across in range(_rounded(one.low), _rounded(one.high) + 1) for down in downs)


def _rounded(total: float) -> int:
    """To the nearest level, halves up."""
    return math.floor(total + 0.5)


def _tone(across: int, down: int, red: float) -> _Tone:
    """Whether every total that rounds to a cell is red, some are, or none."""
    if (across - 0.5) * (down - 0.5) >= red:
        return "alarm"
    return "caution" if (across + 0.5) * (down + 0.5) > red else "calm"


_MOST_NEIGHBOURS = 50
_SCORE = Column("score", "score", "bounds")


def systems(report: EstateReport, number: Callable[[], int], links: frozenset[str]) -> Markup:
    """Every system that the report explains, to be unfolded one by one; says so where some are not."""
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
        number=number,
        links=links,
    )


def _blocks(found: Explanation, framework: Framework) -> Iterator[Block]:
    yield from verdict(found, framework)
    yield from old_foundation(found)
    yield record_facts(found.system.record)
    yield from _criteria(found, framework)
    yield from contradictions_of(found.system.score, framework)
    yield from changes(found, framework)
    yield from reach(found.system)
    for neighbours in (needed_by(found), needs(found), *foundations(found)):
        yield _first(neighbours)
    yield from cycles(found.cycles)


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


def _first(block: Table | Prose) -> Table | Prose:
    """The table with its first rows, which is enough beside a hub's other figures."""
    if isinstance(block, Prose) or len(block.rows) <= _MOST_NEIGHBOURS:
        return block
    more = block.more + len(block.rows) - _MOST_NEIGHBOURS
    return replace(block, rows=block.rows[:_MOST_NEIGHBOURS], more=more)


_MOST_TECHNOLOGIES = 30


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
        title=f"The estate on {day(report.scan.provenance.as_of)}",
        marking=marking_text(report.handling, report.scan.provenance),
        sections=tuple(_sections(desk)),
        lead=(
            *lacks(report.scan.incomplete),
            *summary(report.scan),
            headline(report.scan),
            *not_scored(report.scan),
        ),
        provenance=provenance(report.scan.provenance),
    )
    return page_html(page, scripted=True, number=desk.number)


def _sections(desk: _Desk) -> Iterator[Section]:
    scan, framework = desk.report.scan, desk.report.framework
    grid = risk_grid(scan.systems, framework)
    if grid is not None:
        red = float(framework.ratings.red)
        yield Section("grid", "Impact against likelihood", risk_grid_html(grid, red, desk.links))
    yield Section("ranking", "Systems by rating and risk", ranking(desk.report, desk.top, desk.links))
    yield desk.section("charts", "The estate in charts", _charts(desk.report), "No system is scored.")
    yield _capabilities(desk)
    yield desk.section(
        "new-on-old",
        "New systems on old foundations",
        old_foundations(scan),
        "No system that is proposed or in build is known to stand on one that is or could be red.",
    )
    none = "No systems need each other in a cycle."
    yield desk.section("cycles", "Systems that need each other", cycles(scan.cycles), none)
    yield desk.section(
        "services", "Services and what they stand on", service_blocks(desk.report.services.services)
    )
    yield desk.section("suppliers", "Suppliers and places", supplier_blocks(desk.report.suppliers))
    yield _technologies(desk)
    if desk.report.map is not None:
        yield Section("map", "Who stands on whom", map_html(desk.report.map, desk.number))
    yield desk.section(
        "questions",
        "What to find out first",
        (*doubt(desk.report.gaps), *open_questions(desk.report.gaps)),
    )
    yield desk.section(
        "contradictions",
        "Where assessment and facts disagree",
        contradictions(scan.systems),
        "No assessed score is two levels or more from what the facts say.",
    )
    yield Section("systems", "Each system", systems(desk.report, desk.number, desk.links))
    found = scan.diagnostics
    yield desk.section("findings", "How sound the inventory is", (findings(found), *findings_by_rule(found)))
    yield desk.section("framework", "How systems are judged", (*_judged(desk), questions(framework)))


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
