"""Taking out of a value what did not fit, so that the rest can still be used."""

from collections.abc import Iterable, Mapping
from typing import cast

from legacymap.domain.findings import Path

# Lists whose items mean nothing without the others: one faulty item makes the whole unknown.
_WHOLE = frozenset({"rdel", "cdel", "between"})
# Costs of which one part is unknown are unknown altogether: what is left would be silently low.
_TOGETHER = {"rdel": "cdel", "cdel": "rdel"}
# An item about which nothing is known stands in for one that did not fit: a list that became empty would
# state that there are none.
_STAND_INS: dict[str, dict[str, str]] = {"technologies": {"product": ""}, "contracts": {}, "incidents": {}}
_GONE = object()

# By step, what becomes of the value there: a replacement, or the same for the steps below it.
_Changes = dict[str | int, object]


class _Below(_Changes):
    """Changes further down."""


def aside(path: Path, value: object, *, missing: bool) -> Path:
    """The path to set aside for a fault at `path`: the smallest part that the rest can do without."""
    if _is_product(path):
        return path
    at = path[:-1] if missing else present(path, value)
    for number, step in enumerate(at):
        if step in _WHOLE:
            return at[: number + 1]
    return at


def present(path: Path, value: object) -> Path:
    """As much of a path as leads through mappings and lists that are there."""
    for number, step in enumerate(path):
        in_mapping = isinstance(value, dict) and step in value
        in_list = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not (in_mapping or in_list):
            return path[:number]
        value = cast("dict[str | int, object]", value)[step]
    return path


def noted(path: Path) -> tuple[Path, ...]:
    """How the record remembers that `path` was set aside; a stand-in still counts as an item of its list."""
    if _is_stand_in(path):
        return ((*path, "*"),)
    other = _TOGETHER.get(str(path[-1])) if path else None
    return (path, (*path[:-1], other)) if other else (path,)


def without(value: object, faulty: Iterable[Path], empty: Iterable[Path] = ()) -> object:
    """The value with the faulty paths set aside and the empty ones left out; the original is not touched."""
    changes = _Below()
    for path in empty:
        _plan(changes, path, _GONE)
    for path in faulty:
        if _is_stand_in(path):
            _plan(changes, path, dict(_STAND_INS[str(path[0])]))
        else:
            for each in noted(path):
                _plan(changes, each, "" if _is_product(each) else _GONE)
    return _changed(value, changes)


def _plan(changes: _Changes, path: Path, replacement: object) -> None:
    for step in path[:-1]:
        below = changes.setdefault(step, _Below())
        if not isinstance(below, _Below):  # all of it goes already
            return
        changes = below
    changes[path[-1]] = replacement


def _changed(value: object, changes: Mapping[str | int, object]) -> object:
    if isinstance(value, dict):
        mapping = cast("dict[str | int, object]", dict(value))
        for step, change in changes.items():
            if isinstance(change, _Below):
                if step in mapping:
                    mapping[step] = _changed(mapping[step], change)
            elif change is _GONE:
                mapping.pop(step, None)
            else:
                mapping[step] = change
        return mapping
    if isinstance(value, list):
        items = [_item(item, changes[step]) if step in changes else item for step, item in enumerate(value)]
        return [item for item in items if item is not _GONE]
    return value


def _item(item: object, change: object) -> object:
    return _changed(item, change) if isinstance(change, _Below) else change


def _is_product(path: Path) -> bool:
    return len(path) == 3 and path[0] == "technologies" and path[2] == "product"


def _is_stand_in(path: Path) -> bool:
    return len(path) == 2 and path[0] in _STAND_INS
