"""Open criteria, a row each, and the same by whom to ask."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from legacymap.domain.gaps import Gap, Gaps
from legacymap.reports.view import FOR_DATA, Cell, Column, Judgement, Prose, Table

_NOTE = (
    "Red: the chance p that the system is red, under the prior. The doubt about it: p(1-p), at most 0.25. "
    "Worth: by how much the answer is expected to lessen it. Level: what is still possible."
)
_TITLE = "Open criteria, the most telling answer first"
_NOTHING = Prose("Nothing is open: every criterion of every scored system has one level.")


def open_questions(found: Gaps) -> Table | Prose:
    """A row for each gap, the most valuable first."""
    if not found.gaps:
        return _NOTHING
    table = _table(_TITLE, found.gaps, _COLUMNS)
    return replace(table, note=_NOTE, more=found.open - len(found.gaps))


def open_questions_by_owner(found: Gaps) -> tuple[Table | Prose, ...]:
    """A table for each owner, by their most valuable gap; then what nobody owns, by organisation."""
    if not found.gaps:
        return (_NOTHING,)
    columns = tuple(pair for pair in _COLUMNS if pair[0].key != "owner")
    tables = [
        _table(f"{owner or 'No owner stated'} ({organisation})", gaps, columns)
        for owner, organisation, gaps in _sections(found.gaps)
    ]
    left = found.open - len(found.gaps)
    more = (Prose(f"and {left:,} more in the list."),) if left else ()
    return (*tables, *more, Prose(_NOTE))


def open_questions_in_sections(found: Gaps) -> Table | Prose:
    """The rows of all owners' tables in one table, for a spreadsheet."""
    gaps = [gap for _, _, each in _sections(found.gaps) for gap in each]
    return _table(_TITLE, gaps, _COLUMNS) if gaps else _NOTHING


def _sections(gaps: Iterable[Gap]) -> list[tuple[str | None, str, list[Gap]]]:
    """Owner, organisation and gaps; one name in two organisations is two owners."""
    found: dict[tuple[str | None, str], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.owner, gap.organisation), []).append(gap)
    owned = [(*key, each) for key, each in found.items() if key[0] is not None]
    nobody = [(*key, each) for key, each in found.items() if key[0] is None]
    return [*owned, *sorted(nobody, key=lambda section: section[1])]


def _table(title: str, gaps: Sequence[Gap], columns: Sequence[tuple[Column, Callable[[Gap], Cell]]]) -> Table:
    rows = tuple(tuple(cell(gap) for _, cell in columns) for gap in gaps)
    heads = (column for column, _ in columns)
    if all(gap.owner is None for gap in gaps):
        heads = (replace(head, priority=FOR_DATA) if head.key == "owner" else head for head in heads)
    return Table(title, tuple(heads), rows)


def _level(gap: Gap) -> Judgement:
    """The levels that are left; in data not as `1-6`, which spreadsheets take for a day."""
    return Judgement(f"{gap.low} to {gap.high}", f"{gap.low}-{gap.high}")


def _data(key: str) -> Column:
    return Column(key, key, priority=FOR_DATA)


_COLUMNS: tuple[tuple[Column, Callable[[Gap], Cell]], ...] = (
    (Column("rank", "#", "count"), lambda gap: gap.rank),
    (Column("system", "system", "prose", least=26), lambda gap: gap.system),
    (_data("name"), lambda gap: gap.name),
    (_data("organisation"), lambda gap: gap.organisation),
    (_data("criterion"), lambda gap: gap.criterion),
    (Column("code", "code"), lambda gap: gap.code),
    (Column("title", "criterion", "prose", priority=5), lambda gap: gap.title),
    (Column("level", "level", priority=2), _level),
    (_data("low"), lambda gap: gap.low),
    (_data("high"), lambda gap: gap.high),
    (Column("value", "worth", "working"), lambda gap: gap.value),
    (Column("p_red", "red", "share", priority=2), lambda gap: gap.p_red),
    (Column("settled_by", "what would settle it", "prose", least=24), lambda gap: gap.settled_by),
    (Column("owner", "ask", "prose", priority=4, least=12), lambda gap: gap.owner),
    (Column("question", "question", "prose", priority=7, least=30), lambda gap: gap.question),
    (_data("answer"), lambda _: None),
)
