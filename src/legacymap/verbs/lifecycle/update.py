"""Brings the catalogue up to date: fetches, converts, compares, writes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from legacymap.domain.catalogue import CatalogueUpdate
from legacymap.domain.errors import RequestError
from legacymap.domain.lifecycle import Catalogue
from legacymap.domain.support import SUPPORT_STATES, SupportState, support_state
from legacymap.lifecycle import merged, shipped_files
from legacymap.lifecycle.updating.answer import answer
from legacymap.lifecycle.updating.changes import changes
from legacymap.lifecycle.updating.conversion import converted
from legacymap.lifecycle.updating.limits import Limits, Told
from legacymap.lifecycle.updating.sources import DEFAULT, Delivery, delivery
from legacymap.verbs.catalogue import catalogue_file
from legacymap.writing import lifecycle_text, replaced

_REMARK = (
    "Written by `legacymap lifecycle update`, which replaces it as a whole: own dates belong in another file."
)


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """The file to write, the day to judge by, and where the dates come from: an address or a file."""

    output: Path
    as_of: date
    source: str = DEFAULT
    limits: Limits = field(default_factory=Limits)


def update(request: UpdateRequest, told: Told = lambda _: None) -> CatalogueUpdate:
    """Writes the lifecycle file and says what it brings; `told` hears what takes time.

    Raises RequestError, and changes nothing, where the source or its answer or the output cannot be used.
    """
    if not request.output.parent.is_dir():
        message = f"`{request.output}` cannot be written: there is no such folder."
        raise RequestError(message, "Make the folder first.")
    got = delivery(request.source, request.limits, told)
    answered = answer(got.body, got.source)
    shipped = [catalogue_file(path).model for path in shipped_files()]
    made = converted(answered, merged(shipped), request.as_of)
    former, before = _before(request.output)
    replaced(request.output, _text(made.catalogue, got, answered.generated_at), _accept)
    return CatalogueUpdate(
        file=str(request.output),
        source=got.source,
        generated_at=answered.generated_at,
        sha256=got.sha256,
        conversion=made.conversion,
        states=_states(made.catalogue, request.as_of),
        changes=changes(merged([*shipped, *former]), merged([*shipped, made.catalogue])),
        before=before,
        as_of=request.as_of,
    )


def _before(output: Path) -> tuple[Sequence[Catalogue], str]:
    """What was in the place of the output, if it can be used, and what the changes are measured from."""
    if output.is_file():
        try:
            return [catalogue_file(output).model], "the file that was there before"
        except RequestError:
            pass  # what cannot be used is replaced
    return [], "the shipped catalogue alone"


def _text(catalogue: Catalogue, got: Delivery, generated_at: str) -> str:
    origin = {"x-source": got.source, "x-generated-at": generated_at, "x-sha256": got.sha256}
    return lifecycle_text(catalogue, origin, _REMARK)


def _accept(written: Path) -> None:
    """Raises RequestError where the file could not be used: it must not take the place of one that can."""
    catalogue_file(written)


def _states(catalogue: Catalogue, as_of: date) -> dict[SupportState, int]:
    cycles = (cycle for product in catalogue.products for cycle in product.cycles)
    counts = Counter(support_state(cycle.standard_ends, as_of) for cycle in cycles)
    return {state: counts[state] for state in SUPPORT_STATES}
