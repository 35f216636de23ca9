"""Workbooks of questions to owners, and the answers that come back in them (exchange, section 7)."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, cast

from legacymap import __version__
from legacymap.analysis.analysis import Groundwork, groundwork_of_systems, members
from legacymap.analysis.request import Request
from legacymap.domain.assessment import Assessment
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic
from legacymap.domain.findings import Path as RecordPath
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.nearest import did_you_mean, nearest
from legacymap.exchange.answers import Answered, Asking, NotKnown, answered, reference_finder
from legacymap.exchange.draft import Finding, Place
from legacymap.exchange.questions import AskedCriterion, Portion, Subject, portions
from legacymap.exchange.records import Present
from legacymap.exchange.resolving import References
from legacymap.exchange.returned import Returned, returned
from legacymap.exchange.targets.questions import About, Again, file_names, questions_workbook
from legacymap.reading.folders import File
from legacymap.reading.inventory import read_inventory
from legacymap.reading.original import Original, original, values_of
from legacymap.rules.person_names import names_a_person
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.information import Information, doubt
from legacymap.writing.edits import edited
from legacymap.writing.files import placed, replaced

LOCK = "imports/questions.lock"
LOCK_FORMAT = "legacymap.questions.lock/1"
By = Literal["owner", "organisation", "none"]


@dataclass(frozen=True, slots=True)
class QuestionsWanted:
    """Whose systems to ask about, and what the workbooks say; `systems` are full ids, None for all.

    `by` decides what one workbook holds; `top` counts systems of each.
    """

    by: By = "owner"
    organisation: str | None = None
    top: int | None = None
    systems: tuple[str, ...] | None = None
    due: date | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class QuestionsMade:
    """The workbooks by file name, and what they hold; `diagnostics` are the inventory's own findings."""

    workbooks: Mapping[str, bytes]
    portions: tuple[Portion, ...]
    diagnostics: tuple[Diagnostic, ...]


def questions(request: Request, wanted: QuestionsWanted) -> QuestionsMade:
    """The workbooks for the owners of an inventory; RequestError where nothing is left to ask."""
    ground = groundwork_of_systems(request)
    chosen = members(ground.inventory, wanted.organisation) & _chosen(ground.inventory, wanted.systems)
    subjects = _subjects(ground, chosen, _not_known(_folder(request.paths)))
    made = portions(subjects, wanted.by, wanted.top)
    if not made:
        message = "There is nothing to ask: every fact of the systems named is known."
        raise RequestError(message, "`legacymap gaps` lists what is open.")
    books = {
        name: questions_workbook(portion, _about(ground, portion, wanted))
        for name, portion in zip(file_names(made), made, strict=True)
    }
    return QuestionsMade(books, made, ground.findings(every_place=False))


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


def _chosen(inventory: Inventory, systems: tuple[str, ...] | None) -> frozenset[str]:
    if systems is None:
        return frozenset(inventory.records)
    for system in systems:
        if system not in inventory.records:
            hint = did_you_mean(system, inventory.records) or "Write one full id a line."
            raise RequestError(f"There is no system `{system[:80]}` in the inventory.", hint)
    return frozenset(systems)


def _subjects(ground: Groundwork, chosen: Collection[str], not_known: Mapping[str, date]) -> list[Subject]:
    """The scored systems in the order of their doubt, then weighted risk, then id."""
    scored = {system: each for system, each in ground.assessments.items() if system in chosen}
    reaches = ground.estate.reaches(ground.assessments, ground.request.reach_decay)
    values = raw_values(ground.inventory, _files_of(ground), scored)
    information = Information(ground.materials.framework, ground.prior)

    def order(system: str) -> tuple[float, float, str]:
        risk = float(f"{reaches[system].weighted_risk:.9g}")
        return -round(doubt(scored[system].p_red), 12), -risk, system

    return [
        _subject(ground, ground.inventory.records[system], values[system], (information, not_known))
        for system in sorted(scored, key=order)
    ]


def _subject(
    ground: Groundwork,
    record: Record,
    values: Mapping[str, object],
    known: tuple[Information, Mapping[str, date]],
) -> Subject:
    assessment = ground.assessments[record.id]
    information, not_known = known
    return Subject(
        system=record.id,
        name=record.system.name,
        owner=record.system.answers.business or record.system.answers.technical or "",
        record=values,
        open=tuple(_open(ground, assessment)),
        doubt=doubt(assessment.p_red),
        value=partial(_value, information, assessment),
        not_known=not_known,
    )


def _open(ground: Groundwork, assessment: Assessment) -> Iterator[AskedCriterion]:
    for (_, criterion), score in zip(ground.materials.framework.criteria, assessment.criteria, strict=True):
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


def _about(ground: Groundwork, portion: Portion, wanted: QuestionsWanted) -> About:
    inventory, provenance = ground.inventory, ground.provenance
    records = [inventory.records[each.system] for each in portion.subjects]
    names = {each: inventory.organisation(each).name or each for each in sorted(inventory.named)}
    return About(
        handling=ground.highest_handling(records),
        as_of=provenance.as_of,
        tool=f"legacymap {__version__}",
        inventory_sha256=provenance.inventory_sha256,
        framework=(provenance.framework.id, provenance.framework.sha256),
        organisations=names,
        due=wanted.due,
        contact=wanted.contact,
    )


def _files_of(ground: Groundwork) -> Mapping[str, File]:
    return {file.shown: file for file in read_inventory(ground.request.paths).files}


def raw_values(
    inventory: Inventory, files: Mapping[str, File], systems: Iterable[str]
) -> dict[str, Mapping[str, object]]:
    """The records of some systems as they are written, by full id."""
    by_file: dict[str, list[Record]] = {}
    for system in systems:
        record = inventory.records[system]
        by_file.setdefault(record.route.file, []).append(record)
    found: dict[str, Mapping[str, object]] = {}
    for shown, records in sorted(by_file.items()):
        values = original(files[shown]).values
        for record in records:
            at: object = values[record.route.document]
            for step in record.route.path:
                at = cast("Mapping[object, object]", at)[step]
            found[record.id] = cast("Mapping[str, object]", at)
    return found


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


def _not_known_text(entries: Mapping[str, NotKnown]) -> str:
    rows = [{"key": each.key, "date": each.date, "role": each.role} for _, each in sorted(entries.items())]
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in ({"format": LOCK_FORMAT}, *rows))


# What comes back


@dataclass(frozen=True, slots=True)
class AnswersWanted:
    """Workbooks by name, the inventory that they go into, and whether they are written at all."""

    sources: Mapping[str, bytes]
    into: Path
    is_dry: bool = False
    is_strict: bool = False
    rejects: Path | None = None


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What became of the answers: counts, findings, and the files before and after, by their paths."""

    answered: Answered
    files: Mapping[str, tuple[str, str]]
    is_written: bool
    findings: tuple[Finding, ...]
    rejected: int = 0


class MeaningWouldChangeError(Exception):
    """A file made of answers does not say the old values and the new ones: a bug; nothing was written."""


def answers(request: Request, wanted: AnswersWanted) -> AnswersTaken:
    """Puts the answers of workbooks into the inventory, all or none; RequestError where it cannot be done."""
    ground = groundwork_of_systems(replace(request, paths=(wanted.into,)))
    books = [returned(content, name) for name, content in sorted(wanted.sources.items())]
    files = _files_of(ground)
    systems = {row.system for book in books for row in book.rows} & ground.inventory.records.keys()
    present = _present(ground, files)
    outcome = answered(books, {each: present[each] for each in sorted(present)}, _asking(ground, present))
    changes, refused = _changed_files(ground, files, outcome)
    findings = (*outcome.findings, *refused)
    texts: dict[str, str | bytes] = {path: after for path, (_, after) in changes.items()}
    texts |= _lock_text(wanted.into, outcome)
    is_stopped = wanted.is_dry or (wanted.is_strict and any(each.severity == "error" for each in findings))
    if texts and not is_stopped:
        placed(wanted.into, texts)
    if wanted.rejects is not None and outcome.rejected and not wanted.is_dry:
        replaced(wanted.rejects, _rejects_workbook(ground, outcome, books, systems))
    return AnswersTaken(outcome, changes, bool(texts) and not is_stopped, findings, len(outcome.rejected))


def _present(ground: Groundwork, files: Mapping[str, File]) -> dict[str, Present]:
    values = raw_values(ground.inventory, files, ground.inventory.records)
    return {system: Present(system, values[system]) for system in values}


def _asking(ground: Groundwork, present: Mapping[str, Present]) -> Asking:
    inventory = ground.inventory
    references = References(list(present.values()), "")
    groups = ground.materials.framework.criteria

    def where(system: str) -> Place:
        return Place(inventory.records[system].route.file)

    def near(text: str) -> str:
        return references.nearest(text) or nearest(text, present) or ""

    return Asking(
        today=ground.request.as_of.isoformat(),
        levels={criterion.id: (criterion.code, group.low, group.high) for group, criterion in groups},
        find=reference_finder(references.find),
        nearest=near,
        where=where,
        currency=lambda organisation: inventory.organisation(organisation).currency or "GBP",
        names_a_person=names_a_person,
    )


def _changed_files(
    ground: Groundwork, files: Mapping[str, File], outcome: Answered
) -> tuple[dict[str, tuple[str, str]], list[Finding]]:
    """The texts of files that change, by their path below the inventory, and what could not be edited."""
    by_file: dict[str, list[tuple[Record, RecordPath, object]]] = {}
    for system, edits in sorted(outcome.edits.items()):
        record = ground.inventory.records[system]
        for path, value in edits:
            by_file.setdefault(record.route.file, []).append((record, path, value))
    changes: dict[str, tuple[str, str]] = {}
    findings: list[Finding] = []
    for shown, edits_of_file in sorted(by_file.items()):
        file = files[shown]
        before = original(file)
        text = _edited(before, edits_of_file, findings)
        if text != before.text:
            changes[file.below] = (before.mark + before.text, before.mark + text)
    return changes, findings


def _edited(
    before: Original, edits: Sequence[tuple[Record, RecordPath, object]], findings: list[Finding]
) -> str:
    text = before.text
    documents = sorted({record.route.document for record, _, _ in edits})
    for document in documents:
        changes = [
            ((*record.route.path, *path), value)
            for record, path, value in edits
            if record.route.document == document
        ]
        done = edited(text, document, cast("Iterable[tuple[RecordPath, str]]", changes))
        file = next(record.route.file for record, _, _ in edits)
        for each in done.refused:
            message = f"An answer cannot be put in its place by itself: {each.why}"
            place = Place(file, line=each.line)
            findings.append(Finding("cannot-be-edited", message, place, f"Paste it there: {each.paste}"))
        refused = {each.path for each in done.refused}
        _check(text, done.text, document, [each for each in changes if each[0] not in refused])
        text = done.text
    return text


def _check(before: str, after: str, document: int, changes: Sequence[tuple[RecordPath, object]]) -> None:
    """Raises MeaningWouldChangeError unless other documents are as they were, and each change can be read."""
    old, new = values_of(before), values_of(after)
    others = [number for number in range(len(old)) if number != document]
    if len(old) != len(new) or any(old[number] != new[number] for number in others):
        raise MeaningWouldChangeError
    if any(not _says(new[document], path, value) for path, value in changes):
        raise MeaningWouldChangeError
    if _pruned(old[document], changes) != _pruned(new[document], changes):
        raise MeaningWouldChangeError


def _says(at: object, path: RecordPath, value: object) -> bool:
    """Whether a document says a value at a path; of a mapping at least its entries."""
    for step in path:
        if isinstance(at, Mapping):
            at = at.get(step)
        elif isinstance(at, list) and isinstance(step, int) and step < len(at):
            at = at[step]
        else:
            return isinstance(at, str) and at == value  # a short form
    if isinstance(value, Mapping) and isinstance(at, Mapping):
        return all(at.get(key) == each for key, each in value.items())
    return at == value or (isinstance(at, Mapping) and value in at.values())


def _pruned(document: object, changes: Sequence[tuple[RecordPath, object]]) -> object:
    """A document without the first key below the record of each change: what no edit may touch."""
    if not isinstance(document, Mapping):
        return document
    touched = {(path[1], path[2]) for path, _ in changes}
    systems = document.get("systems")
    kept = [
        {key: value for key, value in record.items() if (number, key) not in touched}
        if isinstance(record, Mapping)
        else record
        for number, record in enumerate(systems if isinstance(systems, list) else [])
    ]
    return {**{key: value for key, value in document.items() if key != "systems"}, "systems": kept}


def _lock_text(into: Path, outcome: Answered) -> dict[str, str | bytes]:
    """The file that remembers what nobody knew, where it changes."""
    before = read_not_known(into)
    after = {key: each for key, each in before.items() if key not in outcome.taken}
    after |= {each.key: each for each in outcome.not_known}
    return {LOCK: _not_known_text(after)} if after != before else {}


def _rejects_workbook(
    ground: Groundwork, outcome: Answered, books: Sequence[Returned], systems: Collection[str]
) -> bytes:
    """The rejected rows once more, each with the reason beside it."""
    again = {}
    for row in outcome.rejected_rows:
        texts = {heading: row.text(heading) for heading in row.cells}
        # The name of a person is not handed on, not even to the one who wrote it.
        cells = {heading: text for heading, text in texts.items() if text and not names_a_person(text)}
        again[row.key] = Again(outcome.rejected[row.key], cells)
    chosen = {row.system for row in outcome.rejected_rows} & set(systems)
    every = portions(_subjects(ground, chosen, {}), "none", len(chosen) or 1)
    owner = next((book.owner for book in books if book.owner), "")
    portion = every[0] if every else Portion("", owner, (), ())
    return questions_workbook(
        replace(portion, owner=owner), _about(ground, portion, QuestionsWanted()), again
    )
