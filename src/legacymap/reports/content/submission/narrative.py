"""A department's own text, in a subset of Markdown, as blocks that hold nothing but letters; figures by name.

A figure's name stands in braces: `{{asked.cdel.2027-28}}`, `{{system:dwp/vme-r.name}}`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from legacymap.domain.dates import financial_year_text
from legacymap.domain.inventory import Record
from legacymap.domain.money import pounds_text
from legacymap.domain.plan import Plan
from legacymap.domain.results import Entry
from legacymap.domain.submission import Picture as Given
from legacymap.domain.submission import Submission
from legacymap.reports.content.plans import later_years, spend_in
from legacymap.reports.content.submission.wording import organisation_name, span
from legacymap.reports.view import Block, Column, Heading, Picture, Points, Prose, Table
from legacymap.reports.words import rating_or_status

_ALL, _LATER = "all", "later"
_Figure = Callable[[Submission], str]
_OF_A_SYSTEM: Mapping[str, Callable[[Submission, Entry], str]] = {
    "name": lambda _, entry: entry.name,
    "organisation": lambda submission, entry: organisation_name(submission, entry.organisation),
    "rating": lambda _, entry: rating_or_status(entry).words,
    "score": lambda _, entry: f"{entry.score.overall.expected:.1f}" if entry.score else "not scored",
    "chance-of-red": lambda _, entry: f"{entry.score.p_red:.0%}" if entry.score else "not scored",
    "risk": lambda _, entry: f"{entry.reach.weighted_risk:,.1f}" if entry.reach else "not scored",
    "dependents": lambda _, entry: f"{entry.reach.hard_dependents:,}" if entry.reach else "0",
    "owner": lambda _, entry: entry.record.system.answers.business or "not stated",
}
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_ENDS_OF_LISTS = frozenset({"bullet_list_close", "ordered_list_close"})
_OF_TABLES = frozenset({"table_open", "table_close", "tr_open"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
FIGURE = re.compile(r"\{\{([^{}\n]*)\}\}")  # a figure by its name
_NO_PICTURES: Mapping[str, Given] = {}


class _Laying:
    """Lays tokens as blocks, one after the other."""

    def __init__(self, fill: Callable[[str], str], pictures: Mapping[str, Given], title: str) -> None:
        self._fill = fill
        self._pictures = pictures
        self._heading = title
        self._points: list[str] = []
        self._numbers: list[int | None] = []  # of the lists that are open; None for one without numbers
        self._rows: list[list[str]] | None = None
        self._is_heading = self._is_item = False

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type in _LISTS or token.type in _ENDS_OF_LISTS:
                yield from self._list(token)
            elif token.type in _OF_TABLES or (self._rows is not None and token.type == "inline"):
                yield from self._table(token)
            elif token.type == "list_item_open":
                self._is_item = True
            elif token.type == "heading_open":
                self._is_heading = True
            else:
                yield from self._words(token)

    def _list(self, token: Token) -> Iterator[Points]:
        if token.type in _LISTS:
            is_plain = token.type == "bullet_list_open"
            self._numbers.append(None if is_plain else int(token.attrs.get("start", 1)))
            return
        self._numbers.pop()
        if self._points and not self._numbers:
            yield Points(tuple(self._points))
            self._points = []

    def _table(self, token: Token) -> Iterator[Table]:
        if token.type == "table_open":
            self._rows = []
        elif self._rows is not None and token.type == "tr_open":
            self._rows.append([])
        elif self._rows is not None and token.type == "inline":
            self._rows[-1].append(self._content(token))
        elif self._rows is not None and token.type == "table_close":
            head, *body = self._rows
            columns = tuple(Column(f"column_{at}", text, "prose") for at, text in enumerate(head))
            yield Table(self._heading, columns, tuple(map(tuple, body)), level=3)
            self._rows = None

    def _words(self, token: Token) -> Iterator[Block]:
        pictures = [] if self._numbers else list(self._shown(token))
        yield from pictures
        content = "" if pictures else self._content(token)
        if not content:
            return
        if not self._numbers:
            self._heading = content if self._is_heading else self._heading
            yield Heading(content, 3) if self._is_heading else Prose(content)
        elif self._is_item:
            self._points.append(_numbered(content, self._numbers))
        else:
            self._points[-1] = f"{self._points[-1]} {content}"
        self._is_heading = self._is_item = False

    def _shown(self, token: Token) -> Iterator[Picture]:
        """The pictures of a paragraph that holds nothing else."""
        children = [each for each in token.children or () if each.type not in _BREAKS]
        if children and all(each.type == "image" for each in children):
            for each in children:
                given = self._pictures.get(str(each.attrs.get("src", "")))
                if given is not None:
                    yield Picture(self._fill(each.content) or "A picture", given.content, given.kind)

    def _content(self, token: Token) -> str:
        """The letters of a paragraph or heading, of code as it stands; nothing of any other token."""
        if token.type in {"fence", "code_block"}:
            return self._fill(token.content.strip())
        return (
            self._fill("".join(_plain_text(token.children or ())).strip()) if token.type == "inline" else ""
        )


def figure_names(
    years: Sequence[int], records: Mapping[str, Record], organisations: Iterable[str]
) -> frozenset[str]:
    """Every name that may stand in a text, before anything is solved."""
    return frozenset(
        (
            *_OF_THE_WHOLE,
            *(name for name, _, _ in _money_names(years)),
            *(f"system:{system}.{key}" for system in records for key in _OF_A_SYSTEM),
            *(f"organisation:{each}.name" for each in organisations),
        )
    )


def figure(submission: Submission, name: str) -> str:
    """A figure in words, as the tables write it; `name` is one of `figure_names`."""
    if name in _OF_THE_WHOLE:
        return _OF_THE_WHOLE[name](submission)
    if name.startswith("system:"):
        system, _, key = name.removeprefix("system:").rpartition(".")
        entry = submission.entries.get(system)
        return _OF_A_SYSTEM[key](submission, entry) if entry else system
    if name.startswith("organisation:"):
        return organisation_name(submission, name.removeprefix("organisation:").removesuffix(".name"))
    fund, when = {each: rest for each, *rest in _money_names(submission.plan.years)}[name]
    return pounds_text(getattr(spend_in(submission.plan, _years(submission.plan, when)), str(fund)))


def narrative(
    text: str,
    fill: Callable[[str], str] = str,
    pictures: Mapping[str, Given] = _NO_PICTURES,
    title: str = "Table",
) -> tuple[Block, ...]:
    """Paragraphs, headings (all two levels below the case's), lists, tables and pictures.

    Emphasis is dropped, a link shows its address, raw HTML its letters; a list within a list is one with it.
    A table takes its title from the heading above it, or else it is `title`. `fill` puts figures in their
    places, once the text has been taken apart, so that no figure is taken for markup; `pictures` are those of
    the text by their paths.
    """
    return tuple(_Laying(fill, pictures, title).blocks(_parsed(text)))


def pictures_of(text: str) -> Iterator[tuple[int, str]]:
    """The line and path of every picture in a text."""
    for token in _parsed(text):
        for child in token.children or ():
            if child.type == "image":
                yield (token.map or [0])[0] + 1, str(child.attrs.get("src", ""))


def _systems(count: str) -> _Figure:
    return lambda submission: f"{getattr(submission.scan.totals, count):,}"


def _end_red(course: str) -> _Figure:
    return lambda submission: f"{getattr(submission.plan.trajectory[-1], course).expected_red:.1f}"


def _money_names(years: Sequence[int]) -> Iterator[tuple[str, str, int | str]]:
    for fund in ("rdel", "cdel", "total"):
        for year in years:
            yield f"asked.{fund}.{financial_year_text(year)}", fund, year
        for when in (_ALL, _LATER):
            yield f"asked.{fund}.{when}", fund, when


def _years(plan: Plan, when: int | str) -> Sequence[int]:
    if isinstance(when, int):
        return (when,)
    return plan.years if when == _ALL else later_years(plan)


def _parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)


def _numbered(content: str, numbers: list[int | None]) -> str:
    number = numbers[-1]
    if number is None:
        return content
    numbers[-1] = number + 1
    return f"{number}. {content}"


def _plain_text(children: Sequence[Token]) -> Iterator[str]:
    addresses: list[str] = []
    for child in children:
        if child.type in {"text", "code_inline", "image"}:
            yield child.content
        elif child.type in _BREAKS:
            yield " "
        elif child.type == "link_open":
            addresses.append(str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            yield f" ({addresses.pop()})"


_OF_THE_WHOLE: Mapping[str, _Figure] = {
    "department": lambda submission: submission.front.department or "not stated",
    "owner": lambda submission: submission.front.owner or "not stated",
    "scenario.title": lambda submission: submission.plan.scenario.title,
    "scenario.years": lambda submission: span(submission.plan.years),
    "estate.systems": _systems("systems"),
    "estate.scored": _systems("scored"),
    "estate.red": _systems("red"),
    "estate.could-be-red": _systems("possibly_red"),
    "estate.not-red": _systems("not_red"),
    "estate.legacy": _systems("legacy"),
    "estate.expected-red": lambda submission: f"{submission.scan.totals.expected_red:.1f}",
    "end.expected-red.plan": _end_red("plan"),
    "end.expected-red.do-minimum": _end_red("do_minimum"),
    "end.expected-red.do-nothing": _end_red("do_nothing"),
    "plan.actions": lambda submission: f"{len(submission.plan.actions):,}",
    "plan.risk-removed": lambda submission: f"{submission.plan.objective.value:,.1f}",
    "plan.present-cost": lambda submission: pounds_text(submission.plan.money.plan.cost),
    "plan.net-present-cost": lambda submission: pounds_text(submission.plan.money.plan.net_present_cost),
    "plan.running-cost-saved": lambda submission: pounds_text(submission.plan.money.plan.running_cost_saved),
}
