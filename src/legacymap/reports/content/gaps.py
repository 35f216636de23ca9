"""How unsure the estate is, and how much of that the first answers would remove."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from legacymap.domain.framework import Framework
from legacymap.domain.results import Gap, Gaps
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import findings
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Fact, Facts, Judgement, Prose, Table, View
from legacymap.reports.words import counted, day, marking_text, shown


def doubt(found: Gaps) -> tuple[Prose | Facts, ...]:
    """A sentence with the counts, and a line for each number of answers."""
    size = (
        f"{counted(found.totals.open, 'criterion is', 'criteria are')} open in "
        f"{counted(found.totals.systems, 'scored system')}."
    )
    if not found.shares:
        sure = " Which of them are red is settled: no answer can change it." if found.totals.systems else ""
        return (Prose(f"{size}{sure}"),)
    sum_of_doubt = shown(found.totals.doubt, "score")
    told = f"The doubt about which systems are red adds up to {sum_of_doubt} (explained below)."
    facts = tuple(
        Fact(
            f"the first {counted(each.answers, 'answer')}", f"would remove {shown(each.share, 'share')} of it"
        )
        for each in found.shares
    )
    return Prose(f"{size} {told}"), Facts(facts)


_COLUMNS = (
    Column("code", "code"),
    Column("criterion", "criterion"),
    Column("group", "group"),
    Column("scale", "scale"),
    Column("question", "question", "prose"),
)


def questions(framework: Framework) -> Table:
    """A row for each criterion, in the framework's order."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (criterion.code, criterion.name, group.name, f"{group.low} to {group.high}", criterion.question)
        for group, criterion in framework.criteria
    )
    return Table("Criteria", _COLUMNS, rows)


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
    table = _table(_TITLE, found.gaps, _OPEN_COLUMNS)
    return replace(table, note=_NOTE, more=found.totals.open - len(found.gaps))


def open_questions_by_owner(found: Gaps) -> tuple[Table | Prose, ...]:
    """A table for each owner, by their most valuable gap; then what nobody owns, by organisation."""
    if not found.gaps:
        return (_NOTHING,)
    columns = tuple(pair for pair in _OPEN_COLUMNS if pair[0].key != "owner")
    tables = [
        _table(f"{owner or 'No owner stated'} ({organisation})", gaps, columns)
        for owner, organisation, gaps in _sections(found.gaps)
    ]
    left = found.totals.open - len(found.gaps)
    more = (Prose(f"and {left:,} more in the list."),) if left else ()
    return (*tables, *more, Prose(_NOTE))


def open_questions_in_sections(found: Gaps) -> Table | Prose:
    """The rows of all owners' tables in one table, for a spreadsheet."""
    gaps = [gap for _, _, each in _sections(found.gaps) for gap in each]
    return _table(_TITLE, gaps, _OPEN_COLUMNS) if gaps else _NOTHING


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


_OPEN_COLUMNS: tuple[tuple[Column, Callable[[Gap], Cell]], ...] = (
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


def gaps_view(found: Gaps) -> View:
    """How unsure the estate is, and its open criteria, the most valuable first."""
    return _view(found, (open_questions(found),))


def gaps_by_owner_view(found: Gaps) -> View:
    """The same with a table for each owner."""
    return _view(found, open_questions_by_owner(found))


def gaps_sheet_view(found: Gaps) -> View:
    """The same with the rows of each owner together, in one table."""
    return _view(found, (open_questions_in_sections(found),))


def _view(found: Gaps, questions: tuple[Block, ...]) -> View:
    return View(
        title=f"What to find out first, on {day(found.provenance.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(*lacks(found.incomplete), *doubt(found), *questions, findings(found.diagnostics)),
        provenance=provenance(found.provenance),
    )
