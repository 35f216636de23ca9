"""The page of an estate: which ten and why, where they stand, and every section of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from legacymap.domain.submission import EstateReport
from legacymap.reports.content.charts import losses_by_year, ratings_by_organisation, score_bounds
from legacymap.reports.content.gaps import doubt, open_questions, questions
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.rules import findings_by_rule
from legacymap.reports.content.scan import (
    capabilities,
    contradictions,
    cycles,
    findings,
    headline,
    not_scored,
    old_foundations,
    summary,
)
from legacymap.reports.content.services import service_blocks
from legacymap.reports.content.suppliers import supplier_blocks
from legacymap.reports.content.technologies import uses
from legacymap.reports.formats.charts import charts_can_be_drawn
from legacymap.reports.formats.page import Page, Section, blocks_html, numbering, page_html
from legacymap.reports.page.grid import risk_grid, risk_grid_html
from legacymap.reports.page.map import map_html
from legacymap.reports.page.ranking import ranking
from legacymap.reports.page.systems import systems
from legacymap.reports.view import Block, Chart, Heading, Prose, Table
from legacymap.reports.words import day, marking_text

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
        title=f"The estate on {day(report.scan.provenance.as_of)}",
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
    return page_html(page, scripts=("page", "map") if report.map else ("page",), number=desk.number)


def _sections(desk: _Desk) -> Iterator[Section]:
    scan, framework = desk.report.scan, desk.report.framework
    grid = risk_grid(scan.systems, framework)
    if grid is not None:
        red = float(framework.ratings.red)
        yield Section("grid", "Impact against likelihood", risk_grid_html(grid, red, desk.links))
    yield Section("ranking", "Systems by rating and risk", ranking(desk.report, desk.top, desk.links))
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
    yield desk.section("cycles", "Systems that need each other", cycles(scan.cycles), none)
    served = _firsts(service_blocks(desk.report.services.services))
    yield desk.section("services", "Services and what they stand on", served)
    yield desk.section("suppliers", "Suppliers and places", _firsts(supplier_blocks(desk.report.suppliers)))
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
        _firsts(contradictions(scan.systems)),
        "No assessed score is two levels or more from what the facts say.",
    )
    each = systems(desk.report, desk.number, desk.links, asked_for=desk.top is not None)
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
