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
    `discreet` is the sentence without any value of the inventory, for where none may be quoted; when it is
    empty, the first line of the rule's page stands there. The page's remedy always stands for the hint.
    `related` are other places that a reader needs, each with a few words; `named` is the full id that a
    reference would have if it could be one. `mend` is the text to write in place of the faulty scalar, only
    where it is certain that this is what was meant.
    """

    rule: str
    message: str
    where: Route | Place
    hint: str = ""
    system: str = ""
    subject: Path = ()
    discreet: str = ""
    related: tuple[tuple[Route, str], ...] = ()
    named: str = ""
    mend: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault dressed for the reader: rule, severity, place, fingerprint, and the waiver's reason if any.

    The fingerprint is a hexadecimal digest that does not change when lines move. `discreet` and
    `discreet_hint` are the message and hint for outputs that many people see: the same where nothing that
    they may quote is sensitive, else without any value of the inventory. `known` says that a baseline has it.
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
    discreet_hint: str = ""
    known: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is neither accepted by a waiver nor known from a baseline."""
        return self.waived is None and not self.known
