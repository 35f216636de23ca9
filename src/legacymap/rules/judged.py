"""The stated scores that the framework in use has to judge, and which of them do not fit it."""

from collections.abc import Iterator, Mapping

from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.place import Path
from legacymap.domain.stated import StatedScore
from legacymap.domain.stated_fit import Misfit, misfits

Judged = tuple[Record, Path, Misfit]


def misfitting(inventory: Inventory, framework: Framework) -> Iterator[Judged]:
    """Every misfit, with its record and the path of the mapping that holds its key.

    Scores and levels of a record that was assessed under another framework are not judged by this one.
    """
    for record in inventory.records.values():
        for path, scores in _stated(record, framework):
            yield from ((record, path, misfit) for misfit in misfits(scores, framework))


def is_under_another(record: Record, framework: Framework) -> bool:
    """Whether the record says that it was assessed under a framework other than this one."""
    assessment = record.system.assessment
    return assessment is not None and assessment.framework not in {None, framework.framework}


def _stated(
    record: Record, framework: Framework
) -> Iterator[tuple[Path, Mapping[str, StatedScore | None] | Mapping[str, int | None]]]:
    if is_under_another(record, framework):
        return
    system = record.system
    if system.assessment and system.assessment.scores:
        yield ("assessment", "scores"), system.assessment.scores
    for number, option in enumerate((system.remediation and system.remediation.options) or ()):
        if option.after:
            yield ("remediation", "options", number, "after"), option.after
