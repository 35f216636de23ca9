"""Each system of a page, to be unfolded: its record, how it is scored and why, and what stands on what."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from markupsafe import Markup

from legacymap.domain.framework import Framework
from legacymap.domain.results import Explanation
from legacymap.domain.submission import EstateReport
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
from legacymap.reports.content.scan import contradictions_of, cycles
from legacymap.reports.formats.page import rendered
from legacymap.reports.view import Block, Column, Prose, Table
from legacymap.reports.words import rating_or_status

_MOST_NEIGHBOURS = 50
_SCORE = Column("score", "score", "bounds")


def systems(
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
