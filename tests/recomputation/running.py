"""The command as its users run it, and its answer beside the oracle's."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

from tests.cli.running import legacymap
from tests.recomputation.oracle import scan
from tests.recomputation.plain import written
from tests.recomputation.scores import Question


def differences(folders: Sequence[Path], *questions: Question, flags: Sequence[str] = ()) -> list[str]:
    """Every place where the command and the oracle disagree, with both values."""
    estate = written(folders)
    found = []
    for question in questions:
        told = _comparable(_answer(folders, [*_flags(question), *flags]))
        found += _compare(scan(estate, question), told, f"{question.prior}/{question.decay}")
    return found


def _flags(question: Question) -> list[str]:
    # What is the default must be so without being asked for.
    prior = [] if question.prior == "calibrated" else ["--prior", question.prior]
    decay = [] if question.decay == 0.5 else ["--reach-decay", str(question.decay)]
    return ["--as-of", question.day.isoformat(), *prior, *decay]


def _answer(folders: Sequence[Path], flags: Sequence[str]) -> dict[str, object]:
    """The command's JSON; the run must end without findings."""
    run = legacymap("scan", *folders, "-f", "json", *flags)
    assert run.code == 0, run.err
    found: object = json.loads(run.out)
    assert isinstance(found, dict)
    return found


def _comparable(found: dict[str, object]) -> dict[str, object]:
    """The answer without provenance and findings; of evidence and contradiction whether they are there."""
    assert isinstance(found.pop("provenance"), dict)
    diagnostics = found.pop("diagnostics")
    assert isinstance(diagnostics, dict)
    assert diagnostics["errors"] == 0
    systems = found["systems"]
    assert isinstance(systems, list)
    assert found.pop("incomplete") is None
    for system in systems:
        # What is only carried is not recomputed.
        for key in ("why", "tags", "data"):
            system.pop(key, None)
        for criterion in (system["score"] or {"criteria": []})["criteria"]:
            assert criterion.pop("evidence")
            criterion["contradicted"] = criterion.pop("contradiction") is not None
    return found


def _compare(ours: object, theirs: object, place: str) -> list[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        found = [] if ours.keys() == theirs.keys() else [f"{place} has {sorted(theirs)}, not {sorted(ours)}"]
        for key in sorted(ours.keys() & theirs.keys()):
            found += _compare(ours[key], theirs[key], f"{place}.{key}")
        return found
    if isinstance(ours, list) and isinstance(theirs, list):
        if ours and all(isinstance(one, dict) and "id" in one for one in [*ours, *theirs]):
            # By id, so that one difference does not move all others; the order is a difference of its own.
            orders = [one["id"] for one in ours], [one["id"] for one in theirs]
            found = _compare(*orders, f"{place}.order")[:1]
            by_id = {one["id"]: one for one in ours}, {one["id"]: one for one in theirs}
            return found + _compare(*by_id, place)
        found = [] if len(ours) == len(theirs) else [f"{place} has {len(theirs)} entries, not {len(ours)}"]
        for number, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            found += _compare(one, other, f"{place}[{number}]")
        return found
    return [] if _same(ours, theirs) else [f"{place} is {theirs!r}, not {ours!r}"]


def _same(ours: object, theirs: object) -> bool:
    """Words exactly, numbers to nine significant digits."""
    if isinstance(ours, bool | str) or not isinstance(ours, int | float):
        return ours == theirs and type(ours) is type(theirs)
    if isinstance(theirs, bool) or not isinstance(theirs, int | float):
        return False
    return math.isclose(ours, theirs, rel_tol=5e-10, abs_tol=1e-13)
