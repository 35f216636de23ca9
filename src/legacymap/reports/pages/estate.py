"""The page of an estate: what a reader sees first, then all that it rests on, in one file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from legacymap.domain.dossier import Dossier
from legacymap.reports.blocks.capabilities import capabilities
from legacymap.reports.blocks.contradictions import contradictions
from legacymap.reports.blocks.cycles import cycles
from legacymap.reports.blocks.doubt import doubt
from legacymap.reports.blocks.findings import findings
from legacymap.reports.blocks.findings_by_rule import findings_by_rule
from legacymap.reports.blocks.headline import headline
from legacymap.reports.blocks.old_foundations import old_foundations
from legacymap.reports.blocks.open_questions import open_questions
from legacymap.reports.blocks.provenance import provenance
from legacymap.reports.blocks.questions import questions
from legacymap.reports.blocks.uses import uses
from legacymap.reports.figures import day
from legacymap.reports.judgements import marking_text
from legacymap.reports.pages.charts.losses_by_year import losses_by_year
from legacymap.reports.pages.charts.ratings_by_organisation import ratings_by_organisation
from legacymap.reports.pages.charts.score_bounds import score_bounds
from legacymap.reports.pages.environment import numbering
from legacymap.reports.pages.map import map_html
from legacymap.reports.pages.page import Page, Section, blocks_html, page_html
from legacymap.reports.pages.ranking import ranking
from legacymap.reports.pages.risk_grid import risk_grid, risk_grid_html
from legacymap.reports.pages.systems import systems
from legacymap.reports.view import Block, Chart, Heading, Prose, Table

_MOST_TECHNOLOGIES = 30


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every section is written with."""

    dossier: Dossier
    top: int | None
    number: Callable[[], int]
    links: frozenset[str]

    def section(self, anchor: str, title: str, blocks: tuple[Block, ...], nothing: str = "") -> Section:
        """A section of blocks; a heading of the same meaning as the title is left out."""
        kept = tuple(block for block in blocks if not isinstance(block, Heading))
        shown = kept or ((Prose(nothing),) if nothing else ())
        return Section(anchor, title, blocks_html(shown, self.number, self.links, title=title))


def estate_page(dossier: Dossier, top: int | None = None) -> str:
    """The page: headlines, grid, charts, ranking, what underpins, what ends, what to ask, every system.

    The ranking and the sections of systems hold the first `top`, where given.
    """
    dossier = replace(dossier, explanations=dossier.explanations[:top])
    links = frozenset(each.entry.record.id for each in dossier.explanations)
    desk = _Desk(dossier, top, numbering(), links)
    page = Page(
        title=f"The estate on {day(dossier.survey.provenance.as_of)}",
        marking=marking_text(dossier.handling),
        sections=tuple(_sections(desk)),
        lead=(headline(dossier.survey),),
        provenance=provenance(dossier.survey.provenance),
    )
    return page_html(page, scripted=True, number=desk.number)


def _sections(desk: _Desk) -> Iterator[Section]:
    survey, framework = desk.dossier.survey, desk.dossier.framework
    grid = risk_grid(survey.entries, framework)
    if grid is not None:
        red = float(framework.ratings.red)
        yield Section("grid", "Impact against likelihood", risk_grid_html(grid, red, desk.links))
    yield Section("ranking", "Systems by rating and risk", ranking(desk.dossier, desk.top, desk.links))
    yield desk.section("charts", "The estate in charts", _charts(desk.dossier), "No system is scored.")
    yield _capabilities(desk)
    yield desk.section(
        "new-on-old",
        "New systems on old foundations",
        old_foundations(survey),
        "No system that is proposed or in build is known to stand on one that is or could be red.",
    )
    none = "No systems need each other in a cycle."
    yield desk.section("cycles", "Systems that need each other", cycles(survey.cycles), none)
    yield _technologies(desk)
    if desk.dossier.map is not None:
        yield Section("map", "Who stands on whom", map_html(desk.dossier.map, desk.number))
    yield desk.section(
        "questions",
        "What to find out first",
        (*doubt(desk.dossier.gaps), open_questions(desk.dossier.gaps)),
    )
    yield desk.section(
        "contradictions",
        "Where assessment and facts disagree",
        contradictions(survey.entries),
        "No assessed score is two levels or more from what the facts say.",
    )
    yield Section("systems", "Each system", systems(desk.dossier, desk.number, desk.links))
    found = survey.diagnostics
    yield desk.section("findings", "How sound the inventory is", (findings(found), *findings_by_rule(found)))
    yield desk.section("framework", "How systems are judged", (*_judged(desk), questions(framework)))


def _charts(dossier: Dossier) -> tuple[Chart, ...]:
    charts = (ratings_by_organisation(dossier), score_bounds(dossier), losses_by_year(dossier.survey.losses))
    return tuple(chart for chart in charts if chart)


def _capabilities(desk: _Desk) -> Section:
    survey = desk.dossier.survey
    gaps = sum(bool(entry.reach and entry.reach.underpinning_gap) for entry in survey.entries)
    count = len(survey.capabilities)
    summary = Prose(
        f"Others depend on {count:,} of these systems as on a foundation; {gaps:,} of them are or could be "
        "red and have no plan that is fully funded: these are the underpinning gaps."
    )
    blocks: tuple[Block, ...] = (summary, *capabilities(survey)) if count else ()
    nothing = "No system is known to carry another organisation, or to be a platform of others."
    return desk.section("capabilities", "Underpinning capabilities and gaps", blocks, nothing)


def _technologies(desk: _Desk) -> Section:
    """The technologies that most share; how many lose support by year stands among the charts."""
    table = uses(desk.dossier.exposure)
    kept = replace(
        table, rows=table.rows[:_MOST_TECHNOLOGIES], more=max(len(table.rows) - _MOST_TECHNOLOGIES, 0)
    )
    blocks: tuple[Table, ...] = (kept,) if table.rows else ()
    return desk.section(
        "technologies", "Technologies, and when their support ends", blocks, "No system lists a technology."
    )


def _judged(desk: _Desk) -> tuple[Prose, ...]:
    framework, source = desk.dossier.framework, desk.dossier.survey.provenance
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
