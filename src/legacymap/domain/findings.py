"""What is wrong and where it stands: first as a route through a document, then as lines and columns."""

from dataclasses import field
from typing import Literal

from legacymap.domain.frozen import dataclass
from legacymap.domain.pattern import pattern

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a key or value: a file, the number of the document in it (from 0), and the keys to follow.

    `on_key` points at the last key itself instead of at its value.
    """

    file: str
    document: int = 0
    path: Path = ()
    on_key: bool = False

    def to(self, *steps: str | int, on_key: bool = False) -> "Route":
        """The route that goes on from here along `steps`."""
        return Route(self.file, self.document, self.path + steps, on_key)

    def __lt__(self, other: "Route") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[str, int, Path, bool]:
        return self.file, self.document, self.path, self.on_key


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text in a file; lines and columns count from 1, in characters, as an editor shows them.

    `file` is relative to the working directory, with forward slashes; the end is exclusive.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def text(self) -> str:
        """Where it begins, as editors and terminals take it: `file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}"


def path_text(path: Path) -> str:
    """The path as people write it: `depends_on[2].system`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


# What ends a line or drives a terminal anywhere.
_LINES = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
Severity = Literal["error", "warning"]
RuleSeverity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the name of the rule it breaks, one plain sentence, and a remedy.

    `where` is a route, or at once a place where there is no document to follow a route in; `system` is the
    full id of the system and `subject` the path below its record, both empty where none applies;
    `redacted` is the sentence without any value of the inventory, for where none may be quoted; when it is
    empty, the first line of the rule's page stands there. The page's remedy always stands for the hint.
    `related` are other places that a reader needs, each with a few words; `named` is the full id that a
    reference would have if it could be one. `mend` is the text to write in place of the faulty scalar, only
    where it is certain that this is what was meant; `character` the one character to point at, where it is
    one. Whatever a message or hint quotes, it is one line.
    """

    rule: str
    message: str
    where: Route | Place
    hint: str = ""
    system: str = ""
    subject: Path = ()
    redacted: str = ""
    related: tuple[tuple[Route, str], ...] = ()
    named: str = ""
    mend: str | None = None
    character: str = ""

    def __post_init__(self) -> None:
        for key in ("message", "hint", "redacted"):
            text = getattr(self, key)
            if not text.isprintable() and _LINES.search(text):
                object.__setattr__(self, key, _LINES.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault as readers are told of it: rule, severity, place, fingerprint, and the waiver's reason if any.

    The fingerprint is a hexadecimal digest that does not change when lines move. `redacted` and
    `redacted_hint` are the message and hint for outputs that many people see: the same where nothing that
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
    redacted: str = ""
    related: tuple[tuple[Place, str], ...] = field(default=())
    redacted_hint: str = ""
    known: bool = False
    is_named: bool = True

    @property
    def redacted_system(self) -> str:
        """The system for outputs that many people see: empty where its own record is sensitive."""
        return self.system if self.is_named else ""

    @property
    def counts(self) -> bool:
        """Whether it is neither accepted by a waiver nor known from a baseline."""
        return self.waived is None and not self.known


@dataclass(frozen=True, slots=True)
class Related:
    """Another place of a finding, with a few words."""

    file: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `waived` is the waiver's reason, or null; `known` says that the baseline holds it.

    `related` are the other places of a finding that points at several.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    hint: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    system: str
    path: str
    fingerprint: str
    waived: str | None
    known: bool
    related: tuple[Related, ...]


def listed_finding(found: Diagnostic) -> Finding:
    """A diagnostic as documents list it."""
    place = found.place
    return Finding(
        rule=found.code,
        name=found.name,
        severity=found.severity,
        message=found.message,
        hint=found.hint,
        file=place.file,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        system=found.system,
        path=found.path,
        fingerprint=found.fingerprint,
        waived=found.waived,
        known=found.known,
        related=tuple(Related(each.file, each.line, each.column, words) for each, words in found.related),
    )


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's code, the name of its fault, how much it weighs, and its page; the first line names the fault.

    The page is plain text without common indentation; indented lines are examples.
    """

    code: str
    name: str
    severity: RuleSeverity
    page: str

    @property
    def summary(self) -> str:
        """The fault in one sentence."""
        return self.page.partition("\n")[0]

    @property
    def why(self) -> str:
        """Why it matters, on one line."""
        return paragraph(self.page, "Why")

    @property
    def mend(self) -> str:
        """What to do about it, on one line."""
        return paragraph(self.page, "Mend")


def paragraph(page: str, word: str) -> str:
    """The paragraph of a page that starts with a word and a colon, without them; empty when there is none."""
    for part in page.split("\n\n"):
        if part.startswith(f"{word}:"):
            return " ".join(part.removeprefix(f"{word}:").split())
    return ""
