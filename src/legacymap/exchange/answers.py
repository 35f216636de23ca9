"""Answers that come back in workbooks, held against what was asked and what the inventory says now."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from legacymap.domain.dates import partial_date
from legacymap.exchange.draft import CellInDoubt, Finding, Outcome, Place, Read, Reference, Refused
from legacymap.exchange.lock import is_sensitive
from legacymap.exchange.questions import ITEM_SHEETS, NONE_ROW, base, declared, items_of, route_of
from legacymap.exchange.readings import Reading, kind_of, reader
from legacymap.exchange.readings.cells import plain
from legacymap.exchange.readings.quantities import read_date
from legacymap.exchange.readings.words import read_yes_no
from legacymap.exchange.records import Present, is_same, shortened
from legacymap.exchange.returned import LIST_OF, Returned, Row, altered
from legacymap.exchange.targets.questions import ANSWER, AS_OF, EVIDENCE, KEY, QUESTIONS, ROLE

Edit = str | list[str] | dict[str, str]
_NOT_KNOWN = frozenset({"don't know", "dont know", "do not know", "not known", "?", "weiß nicht", "unknown"})


@dataclass(frozen=True, slots=True)
class Asking:
    """What answers are held against.

    `levels` gives by criterion its code and scale; `find` the full id that a reference in an organisation
    means; `where` the place of a system's record; `today` is the day of an answer that names none.
    """

    today: str
    levels: Mapping[str, tuple[str, int, int]]
    find: Callable[[str, str], str | None]
    nearest: Callable[[str], str]
    where: Callable[[str], Place]
    currency: Callable[[str], str] = lambda _: "GBP"
    names_a_person: Callable[[str], bool] = lambda _: False


class NotKnown(NamedTuple):
    """That somebody answered that they did not know."""

    key: str
    date: str
    role: str


@dataclass(slots=True)
class Answered:
    """What came of the answers: edits by full id, and by key why others were not taken.

    `same` counts those that say what is on record already.
    """

    edits: dict[str, list[tuple[tuple[str | int, ...], Edit]]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    same: int = 0
    rejected: dict[str, str] = field(default_factory=dict)
    rejected_rows: list[Row] = field(default_factory=list)
    not_known: list[NotKnown] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def answered(workbooks: Iterable[Returned], present: Mapping[str, Present], asking: Asking) -> Answered:
    """Every answer read, compared and turned into edits; nothing of a row that is rejected is written."""
    outcome = Answered()
    by_key: dict[str, list[tuple[Returned, Row]]] = {}
    for book in workbooks:
        outcome.findings += book.findings
        systems = {row.system for row in book.rows}
        if systems and not systems & present.keys():
            message = "None of its systems is in this inventory: it was written for another"
            hint = "Name the inventory that the questions came from with `--into`."
            outcome.findings.append(altered(message, Place(book.file), hint))
            continue
        for row in book.rows:
            by_key.setdefault(row.key, []).append((book, row))
    _Merger(present, asking, outcome).merge(by_key)
    return outcome


def reference_finder(find: Callable[[Reference], str | None]) -> Callable[[str, str], str | None]:
    """Finds what an owner writes for a system: an id of the own organisation first, then any other way."""

    def found(text: str, organisation: str) -> str | None:
        own = find(Reference(f"{organisation}/{text.strip()}", "id")) if "/" not in text else None
        return own or find(Reference(text))

    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says, read: the value (of items, values by column), and who says it, as of when."""

    row: Row
    values: Mapping[str, str]
    evidence: str
    as_of: str
    role: str


class _Merger:
    """Holds answers against the inventory, in the order of their keys."""

    def __init__(self, present: Mapping[str, Present], asking: Asking, outcome: Answered) -> None:
        self._present = present
        self._asking = asking
        self._outcome = outcome
        self._topics: dict[tuple[str, str, str, str], set[str]] = {}
        self._dated: set[str] = set()
        self._added: dict[tuple[str, str], int] = {}

    def merge(self, by_key: Mapping[str, Sequence[tuple[Returned, Row]]]) -> None:
        """Every key; then the sources of what was taken."""
        for key in sorted(by_key):
            rows = [row for _, row in by_key[key]]
            if rows[0].system not in self._present:
                self._gone(rows)
                continue
            said = [each for book, row in by_key[key] if (each := self._read(row, book.owner)) is not None]
            if said and self._agree(said):
                self._take(said[0])
        self._write_sources()

    def _gone(self, rows: Sequence[Row]) -> None:
        for row in rows:
            message = f"`{row.system}` is no longer in the inventory"
            finding = Finding(
                "system-gone", message, row.place(KEY), "Its id may have changed.", row.key, row.system
            )
            self._reject(row, finding)

    def _reject(self, row: Row, finding: Finding) -> None:
        self._outcome.findings.append(finding)
        if row.key not in self._outcome.rejected:
            self._outcome.rejected[row.key] = finding.message
            self._outcome.rejected_rows.append(row)

    # Reading a row

    def _read(self, row: Row, owner: str) -> _Said | None:
        if row.is_untouched:
            return None
        role = " ".join(row.text(ROLE).split())
        if role and self._asking.names_a_person(role):
            message = "The one who answered is named: a role or a team is asked for"
            hint = "Write the role; the name is not kept."
            self._reject(row, Finding("person-not-role", message, row.place(ROLE), hint, row.key, row.system))
            return None
        as_of = self._asking.today
        if row.text(AS_OF):
            read = read_date(row.cells[AS_OF])
            if isinstance(read, Refused):
                self._reject(row, self._not_understood(row, AS_OF, read))
                return None
            as_of = str(read.value)
        values = self._values(row)
        evidence = " ".join(row.text(EVIDENCE).split())
        return None if values is None else _Said(row, values, evidence, as_of, role or owner)

    def _values(self, row: Row) -> Mapping[str, str] | None:
        """What the row's cells say, by route or column; None where one cannot be read."""
        if row.sheet == QUESTIONS:
            return self._cell_values(row, {ANSWER: row.route})
        name = LIST_OF[row.sheet]
        if row.key.endswith("=none"):
            return self._cell_values(row, {NONE_ROW: "incidents_complete"})
        wanted = {column: route_of(name, column) for column in ITEM_SHEETS[name][1] if row.text(column)}
        old = self._item(row)
        changed = {
            column: route for column, route in wanted.items() if row.text(column) != old.get(column, "")
        }
        return self._cell_values(row, changed)

    def _cell_values(self, row: Row, routes: Mapping[str, str]) -> Mapping[str, str] | None:
        values: dict[str, str] = {}
        for heading, route in routes.items():
            if self._says_not_known(row.text(heading), route):
                values[heading] = ""
                continue
            read = self._read_cell(row, heading, route)
            if isinstance(read, Refused):
                self._reject(row, self._not_understood(row, heading, read))
                return None
            values[heading] = str(read.value)
        return values

    def _says_not_known(self, text: str, route: str) -> bool:
        word = plain(text.replace("’", "'")).rstrip(".")
        return word in _NOT_KNOWN and not (word == "unknown" and kind_of(route) == "end")

    def _read_cell(self, row: Row, heading: str, route: str) -> Outcome:
        organisation = row.system.partition("/")[0]
        known = Reading(
            currency=self._asking.currency(organisation), names_a_person=self._asking.names_a_person
        )
        if route == "used_by.system":
            return self._reference(row, heading, organisation)
        value = row.cells[heading]
        # Answers are text cells: a version that a program made a number all the same is taken as its digits.
        read = reader(route, known)(str(value) if isinstance(value, int) else value, "")
        if kind_of(route) != "level" or isinstance(value, CellInDoubt):
            return read
        if isinstance(read, Refused) or str(read.value).isdigit():
            _, low, high = self._asking.levels.get(route.rpartition(".")[2], ("", 0, 99))
            if isinstance(read, Refused) or not low <= int(str(read.value)) <= high:
                why = f"is not a level of {low} to {high}"
                return Refused("answer-not-understood", why, "Choose one from the list, or write its number.")
        return read

    def _reference(self, row: Row, heading: str, organisation: str) -> Outcome:
        text = row.text(heading)
        found = self._asking.find(text, organisation)
        if found is None or found == row.system:
            near = self._asking.nearest(text)
            hint = f"Did you mean `{near}`?" if near and near != row.system else "Write its name or its id."
            why = "is the system itself" if found else "is no system of the inventory"
            return Refused("answer-not-understood", why, hint)
        return Read(found.removeprefix(f"{organisation}/"))

    def _not_understood(self, row: Row, heading: str, asked: Refused) -> Finding:
        rule = "person-not-role" if asked.rule == "person-not-role" else "answer-not-understood"
        hides = rule == "person-not-role" or is_sensitive(row.route)
        shown = "The answer" if hides else f'"{row.text(heading)[:80]}"'
        place = row.place(heading)
        return Finding(rule, f"{shown} {asked.message}", place, asked.hint, row.key, row.system, row.route)

    def _item(self, row: Row) -> Mapping[str, str]:
        """The item on record now that a row was written for; empty for a new one."""
        _, bracket, place = row.key.rpartition("[")
        items = items_of(self._present[row.system].values, LIST_OF[row.sheet])
        number = int(place.rstrip("]")) if bracket and place.rstrip("]").isdigit() else len(items)
        return items[number] if number < len(items) else {}

    # Comparing

    def _agree(self, said: Sequence[_Said]) -> bool:
        """Whether all workbooks say one thing."""
        first = said[0]
        for other in said[1:]:
            routes = {**first.values, **other.values}
            if not all(_same(first.row, key, first.values, other.values) for key in routes):
                self._reject_both(first.row, other.row)
                return False
        return True

    def _reject_both(self, one: Row, other: Row) -> None:
        message = "Two workbooks answer this in two ways: nothing is written"
        hint = "Ask those who answered to agree."
        for row, rival in ((one, other), (other, one)):
            place, elsewhere = row.place(_answer_heading(row)), rival.place(_answer_heading(rival))
            finding = Finding("answered-in-two-ways", message, place, hint, row.key, row.system, row.route)
            self._reject(row, replace(finding, others=(elsewhere,), count=2))

    def _take(self, said: _Said) -> None:
        if said.values and all(value == "" for value in said.values.values()):
            self._outcome.not_known.append(NotKnown(said.row.key, said.as_of, said.role))
        elif said.row.sheet == QUESTIONS:
            self._take_single(said)
        elif said.row.key.endswith("=none"):
            self._take_none(said)
        else:
            self._take_item(said)

    def _take_single(self, said: _Said) -> None:
        row, present = said.row, self._present[said.row.system]
        code = self._asking.levels.get(row.route.rpartition(".")[2], ("", 0, 0))[0]
        now, value = declared(present.values, row.route, code), said.values[ANSWER]
        if now and is_same(row.route, now, value):
            self._outcome.same += 1
        elif base(now) != row.base:
            self._two_ways(said, now, value)
        elif kind_of(row.route) == "level":
            self._set_level(said, present, value)
        else:
            self._edit(said, tuple(_path(present, row.route)), value)
            if row.route == "vulnerabilities.known":
                self._edit(said, ("vulnerabilities", "checked"), said.as_of)

    def _two_ways(self, said: _Said, now: str, value: str) -> None:
        row = said.row
        hides = is_sensitive(row.route)
        told = "" if hides else f": `{now[:60] or 'nothing'}` on record, `{value[:60]}` here"
        message = f"The record has changed since it was asked{told}; nothing is written"
        place, hint = row.place(_answer_heading(row)), "Decide which is true, and write it in the record."
        finding = Finding("answered-in-two-ways", message, place, hint, row.key, row.system, row.route)
        self._reject(row, replace(finding, others=(self._asking.where(row.system),), count=2))

    def _take_none(self, said: _Said) -> None:
        row, present = said.row, self._present[said.row.system]
        name = LIST_OF[row.sheet]
        answer = read_yes_no(said.values[NONE_ROW] or "no")
        if isinstance(answer, Refused) or answer.value == "no":
            return
        if present.says_none(name):
            self._outcome.same += 1
        elif items_of(present.values, name) or self._added.get((row.system, name)):
            self._two_ways(said, "some", "none")
        else:
            self._edit(said, (name,), [])
            if name == "used_by" and not declared(present.values, "consumers_complete"):
                self._edit(said, ("consumers_complete",), "yes")

    def _take_item(self, said: _Said) -> None:
        row, present = said.row, self._present[said.row.system]
        name = LIST_OF[row.sheet]
        values = {column: value for column, value in said.values.items() if value}
        old = self._item(row)
        changed = {column: value for column, value in values.items() if not _is_so(name, column, old, value)}
        if not changed:
            self._outcome.same += not old
        elif old and base(old) != row.base:
            self._two_ways(said, " ".join(old.values()), " ".join(values.values()))
        elif old:
            place = int(row.key.rpartition("[")[2].rstrip("]"))
            for column, value in changed.items():
                inner = ("support", column) if column in {"standard_ends", "ours_ends"} else (column,)
                self._edit(said, (name, place, *inner), value)
        else:
            self._add_item(said, present, name, values)

    def _add_item(self, said: _Said, present: Present, name: str, values: Mapping[str, str]) -> None:
        row = said.row
        first = ITEM_SHEETS[name][1][0]
        if name in {"technologies", "used_by"} and first not in values:
            asked = Refused(
                "answer-not-understood", f"stands in a row without its {first}", f"Fill `{first}` too."
            )
            self._reject(row, self._not_understood(row, next(iter(values)), asked))
            return
        items = items_of(present.values, name)
        if any(all(_is_so(name, column, item, value) for column, value in values.items()) for item in items):
            self._outcome.same += 1
            return
        alike = [
            item
            for item in items
            if name == "technologies" and plain(item.get("product", "")) == plain(values[first])
        ]
        if alike:
            self._two_ways(said, " ".join(alike[0].values()), " ".join(values.values()))
            return
        number = self._added.get((row.system, name), len(items))
        self._added[row.system, name] = number + 1
        self._edit(said, (name, number), _new_item(name, values))

    # Writing

    def _set_level(self, said: _Said, present: Present, value: str) -> None:
        row = said.row
        criterion = row.route.rpartition(".")[2]
        code = self._asking.levels.get(criterion, ("", 0, 0))[0]
        assessment = present.values.get("assessment")
        scores = assessment.get("scores") if isinstance(assessment, Mapping) else None
        named = code if isinstance(scores, Mapping) and code in scores else criterion
        held = scores.get(named) if isinstance(scores, Mapping) else None
        is_range = isinstance(held, Mapping) and "between" in held
        if is_range and not value.isdigit():
            self._cannot_be_edited(row, named, value)
            return
        if isinstance(assessment, Mapping):
            self._ask_for_review(said, str(assessment.get("date") or ""))
        elif row.system not in self._dated:
            self._dated.add(row.system)
            self._edit(said, ("assessment", "date"), said.as_of, topic="")
            if said.role:
                self._edit(said, ("assessment", "assessor"), said.role, topic="")
        who = ", ".join(each for each in (said.role, said.as_of) if each)
        evidence = f"{said.evidence} ({who})".strip()
        path = ("assessment", "scores", named)
        if is_range:  # made a range of one level, since nothing is taken out
            self._edit(said, (*path, "between"), [value, value], topic="")
            self._edit(said, (*path, "evidence"), evidence, topic="")
        else:
            self._edit(said, path, {"score": value, "evidence": evidence}, topic="")

    def _cannot_be_edited(self, row: Row, named: str, value: str) -> None:
        message = f"The range that stands at `{named}` cannot become `{value}` by itself"
        hint = f"Write it in the record: {named}: {value}"
        place = row.place(_answer_heading(row))
        self._reject(row, Finding("cannot-be-edited", message, place, hint, row.key, row.system, row.route))

    def _ask_for_review(self, said: _Said, stated_date: str) -> None:
        if said.row.system in self._dated or not stated_date:
            return
        try:
            is_older = partial_date(stated_date).last < partial_date(said.as_of).first
        except ValueError:
            return
        if is_older:
            self._dated.add(said.row.system)
            message = f"The assessment is of {stated_date}, and the answer of {said.as_of}: its date stays"
            hint = "Review the whole assessment, then give it a new date."
            place, row = self._asking.where(said.row.system), said.row
            self._outcome.findings.append(
                Finding("assessment-older-than-answer", message, place, hint, row.key, row.system)
            )

    def _edit(self, said: _Said, path: tuple[str | int, ...], value: Edit, topic: str | None = None) -> None:
        row = said.row
        self._outcome.edits.setdefault(row.system, []).append((path, value))
        if row.key not in self._outcome.taken:
            self._outcome.taken.append(row.key)
        about = str(path[0]).replace("_", " ") if topic is None else topic
        if about:
            self._topics.setdefault((row.system, row.file, said.role, said.as_of), set()).add(about)

    def _write_sources(self) -> None:
        """Once a workbook and record, who said it and when."""
        counts: dict[str, int] = {}
        for (system, _, role, as_of), topics in sorted(self._topics.items()):
            held = self._present[system].values.get("sources")
            number = counts.setdefault(system, len(held) if isinstance(held, list) else 0)
            counts[system] += 1
            title = f"Answers of {role or 'its owner'}: {', '.join(sorted(topics))}"
            self._outcome.edits[system].append((("sources", number), {"title": title, "date": as_of}))


def _path(present: Present, route: str) -> Iterator[str]:
    """Where a single fact is written: at its own key, or inside the mapping that stands there."""
    if route in {"owner", "hosting"}:
        key = "owners" if route == "owner" and "owners" in present.values else route
        yield key
        if isinstance(present.values.get(key), Mapping):
            yield "business" if route == "owner" else "type"
    else:
        yield from route.split(".")


def _new_item(name: str, values: Mapping[str, str]) -> Edit:
    if name == "used_by":
        return values["system"]
    plainly = {
        column: value for column, value in values.items() if column not in {"standard_ends", "ours_ends"}
    }
    return shortened(name, plainly) if len(plainly) == len(values) else _with_support(plainly, values)


def _with_support(plainly: Mapping[str, str], values: Mapping[str, str]) -> Edit:
    ends = {column: value for column, value in values.items() if column not in plainly}
    return {**plainly, "support": ends}  # type: ignore[dict-item]  # the one item that holds a mapping


def _is_so(name: str, column: str, item: Mapping[str, str], value: str) -> bool:
    held = item.get(column, "")
    return bool(held) and (plain(held) == plain(value) or is_same(route_of(name, column), held, value))


def _same(row: Row, key: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    route = row.route if row.sheet == QUESTIONS or key == NONE_ROW else route_of(LIST_OF[row.sheet], key)
    first, second = one.get(key, ""), other.get(key, "")
    return first == second or is_same(route, first, second)


def _answer_heading(row: Row) -> str:
    if row.sheet == QUESTIONS:
        return ANSWER
    if row.key.endswith("=none"):
        return NONE_ROW
    return next((column for column in ITEM_SHEETS[LIST_OF[row.sheet]][1] if row.text(column)), KEY)
