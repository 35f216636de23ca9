"""Forty faults that people make, each planted alone in a sound file, with the place where an editor should open."""

# ruff: noqa: E501 - cases are read as the rows of a table
from dataclasses import dataclass
from textwrap import dedent

_OPEN, _CLOSE = "⟦", "⟧"
HEAD = "organisation: {id: home-office, name: Home Office}\nsystems:\n"
HUB = "- {id: identity-hub, name: Identity hub}\n"
TRACKER = "- id: case-tracker\n  name: Case tracker\n"


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: what it is, the rule that it breaks, and the file, with the faulty stretch between ⟦ and ⟧."""

    name: str
    code: str
    marked: str
    encoding: str = "utf-8"

    @property
    def content(self) -> bytes:
        """The file."""
        return self.marked.replace(_OPEN, "").replace(_CLOSE, "").encode(self.encoding)

    @property
    def place(self) -> tuple[int, int]:
        """The line and column at which the fault starts, from 1."""
        before = self.marked.partition(_OPEN)[0]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _record(name: str, code: str, lines: str, *, encoding: str = "utf-8", rest: str = HUB) -> Planted:
    """A fault in the fields of a record."""
    fields = "".join(f"  {line}\n" for line in dedent(lines).strip("\n").split("\n"))
    return Planted(name, code, f"{HEAD}{TRACKER}{fields}{rest}", encoding)


def _options(*options: str) -> str:
    return "remediation:\n  options:\n" + "".join(f"  - {each}\n" for each in options)


PLANTED = (
    _record("unknown key", "LM101", "⟦statsu⟧: live"),
    _record("dangling reference", "LM201", "depends_on: [⟦identity-hbu⟧]"),
    _record("bad enum", "LM107", "status: ⟦alive⟧"),
    _record("bad date", "LM110", "in_service: ⟦2021-02-30⟧"),
    Planted("duplicate id", "LM205", f"{HEAD}{TRACKER}- id: ⟦case-tracker⟧\n  name: Another\n"),
    _record("duplicate key", "LM010", "notes: one\n⟦notes⟧: two"),
    Planted("missing name", "LM102", f"{HEAD}- ⟦id: case-tracker⟧\n  owner: Casework\n{HUB}"),
    _record("wrong type", "LM103", "tags: ⟦asylum⟧"),
    _record("bad money", "LM112", "costs: {annual_run: ⟦four million⟧}"),
    _record("split number", "LM114", _options("{id: a, approach: replace, rdel: [£1,250,⟦000⟧]}")),
    _record("bad financial year", "LM111", _options("{id: a, approach: retire, rdel: [£1m], latest: ⟦2027-29⟧}")),
    _record("score outside its scale", "LM117", "assessment: {scores: {L1: ⟦9⟧}}"),
    _record("unknown criterion", "LM116", "assessment: {scores: {⟦end_of_suport⟧: 6}}"),
    Planted(
        "circle of parts",
        "LM209",
        f"{HEAD}- {{id: case-tracker, name: Case tracker, part_of: ⟦case-archive⟧}}\n"
        "- {id: case-archive, name: Case archive, part_of: case-tracker}\n",
    ),
    _record("dependency on itself", "LM122", "depends_on: [⟦case-tracker⟧]"),
    _record("negative money", "LM113", "costs: {annual_run: ⟦-£4m⟧}"),
    _record("bad yes or no", "LM108", "consumers_complete: ⟦maybe⟧"),
    Planted("bad id", "LM104", f"{HEAD}- id: ⟦Case Tracker⟧\n  name: Case tracker\n{HUB}"),
    Planted("tab as indentation", "LM004", f"{HEAD}{TRACKER}⟦\t⟧owner: Casework\n"),
    _record("two colons in a line", "LM004", "notes: two colons⟦:⟧ not fine"),
    _record("unclosed quote", "LM004", 'notes: ⟦⟧"it never ends'),
    Planted("UTF-16 with a byte order mark", "LM003", f"⟦⟧{HEAD}{TRACKER}", "utf-16"),
    _record("another encoding", "LM003", "costs: {annual_run: ⟦£⟧4m}", encoding="latin-1"),
    _record("tag that builds an object", "LM006", "notes: ⟦!!python/object/apply:os.system [true]⟧"),
    Planted(
        "alias bomb",
        "LM009",
        "x-a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"x-{one}: &{one} [{', '.join([f'*{before}'] * 10)}]\n" for before, one in ("ab", "bc", "cd", "de"))
        + f"x-f: &f [{'*e, ' * 7}⟦*e⟧, *e, *e]\n{HEAD}{TRACKER}",
    ),
    _record("deep nesting", "LM008", f"x-deep: {'[' * 97}⟦[⟧[{']' * 99}"),
    Planted("kinds mixed in a document", "LM013", f"⟦settings⟧: {{prior: uniform}}\n{HEAD}{TRACKER}"),
    Planted("format too new", "LM014", f"legacymap: ⟦2⟧\n{HEAD}{TRACKER}"),
    _record("organisation that was not read", "LM203", "depends_on: [⟦revenue/self-assessment⟧]"),
    Planted(
        "organisation in itself", "LM208",
        "organisation: {id: home-office, name: Home Office, parent: ⟦home-office⟧}\nsystems:\n" + TRACKER,
    ),
    _record("option twice", "LM120", _options("{id: a, approach: retire, rdel: [£1m]}", "{id: ⟦a⟧, approach: rehost, rdel: [£1m]}")),
    _record("option without costs", "LM121", _options("⟦{id: a, approach: replace}⟧")),
    _record("stale assessment", "LM401", "assessment: {date: ⟦2024-04-30⟧, scores: {L1: 6}}"),
    Planted("waiver that has expired", "LM403", f"{HEAD}{TRACKER}  depends_on: [revenue/a]\nwaivers:\n"
            "- {rule: LM203, system: case-tracker, reason: Not read here, approver: Chief architect, expires: ⟦2025-01-31⟧}\n"),
    Planted("waiver that matches nothing", "LM213", f"{HEAD}{TRACKER}waivers:\n"
            "- ⟦{rule: LM204, system: case-tracker, reason: Not read here, approver: Chief architect, expires: 2030-01-31}⟧\n"),
    _record("wrong currency", "LM210", "costs: {annual_run: ⟦€4m⟧}"),
    _record("amount without its suffix", "LM115", "costs: {annual_run: ⟦£4⟧}"),
    _record("live system that needs a retired one", "LM204", "depends_on: [⟦old-hub⟧]",
            rest="- {id: old-hub, name: Old hub, status: retired}\n"),
    _record("person as owner", "LM132", "owner: ⟦Dr J. Okonkwo⟧"),
    _record("consumer that names no such dependency", "LM215", "used_by: [⟦identity-hub⟧]",
            rest="- {id: identity-hub, name: Identity hub, depends_on: []}\n"),
)  # fmt: skip
