"""Every kind of disagreement is found, with both places, and little else."""

from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.reconcile import reconcile
from legacymap.analysis.request import Request
from legacymap.domain.sharing import Reconciliation
from legacymap.sharing.entry import KINDS
from tests.sharing.federation import Federation, Truth

DAY = date(2026, 11, 22)


def found_in(found: Reconciliation) -> Truth:
    truth: Truth = {}
    for each in found.open:
        truth.setdefault(each.kind, set()).add(frozenset(each.systems))
    return truth


def rates(planted: Truth, found: Truth) -> dict[str, tuple[float, float]]:
    """Recall and precision of each kind."""
    return {
        kind: (
            len(planted[kind] & found.get(kind, set())) / len(planted[kind]),
            len(planted[kind] & found.get(kind, set())) / max(1, len(found.get(kind, set()))),
        )
        for kind in KINDS
    }


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Federation, Reconciliation]:
    made = Federation(departments=12, systems=600, seed=3)
    made.plant_all(12)
    folder = tmp_path_factory.mktemp("federation")
    made.write(folder)
    return made, reconcile(Request((folder,), DAY))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_planted_is_found_and_little_else(
    kind: str, federation: tuple[Federation, Reconciliation]
) -> None:
    made, found = federation
    recall, precision = rates(made.truth, found_in(found))[kind]
    assert recall >= 0.95
    assert precision >= 0.95


def test_every_contradiction_has_both_places(federation: tuple[Federation, Reconciliation]) -> None:
    _, found = federation
    for each in found.open:
        assert len(each.statements) >= 2
        # Only a record that is not there has no place.
        missing = [one for one in each.statements if one.file is None]
        assert all(one.says.startswith(("has no record", "is proposed by nobody")) for one in missing)
        assert all(Path(one.file).is_file() for one in each.statements if one.file is not None)
