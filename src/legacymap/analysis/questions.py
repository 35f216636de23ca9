"""Workbooks of questions to owners, the most doubtful systems first (exchange, section 7)."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from legacymap import __version__
from legacymap.analysis.analysis import Analysis, analyse_systems, members
from legacymap.analysis.editing import raw_records
from legacymap.analysis.gaps import most_doubtful
from legacymap.analysis.marking import named_in
from legacymap.analysis.request import Request
from legacymap.domain.assessment import Assessment
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.values import HANDLINGS, Handling
from legacymap.exchange.answers import NotKnown
from legacymap.exchange.questions import AskedCriterion, Portion, Subject, portions
from legacymap.exchange.targets.questions import About, file_names, questions_workbook
from legacymap.reports.escape import sanitised
from legacymap.reports.words import marking_text
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.information import Information, variance
from legacymap.writing.files import placed, replaced

LOCK = "imports/questions.lock"
LOCK_FORMAT = "legacymap.questions.lock/1"
By = Literal["owner", "organisation", "none"]


@dataclass(frozen=True, slots=True)
class QuestionsWanted:
    """Whose systems to ask about, and what the workbooks say; `systems` are full ids, None for all.

    `by` decides what one workbook holds; `top` counts systems of each. Of what is marked higher than `up_to`
    nothing is asked.
    """

    by: By = "owner"
    organisation: str | None = None
    top: int | None = None
    systems: tuple[str, ...] | None = None
    due: date | None = None
    contact: str = ""
    up_to: Handling | None = None


@dataclass(frozen=True, slots=True)
class QuestionsMade:
    """The workbooks by file name, and what they hold; `diagnostics` are the inventory's own findings.

    `withheld` counts the systems that are marked too high to be asked about.
    """

    workbooks: Mapping[str, bytes]
    portions: tuple[Portion, ...]
    diagnostics: tuple[Diagnostic, ...]
    withheld: int = 0


def questions(request: Request, wanted: QuestionsWanted) -> QuestionsMade:
    """The workbooks for the owners of an inventory; RequestError where nothing is left to ask."""
    analysis = analyse_systems(request)
    chosen = members(analysis.inventory, wanted.organisation) & _chosen(analysis.inventory, wanted.systems)
    asked = _handed_on(analysis.inventory, chosen, wanted.up_to)
    subjects = subjects_of(analysis, asked, _not_known(_folder(request.paths)))
    made = portions(subjects, wanted.by, wanted.top)
    if not made:
        message = "There is nothing to ask: every fact of the systems named is known."
        raise RequestError(message, "`legacymap gaps` lists what is open.")
    books = {
        name: questions_workbook(portion, about(analysis, portion, wanted))
        for name, portion in zip(file_names(made), made, strict=True)
    }
    return QuestionsMade(books, made, analysis.outline, len(chosen) - len(asked))


def write_questions(made: QuestionsMade, output: Path) -> list[Path]:
    """Writes the workbooks, all or none: into a folder, or the only one to a file that ends in `.xlsx`."""
    if output.suffix.lower() == ".xlsx":
        if len(made.workbooks) > 1:
            message = f"There are {len(made.workbooks)} workbooks, and `{output}` is one file."
            raise RequestError(message, "Name a folder, or ask `--by none`.")
        replaced(output, next(iter(made.workbooks.values())))
        return [output]
    placed(output, dict(sorted(made.workbooks.items())))
    return [output / name for name in sorted(made.workbooks)]


def _handed_on(inventory: Inventory, chosen: Collection[str], up_to: Handling | None) -> frozenset[str]:
    """The systems that are not marked higher."""
    highest = HANDLINGS.index(up_to) if up_to else len(HANDLINGS)
    marks = {each: inventory.handling(inventory.records[each]) for each in chosen}
    return frozenset(each for each, mark in marks.items() if HANDLINGS.index(mark) <= highest)


def _chosen(inventory: Inventory, systems: tuple[str, ...] | None) -> frozenset[str]:
    if systems is None:
        return frozenset(inventory.records)
    for system in systems:
        if system not in inventory.records:
            hint = did_you_mean(system, inventory.records) or "Write one full id a line."
            raise RequestError(f"There is no system `{system[:80]}` in the inventory.", hint)
    return frozenset(systems)


def subjects_of(analysis: Analysis, chosen: Collection[str], not_known: Mapping[str, date]) -> list[Subject]:
    """The scored systems in the order of their doubt, then weighted risk, then id."""
    scored = {system: each for system, each in analysis.assessments.items() if system in chosen}
    values = {each.id: each.values for each in raw_records(analysis.request.paths)}
    information = Information(analysis.reference.framework, analysis.prior)

    return [
        _subject(
            analysis, analysis.inventory.records[system], values.get(system, {}), (information, not_known)
        )
        for system in most_doubtful(analysis, scored)
    ]


def _subject(
    analysis: Analysis,
    record: Record,
    values: Mapping[str, object],
    known: tuple[Information, Mapping[str, date]],
) -> Subject:
    assessment = analysis.assessments[record.id]
    information, not_known = known
    return Subject(
        system=record.id,
        name=record.system.name,
        owner=record.system.answers.business or record.system.answers.technical or "",
        record=values,
        open=tuple(_open(analysis, assessment)),
        doubt=variance(assessment.p_red),
        value=partial(_value, information, assessment),
        not_known=not_known,
    )


def _open(analysis: Analysis, assessment: Assessment) -> Iterator[AskedCriterion]:
    for (_, criterion), score in zip(analysis.reference.framework.criteria, assessment.criteria, strict=True):
        if score.low != score.high:
            yield AskedCriterion(
                id=criterion.id,
                code=criterion.code,
                name=criterion.name,
                question=criterion.question,
                levels=criterion.levels,
                derived_from=criterion.derived_from,
            )


def _value(information: Information, assessment: Assessment, asked: Collection[str]) -> float:
    places = [place for place, each in enumerate(assessment.criteria) if each.criterion in asked]
    return information.removed(intervals_of(assessment.criteria), places)


def about(analysis: Analysis, portion: Portion, wanted: QuestionsWanted) -> About:
    """What a workbook says of itself."""
    inventory, provenance = analysis.inventory, analysis.provenance
    named = {
        one
        for each in portion.subjects
        for one in (
            each.system,
            *named_in(each.record, inventory.records, each.system.partition("/")[0]),
        )
    }
    names = {each: inventory.organisation(each).name or each for each in sorted(inventory.named)}
    return About(
        marking=sanitised(marking_text(analysis.marking_of(named), provenance)),
        as_of=provenance.as_of,
        tool=f"legacymap {__version__}",
        inventory_sha256=provenance.inventory_sha256,
        framework=(provenance.framework.id, provenance.framework.sha256),
        organisations=names,
        due=wanted.due,
        contact=wanted.contact,
    )


def _folder(paths: Sequence[Path]) -> Path:
    """The folder of an inventory: its first path, or the one that holds this file."""
    return paths[0] if paths[0].is_dir() else paths[0].parent


# What nobody knew


def _not_known(folder: Path) -> dict[str, date]:
    return {key: date.fromisoformat(each.date) for key, each in read_not_known(folder).items()}


def read_not_known(folder: Path) -> dict[str, NotKnown]:
    """What was answered with "don't know", by key; RequestError where its file is damaged."""
    path = folder / LOCK
    if not path.is_file():
        return {}
    found: dict[str, NotKnown] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines()):
        try:
            entry = json.loads(line)
            if number == 0:
                if entry["format"] != LOCK_FORMAT:
                    raise ValueError  # noqa: TRY301 - told with the others
                continue
            date.fromisoformat(entry["date"])
            found[str(entry["key"])] = NotKnown(str(entry["key"]), entry["date"], str(entry["role"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            hint = "Take it from the version control once more, or delete it."
            raise RequestError(f"`{path}` is damaged in line {number + 1}.", hint) from None
    return found


def not_known_text(entries: Mapping[str, NotKnown]) -> str:
    """The file that remembers what nobody knew: lines of JSON, sorted by key."""
    rows = [{"key": each.key, "date": each.date, "role": each.role} for _, each in sorted(entries.items())]
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in ({"format": LOCK_FORMAT}, *rows))
