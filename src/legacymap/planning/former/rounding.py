"""From the relaxation to schedules: by what it gives each column, then by what the prices say."""

from collections.abc import Iterable

import numpy as np

from legacymap.planning.former.columns import Floats, Ints
from legacymap.planning.former.formulation import Formulation
from legacymap.planning.former.timetable import NONE, Timetable, started

_TRACE = 1e-6


def roundings(formulation: Formulation, x: Floats, reduced: Floats) -> Iterable[Timetable]:
    """Schedules near the relaxation's solution, in a fixed order; none where the fixed choices defy all."""
    nearness = reduced / formulation.scale
    for rank in (x + 1e-3 * nearness, nearness + 1e-3 * x, np.round(x, 1) + nearness):
        timetable = started(formulation, rank)
        if timetable is None:
            continue
        traced = np.flatnonzero(x > _TRACE)
        insert(timetable, _best_first(traced, rank), rank)
        insert(timetable, _best_first(np.arange(len(x)), rank), rank)
        yield timetable


def insert(timetable: Timetable, order: Ints, rank: Floats) -> None:
    """Puts in, in this order, every column that fits together with what it still needs and is worth it."""
    columns = timetable.formulation.columns
    value, system = columns.value, columns.system.tolist()
    for column in order.tolist():
        if timetable.chosen[system[column]] != NONE:
            continue
        placed = timetable.bring(column, rank)
        if placed is not None and value[placed].sum() <= 0:
            timetable.release(placed)


def _best_first(columns: Ints, rank: Floats) -> Ints:
    return columns[np.argsort(-rank[columns], kind="stable")]
