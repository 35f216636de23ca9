"""Trouble in the user's data, as it is found and as it is reported."""

from dataclasses import dataclass, field
from typing import Literal

from legacymap.domain.place import Path, Place, Route

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the name of the rule it breaks, one plain sentence, and a remedy.

    `where` is a route, or at once a place where there is no document to follow a route in; `system` is the
    full id of the system and `subject` the path below its record, both empty where none applies;
    `discreet` is the sentence without any value of the inventory, where it must not be quoted.
    `related` are other places that a reader needs, each with a few words.
    """

    rule: str
    message: str
    where: Route | Place
    hint: str = ""
    system: str = ""
    subject: Path = ()
    discreet: str = ""
    related: tuple[tuple[Route, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault dressed for the reader: rule, severity, place, fingerprint, and the waiver's reason if any.

    The fingerprint is a hexadecimal digest that does not change when lines move.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str
    place: Place
    system: str
    path: str
    fingerprint: str
    waived: str | None = None
    discreet: str = ""
    related: tuple[tuple[Place, str], ...] = field(default=())
