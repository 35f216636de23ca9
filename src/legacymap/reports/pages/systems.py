"""A section for each system: verdict, record, criteria, what stands on it, and what it stands on."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from markupsafe import Markup

from legacymap.domain.dossier import Dossier
from legacymap.domain.explanation import Explanation
from legacymap.domain.framework import Framework
from legacymap.reports.blocks.changes import changes
from legacymap.reports.blocks.contradictions import contradictions_of
from legacymap.reports.blocks.criteria import criteria
from legacymap.reports.blocks.cycles import cycles
from legacymap.reports.blocks.neighbours import foundations, needed_by, needs, old_foundation
from legacymap.reports.blocks.reach import reach
from legacymap.reports.blocks.record_facts import record_facts
from legacymap.reports.blocks.verdict import verdict
from legacymap.reports.judgements import standing_of
from legacymap.reports.pages.environment import rendered
from legacymap.reports.view import Block, Column, Prose, Table

_MOST_NEIGHBOURS = 50
_SCORE = Column("score", "score", "bounds")


def systems(dossier: Dossier, number: Callable[[], int], links: frozenset[str]) -> Markup:
    """Every system that the dossier explains, to be unfolded one by one; says so where some are not."""
    explained = (
        (each.entry, standing_of(each.entry), tuple(_blocks(each, dossier.framework)))
        for each in dossier.explanations
    )
    return rendered(
        "systems.html.jinja",
        systems=explained,
        score=_SCORE,
        rating=Column("rating", "rating"),
        shown=len(dossier.explanations),
        listed=len(dossier.survey.entries),
        number=number,
        links=links,
    )


def _blocks(found: Explanation, framework: Framework) -> Iterator[Block]:
    yield from verdict(found, framework)
    yield from old_foundation(found)
    yield record_facts(found.entry.record)
    yield from _criteria(found, framework)
    yield from contradictions_of(found.entry.assessment, framework)
    yield from changes(found, framework)
    yield from reach(found.entry)
    for neighbours in (needed_by(found), needs(found), *foundations(found)):
        yield _first(neighbours)
    yield from cycles(found.cycles)


def _criteria(found: Explanation, framework: Framework) -> Iterator[Block]:
    """The criteria of which something is known, as a table; the others by name, in a sentence."""
    assessment = found.entry.assessment
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
