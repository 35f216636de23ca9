"""What each action has for delivery and what it lacks; capacity; skills."""

from collections import Counter

from legacymap.domain.assessment import Spread
from legacymap.domain.dates import financial_year_of, financial_year_text
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.submission import Submission
from legacymap.reports.figures import counted
from legacymap.reports.sections.readiness import ELEMENTS, Element, Readiness, readiness
from legacymap.reports.sections.wording import NOT_STATED, organisation_name
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Judgement, Prose, Table

_SKILLS = "skills"
_COLUMNS = (
    Column("system", "system", least=26),
    Column("start", "start"),
    Column("owner", "owner"),
    Column("work", "work"),
    Column("milestones", "milestones"),
    Column("old_system", "old system"),
    Column("funding", "funded"),
    Column("target", "target"),
    Column("skills", "skills", "levels"),
    Column("late", "late", priority=FOR_DATA),
)
_NOTE = (
    "Missing: the record does not state it. Target: the date agreed for the system; late where it falls "
    "before the last year of the plan's work."
)
_MISSING = Judgement("missing", "missing", "caution")
_CAPACITY = (
    Column("organisation", "organisation", least=20),
    Column("year", "year"),
    Column("under_way", "under way", "count"),
    Column("at_most", "at most", "count"),
    Column("free", "free", "count"),
)


def delivery(submission: Submission) -> tuple[Block, ...]:
    """A sentence on what is missing, a row for each action, and the use of capacity."""
    found = readiness(submission)
    if not found:
        return (Prose("There is no action to deliver."),)
    has_skills = _SKILLS in submission.framework.by_word
    columns = _COLUMNS if has_skills else tuple(column for column in _COLUMNS if column.key != "skills")
    rows = tuple(_row(each, has_skills=has_skills) for each in found)
    return (
        Prose(_said(found)),
        Table("Readiness of each action", columns, rows, _NOTE),
        *_capacity(submission),
    )


def _note(submission: Submission) -> str:
    found = submission.framework.by_word.get(_SKILLS)
    if found is None:
        return _NOTE
    group, criterion = found
    return (
        f"{_NOTE} Skills: the level of {criterion.code}, {criterion.name}, from {group.low} to {group.high}."
    )


def _said(found: tuple[Readiness, ...]) -> str:
    ready = sum(not each.missing for each in found)
    counts: Counter[Element] = Counter(element for each in found for element in each.missing)
    told = listed([f"{element} {counts[element]:,}" for element in ELEMENTS if counts[element]], "and")
    missing = (
        f" Missing, by element: {told}. What is missing has to be agreed before work starts; it is not "
        "filled in here."
    )
    return (
        f"{ready:,} of {counted(len(found), 'action')} have an owner, a description of the work, "
        "milestones, a word on what becomes of the old system, and a statement of "
        f"funding.{missing if told else ''}"
    )


def _row(each: Readiness, *, has_skills: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [each.action.system, financial_year_text(each.action.start)]
    cells += [_MISSING if element in each.missing else "stated" for element in ELEMENTS[:4]]
    if each.agreed.milestones and "milestones" not in each.missing:
        done = sum(step.done is True for step in each.agreed.milestones)
        cells[4] = f"{done} of {len(each.agreed.milestones)} done"
    cells.append(_funding(each))
    late = _is_late(each)
    target = str(each.agreed.target) if each.agreed.target else ""
    cells.append(Judgement("late", f"{target} (late)", "caution") if late else target or NOT_STATED)
    if has_skills:
        scores = each.entry.assessment.criteria if each.entry.assessment else ()
        skills = next((score for score in scores if score.criterion == _SKILLS), None)
        cells.append(Spread(skills.low, skills.expected, skills.high) if skills else None)
    return (*cells, "yes" if late else "no")


def _funding(each: Readiness) -> Cell:
    if "funding" in each.missing:
        return _MISSING
    money = each.agreed.ringfenced
    aside = f"{pounds_text(float(money))} set aside" if money is not None else ""
    return ", ".join(part for part in (each.agreed.funded, aside) if part)


def _is_late(each: Readiness) -> bool:
    """Whether the date agreed falls before the last year of work."""
    target = each.agreed.target
    return target is not None and financial_year_of(target.last) < each.action.complete


def _capacity(submission: Submission) -> tuple[Block, ...]:
    if not submission.busy:
        return (
            Prose(
                "The scenario states no capacity: how many actions may be under way at once is not limited."
            ),
        )
    rows = tuple(
        (
            organisation_name(submission, each.organisation),
            financial_year_text(each.year),
            each.under_way,
            each.at_most,
            each.at_most - each.under_way,
        )
        for each in submission.busy
    )
    note = "Actions under way in an organisation and all below it."
    return (Table("Use of capacity", _CAPACITY, rows, note),)
