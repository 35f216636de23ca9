"""What is not known, as people read it: how much each answer would settle, and whom to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from math import fsum
from operator import attrgetter

from legacymap.domain.framework import Framework
from legacymap.domain.results import Gap, Gaps, Question
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import findings
from legacymap.reports.view import (
    BRIEF,
    NAME,
    SENTENCE,
    WHOLE_ID,
    WORD,
    Block,
    Cell,
    Column,
    Columns,
    Judgement,
    Prose,
    Table,
    View,
    for_data,
    tabled,
)
from legacymap.reports.words import counted, day, marking_text, shown


def variance_removed(found: Gaps) -> tuple[Prose, ...]:
    """How unsure the estate is, and how much of that full answers about the first systems would remove."""
    if not found.totals.systems:
        return (Prose("No system is scored, so there is nothing to ask."),)
    size = (
        f"{counted(found.totals.open, 'criterion is', 'criteria are')} open in "
        f"{counted(found.totals.systems, 'scored system')}: {counted(len(found.questions), 'question')} "
        "(a system's assessment counts as one)."
    )
    total = found.totals.doubt
    if not total:
        return (Prose(f"{size} Which of them are red is settled: no answer can change it."),)
    by_system = [each[0].doubt for each in _by_system(found.questions)]
    steps = sorted({min(step, len(by_system)) for step in _STEPS})
    told = ", ".join(
        f"{_which(step, len(by_system))} {shown(min(fsum(by_system[:step]) / total, 1.0), 'share')}"
        for step in steps
    )
    return (
        Prose(size),
        Prose(f"Of the doubt about which systems are red, full answers remove: {told}."),
    )


def _which(first: int, every: int) -> str:
    """Some of the systems in words: the first few, or all."""
    if first < every:
        return f"the first {counted(first, 'system')}"
    return f"all {every:,} systems" if every > 1 else "that system"


def _by_system(questions: Iterable[Question]) -> list[list[Question]]:
    """The questions of each system together, systems in the order given: the most doubtful first."""
    return [list(each) for _, each in groupby(questions, key=attrgetter("system"))]


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


_STEPS = (5, 20, 50)
_FIRST = 10
_NOTE = (
    "Removes: the share of the estate's doubt that full answers about the system remove; the doubt about a "
    "system is p(1-p), p the chance that it is red. Facts settle criteria by the rules of the method; what "
    "they do not settle has to be assessed. "
)
_VALUE_NOTE = (
    "Worth: by how much the answer is expected to lessen the doubt about its system, which is 0.25 at most."
)
_NOT_ASKED = Prose("Systems that are external, proposed or retired are not scored, and not asked about.")
_NOTHING = Prose("Nothing is open: every criterion of every scored system has one level.")


def open_questions(found: Gaps, top: int | None = None) -> tuple[Block, ...]:
    """Which systems to ask about first, then the questions about each of them, facts before assessments."""
    asked = _by_system(found.questions)
    if not asked:
        return (_NOTHING,) if found.totals.systems else ()
    first = asked[: top or _FIRST]
    rows = tuple(_system_row(found, questions) for questions in first)
    more = len(asked) - len(first)
    table = Table("Ask about these systems first", _SYSTEMS, rows, f"{_NOTE}{_VALUE_NOTE}", more)
    return table, *(block for questions in first for block in _about(found, questions))


def _system_row(found: Gaps, questions: Sequence[Question]) -> tuple[Cell, ...]:
    one = questions[0]
    facts = sum(each.is_fact for each in questions)
    removes = one.doubt / found.totals.doubt if found.totals.doubt else 0.0
    return (one.name, one.owner, facts, len(questions) - facts, removes, one.system)


_SYSTEMS = (
    Column("name", "system", least=NAME),
    Column("owner", "ask", "prose", priority=2, least=BRIEF),
    Column("facts", "facts", "count"),
    Column("assessments", "assessments", "count"),
    Column("removes", "removes", "share"),
    Column("id", "id", priority=4, least=NAME),
)


def _about(found: Gaps, questions: Sequence[Question]) -> tuple[Block, ...]:
    """The questions about one system under a heading that says what answering all of them does."""
    one = questions[0]
    share = one.doubt / found.totals.doubt if found.totals.doubt else 0.0
    title = (
        f"{one.name}: {counted(len(questions), 'question')}, "
        f"removes {shown(share, 'share')} of the estate's doubt"
    )
    return (replace(tabled(title, _OF_ONE, questions), level=2),)


def open_questions_by_owner(found: Gaps, top: int | None = None) -> tuple[Block, ...]:
    """A table for each owner of the first systems; then what nobody owns, by organisation."""
    asked = _by_system(found.questions)
    if not asked:
        return (_NOTHING,)
    first = [question for questions in asked[: top or None] for question in questions]
    tables = [
        tabled(
            f"{owner or 'No owner stated'} ({found.organisations.get(organisation, organisation)})",
            _OF_OWNER,
            questions,
        )
        for owner, organisation, questions in _sections(first)
    ]
    left = len(asked) - len(asked[: top or None])
    more = (Prose(f"and questions about {counted(left, 'more system')}."),) if left else ()
    return (*tables, *more, Prose(_VALUE_NOTE))


def questions_in_sections(found: Gaps, top: int | None = None) -> Table | Prose:
    """Every question in one table, for a spreadsheet: those of one owner together."""
    first = [question for questions in _by_system(found.questions)[: top or None] for question in questions]
    in_order = [question for _, _, each in _sections(first) for question in each]
    return tabled("Questions", _OF_OWNER, in_order) if in_order else _NOTHING


def _sections(questions: Iterable[Question]) -> list[tuple[str | None, str, list[Question]]]:
    """Owner, organisation and questions; one name in two organisations is two owners."""
    found: dict[tuple[str | None, str], list[Question]] = {}
    for each in questions:
        found.setdefault((each.owner, each.organisation), []).append(each)
    owned = [(*key, each) for key, each in found.items() if key[0] is not None]
    nobody = [(*key, each) for key, each in found.items() if key[0] is None]
    return [*owned, *sorted(nobody, key=lambda section: section[1])]


_OF_ONE: Columns[Question] = (
    (Column("question", "what would settle it", "prose", least=WHOLE_ID), lambda each: each.question),
    (Column("kind", "kind"), lambda each: "fact" if each.is_fact else "assessment"),
    (Column("value", "worth", "working", priority=3), lambda each: each.value),
)


_OF_OWNER: Columns[Question] = (
    (Column("name", "system", "prose", least=NAME), lambda each: each.name),
    (for_data("system"), lambda each: each.system),
    (for_data("organisation"), lambda each: each.organisation),
    (for_data("owner"), lambda each: each.owner),
    (for_data("criteria"), lambda each: " ".join(each.criteria)),
    *_OF_ONE,
)


def open_criteria(found: Gaps) -> Table | Prose:
    """A row for each open criterion, the most telling answer first: the whole list behind the questions."""
    if not found.gaps:
        return _NOTHING
    more = found.totals.open - len(found.gaps)
    return tabled("Open criteria, the most telling answer first", _CRITERIA, found.gaps, _CRITERIA_NOTE, more)


_CRITERIA_NOTE = (
    "P(red): the chance that the system is red. Worth: by how much the answer is expected to lessen the "
    "doubt about it. Level: what is still possible."
)


def _level(gap: Gap) -> Judgement:
    """The levels that are left; in data not as `1-6`, which spreadsheets take for a day."""
    return Judgement(f"{gap.low} to {gap.high}", f"{gap.low}-{gap.high}")


_CRITERIA: Columns[Gap] = (
    (Column("rank", "#", "count"), lambda gap: gap.rank),
    (Column("name", "system", "prose", least=NAME), lambda gap: gap.name),
    (for_data("system"), lambda gap: gap.system),
    (for_data("organisation"), lambda gap: gap.organisation),
    (for_data("criterion"), lambda gap: gap.criterion),
    (Column("code", "code"), lambda gap: gap.code),
    (Column("title", "criterion", "prose", priority=5), lambda gap: gap.title),
    (Column("level", "level", priority=2), _level),
    (for_data("low"), lambda gap: gap.low),
    (for_data("high"), lambda gap: gap.high),
    (Column("value", "worth", "working"), lambda gap: gap.value),
    (Column("p_red", "P(red)", "share", priority=2), lambda gap: gap.p_red),
    (Column("settled_by", "what would settle it", "prose", least=NAME), lambda gap: gap.settled_by),
    (Column("owner", "ask", "prose", priority=4, least=WORD), lambda gap: gap.owner),
    (Column("question", "question", "prose", priority=7, least=SENTENCE), lambda gap: gap.question),
)


def gaps_view(found: Gaps, top: int | None = None) -> View:
    """How unsure the estate is, which systems to ask about first, and what to ask."""
    return _view(found, open_questions(found, top))


def gaps_by_owner_view(found: Gaps, top: int | None = None) -> View:
    """The same with a table for each owner."""
    return _view(found, open_questions_by_owner(found, top))


def gaps_sheet_view(found: Gaps, top: int | None = None) -> View:
    """The same with the questions of each owner together, in one table."""
    return _view(found, (questions_in_sections(found, top),))


def _view(found: Gaps, questions: tuple[Block, ...]) -> View:
    return View(
        title=f"What to find out first, on {day(found.provenance.as_of)}",
        marking=marking_text(found.handling, found.provenance),
        blocks=(
            *lacks(found.incomplete, found.provenance),
            *variance_removed(found),
            *questions,
            _NOT_ASKED,
            findings(found.diagnostics),
        ),
        provenance=provenance(found.provenance),
    )
