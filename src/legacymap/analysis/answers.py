"""Answers that come back in workbooks, put into the inventory (exchange, section 7)."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from legacymap.analysis.analysis import Analysis, analyse_systems
from legacymap.analysis.editing import Editable, Edits, difference, editable, edits
from legacymap.analysis.questions import (
    LOCK,
    QuestionsWanted,
    about,
    not_known_text,
    read_not_known,
    subjects_of,
)
from legacymap.analysis.request import Request
from legacymap.analysis.sources import content_of
from legacymap.analysis.telling import told_finding
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import Import, ImportDocument, ImportFinding, InventoryPlace
from legacymap.domain.nearest import nearest
from legacymap.domain.person_names import names_a_person
from legacymap.exchange.answers import Answered, Asking, answered, reference_finder
from legacymap.exchange.draft import Finding, Place
from legacymap.exchange.merging import References
from legacymap.exchange.questions import Portion, portions
from legacymap.exchange.returned import Returned, is_answers, returned
from legacymap.exchange.targets.questions import Again, questions_workbook
from legacymap.writing.files import placed, replaced


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
    """What became of the answers, as it is told, and as it was found."""

    answered: Answered
    told: Import
    findings: tuple[Finding, ...]
    is_written: bool


def answers(request: Request, wanted: AnswersWanted) -> AnswersTaken:
    """Puts the answers of workbooks into the inventory, all or none; RequestError where it cannot be done."""
    analysis = analyse_systems(replace(request, paths=(wanted.into,)))
    books = [returned(content, name) for name, content in sorted(wanted.sources.items())]
    inventory = editable(wanted.into)
    present = {each.id: each for each in inventory.records}
    outcome = answered(books, present, _asking(analysis, inventory))
    written = edits(inventory, outcome.edits, {}, "answers", {})
    findings = (*outcome.findings, *_refused(written, inventory))
    texts = {**written.texts, **_lock_texts(wanted.into, outcome)}
    before = {
        name: (wanted.into / name).read_bytes().decode() for name in texts if (wanted.into / name).is_file()
    }
    told = sorted((_told(each, inventory) for each in findings), key=_order)
    is_stopped = wanted.is_dry or (wanted.is_strict and any(each["severity"] == "error" for each in told))
    is_written = bool(texts) and not is_stopped
    if is_written:
        placed(wanted.into, dict(sorted(texts.items())))
    if wanted.rejects is not None and outcome.rejected and not wanted.is_dry:
        replaced(wanted.rejects, _rejects_workbook(analysis, outcome, books))
    result = Import(
        document=_document(wanted.sources, outcome, told),
        ledger=tuple(_ledger(wanted.sources, outcome)),
        difference=difference(before, texts) if wanted.is_dry else "",
        files={name: "changed" if name in before else "new" for name in sorted(texts)} if is_written else {},
    )
    return AnswersTaken(outcome, result, findings, is_written)


def are_answers(sources: Sequence[Path]) -> bool:
    """Whether the sources are workbooks of questions that legacymap wrote."""
    found = [_is_answers(path) for path in sources]
    if any(found) and not all(found):
        other = sources[found.index(False)]
        message = f"`{other}` is no workbook of answers, and others of the sources are."
        raise RequestError(message, "Import it by itself.")
    return bool(found) and all(found)


def import_answers(sources: Sequence[Path], wanted: AnswersWanted, today: date) -> Import:
    """The answers of workbooks put into an inventory, as it is told; `wanted` names no sources yet."""
    contents: dict[str, bytes] = {}
    for path in sources:
        name = path.name if path.name not in contents else path.as_posix()
        contents[name] = content_of(path)
    request = Request((wanted.into,), today)
    return answers(request, replace(wanted, sources=contents)).told


def _is_answers(path: Path) -> bool:
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    return is_answers(content_of(path), path.name)


def _asking(analysis: Analysis, inventory: Editable) -> Asking:
    known = analysis.inventory
    references = References(inventory.records, "")
    ids = [each.id for each in inventory.records]

    def where(system: str) -> Place:
        return Place(known.records[system].route.file if system in known.records else "")

    return Asking(
        today=analysis.request.as_of.isoformat(),
        levels={
            criterion.id: (criterion.code, group.low, group.high)
            for group, criterion in analysis.reference.framework.criteria
        },
        find=reference_finder(references.find),
        nearest=lambda text: references.nearest(text) or nearest(text, ids) or "",
        where=where,
        currency=lambda organisation: known.organisation(organisation).currency or "GBP",
        names_a_person=names_a_person,
    )


def _lock_texts(into: Path, outcome: Answered) -> dict[str, str]:
    """The file that remembers what nobody knew, where it changes."""
    before = read_not_known(into)
    after = {key: each for key, each in before.items() if key not in outcome.taken}
    after |= {each.key: each for each in outcome.not_known}
    return {LOCK: not_known_text(after)} if after != before else {}


def _rejects_workbook(analysis: Analysis, outcome: Answered, books: Sequence[Returned]) -> bytes:
    """The rejected rows once more, each with the reason beside it."""
    again = {}
    for row in outcome.rejected_rows:
        texts = {heading: row.text(heading) for heading in row.cells}
        # The name of a person is not handed on, not even to the one who wrote it.
        cells = {heading: text for heading, text in texts.items() if text and not names_a_person(text)}
        again[row.key] = Again(outcome.rejected[row.key], cells)
    chosen: Collection[str] = {row.system for row in outcome.rejected_rows} & analysis.assessments.keys()
    every = portions(subjects_of(analysis, chosen, {}), "none", len(chosen) or 1)
    owner = next((book.owner for book in books if book.owner), "")
    portion = replace(every[0] if every else Portion("", "", (), ()), owner=owner)
    return questions_workbook(portion, about(analysis, portion, QuestionsWanted()), again)


# What is told


def _refused(written: Edits, inventory: Editable) -> list[Finding]:
    findings = []
    for system, file, refusal in written.refused:
        route = ".".join(str(step) for step in refusal.path[2:])
        message = f"The answer to `{route}` of `{system}` cannot be put in its place: {refusal.why}"
        place = Place(inventory.shown.get(file, file), line=refusal.line)
        hint = f"Write it there yourself: {refusal.paste}"
        findings.append(Finding("cannot-be-edited", message, place, hint, system=system, route=route))
    return findings


def _told(found: Finding, inventory: Editable) -> ImportFinding:
    related: list[InventoryPlace] = []
    at = inventory.locations.get(found.system)
    if found.rule == "answered-in-two-ways" and found.count == 2 and at is not None:
        shown = inventory.shown[at.file]
        related = [{"file": shown, "line": 1, "column": 1, "message": f"`{found.system}` in the inventory"}]
    return told_finding(found, related)


def _order(found: ImportFinding) -> tuple[str, str, int, int, str, str]:
    return found["file"], found["sheet"], found["row"], found["column"], found["rule"], found["message"]


def _document(
    sources: Mapping[str, bytes], outcome: Answered, findings: list[ImportFinding]
) -> ImportDocument:
    digest = hashlib.sha256(b"".join(content for _, content in sorted(sources.items()))).hexdigest()
    taken, rejected, not_known = len(outcome.taken), len(outcome.rejected), len(outcome.not_known)
    fates = {"new": 0, "changed": taken, "same": outcome.same, "held": rejected, "left_out": not_known}
    rows = {"read": sum(fates.values()), **fates}
    return {
        "format": "legacymap.import/1",
        "source": {"name": ", ".join(sorted(sources)), "sha256": digest, "kind": "answers"},
        "mapping": None,
        "ledger": {"rows": rows, "cells": {}, "technologies": {}, "arrows": {}},
        "systems": [
            {
                "key": system,
                "id": system,
                "state": "changed",
                "changes": [
                    {"route": ".".join(map(str, path)), "before": None, "after": None} for path, _ in changes
                ],
            }
            for system, changes in sorted(outcome.edits.items())
        ],
        "findings": findings,
        "incomplete": None,
    }


def _ledger(sources: Mapping[str, bytes], outcome: Answered) -> list[str]:
    books, taken = _counted(len(sources), "workbook"), _counted(len(outcome.taken), "answer")
    about = _counted(len(outcome.edits), "system")
    rest = (
        f"{outcome.same} as they were, {len(outcome.rejected)} rejected, {len(outcome.not_known)} not known"
    )
    return [f"{books}: {taken} taken about {about}, {rest}"]


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
