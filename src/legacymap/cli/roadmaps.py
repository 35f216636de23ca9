"""The drawn forms of a plan: its page and its roadmap. Loaded only when one of them is asked for."""

from collections.abc import Callable, Mapping

from legacymap.analysis.plan import Planned
from legacymap.analysis.roadmap import laid_out
from legacymap.reports.roadmap.drawing import svg_text
from legacymap.reports.roadmap.page import plan_page, plans_page
from legacymap.reports.words import marking_text


def drawn(found: Planned) -> Mapping[str, Callable[[], str]]:
    """How to draw what was planned, by format; svg is for a single plan."""
    return {"html": lambda: _page(found), "svg": lambda: _roadmap(found)}


def _page(found: Planned) -> str:
    """The plan as a page, or several side by side."""
    laid = laid_out(found)
    if len(laid) == 1:
        return plan_page(laid[0], found.provenance, found.handling)
    return plans_page(laid, found.provenance, found.handling)


def _roadmap(found: Planned) -> str:
    [laid] = laid_out(found)
    return svg_text(laid.roadmap, marking_text(found.handling, found.provenance), found.provenance)
