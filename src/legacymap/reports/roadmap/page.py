"""A plan as a page: the roadmap, what is done and why, how systems fare, and the plans at other budgets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import floor, log10

from markupsafe import Markup

from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import Choice, FrontierPoint, Plan
from legacymap.domain.results import Provenance
from legacymap.domain.submission import LaidOut, Roadmap
from legacymap.domain.values import Handling
from legacymap.reports.content.courses import still_red
from legacymap.reports.content.frontier import FRONTIER, changed, further_point
from legacymap.reports.content.plan import plan_view
from legacymap.reports.content.plans import plans_view
from legacymap.reports.escape import marked_up
from legacymap.reports.formats.html import (
    Page,
    Section,
    blocks_html,
    in_sections,
    numbering,
    page_html,
    rendered,
)
from legacymap.reports.map.drawing import number
from legacymap.reports.roadmap.drawing import CLASS, charts, description, drawn, page_style
from legacymap.reports.roadmap.rows import roadmap_table
from legacymap.reports.view import Block, Chart, Fact, Figures, Prose
from legacymap.reports.words import counted

_WORDS = (
    "The best plan at each share of the budgets, worked out beforehand: move the slider to see what another "
    "settlement would do. Without it the plans stand below one another."
)
_MOST_DRAWN = 120  # rows of each plan behind the slider; beyond that its table alone keeps the page light
_CURVE = "Risk removed against present cost, at each share of the budgets that was tried."


def plan_page(found: LaidOut, source: Provenance, handling: Handling) -> str:
    """One plan as a file that loads nothing; every plan behind the slider is in it."""
    view, number = plan_view(found.plan, source, handling), numbering()
    roadmap = Section("roadmap", "The roadmap", blocks_html(charts(found.roadmap), number))
    lead, sections = in_sections(view, number)
    shown = [
        replace(each, body=_slider(found, number) + each.body) if each.title == FRONTIER else each
        for each in sections
    ]
    page = Page(view.title, view.marking, (roadmap, *shown), lead, view.provenance)
    return page_html(page, scripts=("page",), number=number)


def plans_page(found: Sequence[LaidOut], source: Provenance, handling: Handling) -> str:
    """Several plans side by side, then the roadmap of each."""
    view, number = plans_view([each.plan for each in found], source, handling), numbering()
    lead, sections = in_sections(view, number)
    roadmaps = [
        Section(
            f"roadmap-{at}",
            f"The roadmap: {each.plan.scenario.title}",
            blocks_html(
                (
                    Prose(still_red(each.plan)),
                    *charts(each.roadmap, f"roadmap-{at}-"),
                ),
                number,
            ),
        )
        for at, each in enumerate(found, start=1)
    ]
    page = Page(view.title, view.marking, (*sections, *roadmaps), lead, view.provenance)
    return page_html(page, scripts=("page",), number=number)


@dataclass(frozen=True, slots=True)
class _Panel:
    """What the slider shows of one share of the budgets."""

    share: str
    words: str
    blocks: tuple[Block, ...]


def _slider(found: LaidOut, number: Callable[[], int]) -> Markup:
    """The line of value against cost, the slider, and a panel for each share; all show without a script."""
    points = found.plan.frontier or ()
    whole = next((at for at, point in enumerate(points) if point.share == 1), 0)
    line = "" if found.plan.objective.is_cost else _curve(points, _CURVE, "curve-")
    return rendered(
        "frontier.html.jinja",
        id="budgets",
        words=_WORDS,
        curve=Markup(line),  # noqa: S704 - the drawing escapes its texts
        start=whole,
        points=tuple(_panels(found, points[whole])),
        number=number,
    )


def _panels(found: LaidOut, whole: FrontierPoint) -> Iterator[_Panel]:
    points = found.plan.frontier or ()
    for at, (point, roadmap) in enumerate(zip(points, found.points, strict=True)):
        share = f"{point.share:.0%}"
        if point.value is None or roadmap is None:
            said = "What is committed and decided does not fit these budgets."
            yield _Panel(share, f"{share}: {said}", (Prose(said),))
            continue
        before = points[at - 1] if at else None
        told = tuple(_told(found.plan, point, (before, whole), roadmap))
        yield _Panel(share, _in_short(found.plan, point), told)


def _in_short(plan: Plan, point: FrontierPoint) -> str:
    what = "" if plan.objective.is_cost else f"{point.value or 0.0:,.0f} points of risk removed by "
    done = f"{counted(len(point.actions), 'action')} for {pounds_text(point.present_cost or 0.0)}"
    return f"{point.share:.0%} of the budgets: {what}{done}"


def _told(
    plan: Plan, point: FrontierPoint, others: tuple[FrontierPoint | None, FrontierPoint], roadmap: Roadmap
) -> Iterator[Block]:
    before, whole = others
    facts = [Fact("present cost", point.present_cost, "money"), Fact("actions", len(point.actions), "count")]
    further = None
    if not plan.objective.is_cost:
        facts.insert(0, Fact("points of risk removed", point.value, "score"))
        further = further_point(point, before)
    if further is not None and before is not None:
        facts.append(Fact(f"for each point more than at {before.share:.0%}", further, "money"))
    yield Figures((tuple(facts),))
    if point.share != whole.share:
        come, gone = changed(point, whole)
        yield Prose(f"Against the plan, {_difference(plan, come, gone)}.")
    title = f"The plan at {point.share:.0%} of the budgets"
    if len(roadmap.rows) > _MOST_DRAWN:
        yield roadmap_table(roadmap, roadmap.links, title)
    elif roadmap.rows:
        key = f"at-{point.share * 100:.0f}-"
        words = description(roadmap)
        yield Chart(title, words, roadmap_table(roadmap, roadmap.links, title), drawn(roadmap, key))


def _difference(plan: Plan, come: Sequence[Choice], gone: Sequence[Choice]) -> str:
    def named(choices: Sequence[Choice]) -> str:
        return listed([f"{plan.named(each.system)} ({each.option})" for each in choices], "and")

    parts = [f"there comes in {named(come)}" if come else "", f"there goes out {named(gone)}" if gone else ""]
    return "; ".join(part for part in parts if part) or "the same is done"


_WIDE, _HIGH = 760.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 690.0, 16.0, 252.0
_STEPS = 5


def _curve(points: Sequence[FrontierPoint], words: str, prefix: str) -> str:
    """The drawing as an `svg` element; empty where there are not two points to join."""
    known = [(each.share, each.present_cost or 0.0, each.value) for each in points if each.value is not None]
    if len(known) < 2:
        return ""
    most_cost, most_value = max(cost for _, cost, _ in known), max(value for *_, value in known)
    places = [
        (
            _LEFT + (_RIGHT - _LEFT) * (cost / most_cost if most_cost else 0.0),
            _BOTTOM - (_BOTTOM - _TOP) * (value / most_value if most_value > 0 else 0.0),
            f"{share:.0%}",
            f"{share:.0%} of the budgets: {value:,.0f} points for {pounds_text(cost)}",
        )
        for share, cost, value in known
    ]
    line = " ".join(f"{number(x)},{number(y)}" for x, y, *_ in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{CLASS}" role="img" '
        f'viewBox="0 0 {number(_WIDE)} {number(_HIGH)}" width="{number(_WIDE)}" height="{number(_HIGH)}" '
        f'aria-labelledby="{prefix}title">\n'
        f'<title id="{prefix}title">{marked_up(words)}</title>\n<style>{page_style()}</style>\n'
        f"{_axes(most_cost, most_value)}"
        f'<polyline class="curve" points="{line}"/>\n'
        + "".join(
            f'<g><title>{marked_up(said)}</title><circle class="point" cx="{number(x)}" cy="{number(y)}" '
            f'r="5"/><text class="text halo" x="{number(x + 8)}" y="{number(y + 14)}">{share}</text></g>\n'
            for x, y, share, said in places
        )
        + "</svg>"
    )


def _axes(most_cost: float, most_value: float) -> str:
    drawn = []
    for cost in _ticks(most_cost):
        x = _LEFT + (_RIGHT - _LEFT) * cost / most_cost
        drawn.append(_line((x, _TOP), (x, _BOTTOM)))
        drawn.append(_text(pounds_text(cost), x, _BOTTOM + 16, "middle"))
    for value in _ticks(most_value):
        y = _BOTTOM - (_BOTTOM - _TOP) * value / most_value
        drawn.append(_line((_LEFT, y), (_RIGHT, y)))
        drawn.append(_text(f"{value:,.0f}", _LEFT - 8, y + 4, "end"))
    drawn.append(_text("present cost", (_LEFT + _RIGHT) / 2, _BOTTOM + 36, "middle"))
    drawn.append(_text("risk removed", _LEFT - 60, _TOP - 4, "start"))
    return "\n".join(drawn) + "\n"


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (across, down) = start, end
    return f'<line class="grid" x1="{number(x)}" y1="{number(y)}" x2="{number(across)}" y2="{number(down)}"/>'


def _text(text: str, x: float, y: float, anchor: str) -> str:
    return (
        f'<text class="text" text-anchor="{anchor}" x="{number(x)}" y="{number(y)}">{marked_up(text)}</text>'
    )


def _ticks(most: float) -> list[float]:
    """Round amounts from nought up to the most, some five of them."""
    if most <= 0:
        return []
    rough = most / _STEPS
    unit = 10.0 ** floor(log10(rough))
    step = next(each * unit for each in (1, 2, 2.5, 5, 10) if each * unit >= rough)
    return [step * at for at in range(int(most / step) + 1)]
