"""Numbers that a comma has split between brackets: {cost: £1,250,000} has the keys cost, 250 and 000."""

import re
from typing import cast

from yaml.events import ScalarEvent

from legacymap.domain.findings import Path
from legacymap.reading.document import Slip
from legacymap.reading.parser import Event

_RULE = "split-number"
_BEFORE = re.compile(r"(?:^|[^0-9.])[0-9]{1,3}$")
_TAIL = 4  # as much as _BEFORE can tell of: a long value is not gone through for every key behind it
_REST = re.compile(r"[0-9]{3}(?:\.[0-9]+)?(?:k|m|bn)?", re.IGNORECASE)
_HINT = 'Quote numbers that have commas ("1,250,000"), or write them without: 1250000, £1.25m.'


def continues(before: object, key: str, event: Event) -> bool:
    """Whether a key without a value goes on with the number at the end of the value before it.

    A key in quotes, or one that is no word, does not.
    """
    if not (isinstance(before, str) and _REST.fullmatch(key) and _BEFORE.search(before[-_TAIL:])):
        return False
    return isinstance(cast("object", event), ScalarEvent) and not event.style


def noted(slips: list[Slip], key: str, place: tuple[int, int], path: Path) -> None:
    """Adds the slip of the value at `path`, which is no value either; once, however many commas it has."""
    if not (slips and slips[-1].rule == _RULE and slips[-1].path == path):
        message = f"`{key}` looks like the rest of a number that a comma has split"
        slips.append(Slip(_RULE, message, _HINT, *place, path))
