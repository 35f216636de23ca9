"""How templates become text: every value escaped and inert, unless it is markup already."""

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from legacymap.domain.assessment import Spread
from legacymap.reports.figures import NOTHING, shown
from legacymap.reports.inert import defused, inert
from legacymap.reports.pages.charts.vega import svg
from legacymap.reports.view import (
    Amount,
    Block,
    Cell,
    Column,
    Fact,
    Judgement,
    Table,
    Tone,
    columns_for_people,
)

_TEMPLATES = Path(__file__).parent / "templates"
_TO_THE_RIGHT = frozenset({"count", "score", "working", "share", "money"})
_TONES: frozenset[Tone] = frozenset({"alarm", "caution", "calm"})


def rendered(template: str, **values: object) -> Markup:
    """A template filled in; text in `values` comes out as it reads and does nothing else."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 - escaped by jinja2


def numbering() -> Callable[[], int]:
    """Whole numbers from 1, one a call, for the ids of one page."""
    return count(1).__next__


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(
        kind=_kind,
        code=_code,
        people=_people,
        side=_side,
        cell=_cell,
        value=_value,
        key=_key,
        anchor=_anchor,
        svg=svg,
    )
    return found


def _finalized(value: object) -> object:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _code(text: str) -> Markup:
    return Markup("\n").join(defused(line) for line in text.splitlines())


def _people(table: Table) -> tuple[int, ...]:
    return columns_for_people(table)


def _side(column: Column) -> str:
    return "number" if column.kind in _TO_THE_RIGHT else ""


def _anchor(system: str) -> str:
    """The id of the section of a system."""
    return f"system-{system}"


def _value(fact: Fact, links: frozenset[str] = frozenset()) -> Markup:
    return _cell(fact.value, Column("", "", fact.kind), links)


def _cell(value: Cell, column: Column, links: frozenset[str] = frozenset()) -> Markup:
    """A value as it is shown; a system that has a section leads there."""
    text = shown(value, column.kind)
    if isinstance(value, Judgement) and value.tone in _TONES and text != NOTHING:
        return Markup('<strong class="tag {}">{}</strong>').format(value.tone, text)
    if isinstance(value, str) and value in links:
        return Markup('<a href="#{}">{}</a>').format(_anchor(value), _breakable(text))
    return _breakable(text) if isinstance(value, str) else escape(text)


def _breakable(text: str) -> Markup:
    """The text with a place to break after each slash."""
    return Markup("/<wbr>").join(text.split("/")) if "/" in text else escape(text)


def _key(value: Cell) -> Markup:
    """An attribute by which a cell is sorted, where its text would not do."""
    match value:
        case Spread(_, expected, _):
            key = f"{expected:.9g}"
        case Amount(amount, _):
            key = f"{amount:f}"
        case int() | float():
            key = f"{value:.9g}"
        case date() | str() | Judgement():
            return Markup()
        case _:
            key = ""
    return Markup(' data-key="{}"').format(key)
