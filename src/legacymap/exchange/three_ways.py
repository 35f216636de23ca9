"""One draft merged into its record: what was said, what is said, what stands (exchange, section 2.3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from legacymap.domain.findings import Path
from legacymap.exchange.draft import (
    Declared,
    Draft,
    Finding,
    Item,
    Place,
    State,
    Statement,
    Statements,
    Written,
)
from legacymap.exchange.lock import Lock, is_digest_of, is_locked_as_text, is_sensitive, locked
from legacymap.exchange.records import (
    ITEM_KEYS,
    RECORD_KEYS,
    TEXT_LISTS,
    Present,
    is_same,
    item_identity,
    rank,
    record_of,
    shortened,
)

_CONSUMERS = "used_by"
Edit = str | list[str] | dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Merging:
    """How to merge: the import's name, and what the mapping and flags say.

    `organisations` gives ids by text (compared without case), of the inventory and of the mapping;
    `organisation` is that of drafts which name none. `known` are the organisations of the inventory.
    """

    name: str
    organisation: str
    organisations: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    matches: Mapping[str, str] = field(default_factory=dict)
    prefers_source: bool = False
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a record before and after; None where there is none."""

    route: str
    before: Written | None
    after: Written | None


@dataclass(slots=True)
class Merged:
    """What becomes of one draft: its record's full id, and the new record or the edits of the old one."""

    key: str
    id: str
    state: State
    place: Place
    name: str = ""
    record: dict[str, object] | None = None
    edits: list[tuple[Path, Edit]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    draft: Draft | None = None

    def told(self) -> list[Change]:
        """The changes; of a new record all that it states."""
        if self.draft is None:
            return self.changes
        values = sorted(self.draft.values.items(), key=lambda each: rank(each[0]))
        found = [Change(route, None, each.value) for route, each in values]
        for item in self.draft.items:
            prefix = f"{item.list}[{item.identity}]"
            found += [Change(f"{prefix}.{name}", None, each.value) for name, each in item.values.items()]
        return found


class Merge:
    """One draft merged into its record, by the table of section 2.3."""

    def __init__(self, draft: Draft, found: Merged, lock: Lock, merging: Merging, declared: Declared) -> None:
        self._draft = draft
        self._found = found
        self._merging = merging
        self._stated = declared
        row = lock.rows.get(draft.key)
        self._base: Mapping[str, str] = row.values if row is not None else {}
        self._open = frozenset(row.open) if row is not None else frozenset()
        self.locked: dict[str, str] = {}
        self.open: set[str] = set()
        self.findings: list[Finding] = []
        self.preferred = 0
        self.is_as_before = False

    def merge(self, record: Present | None) -> None:
        """Fills in the record or its edits, the changes and what to lock."""
        own = f"ids.{self._merging.name}"
        self._lock(own)
        if record is not None and self.locked == self._base and not self._open:
            self.is_as_before = record.known_as(self._merging.name) == self._draft.key
            if self.is_as_before:
                return  # the source says what it said before: whatever the record says stays
        key = Statement(self._draft.key, self._draft.key, self._draft.place)
        values = {own: key, **self._draft.values}
        if record is None:
            self._new(values)
            return
        self._names(record, values)
        for route, statement in sorted(values.items(), key=lambda each: rank(each[0])):
            if route in {*TEXT_LISTS, _CONSUMERS} and isinstance(statement.value, tuple):
                self._texts(record, route, statement)
            else:
                self._value(record, route, statement)
        self._items(record)
        self._no_longer(record, values)
        if self._found.edits:
            self._found.state = "changed"

    def _lock(self, own: str) -> None:
        """Fills in what to lock of all that is said; the key is locked as such."""
        held = self.locked
        for route, each in self._draft.values.items():
            held[route] = each.text if is_locked_as_text(route) else locked(route, each.text, each.value)
        held.pop(own, None)
        for item in self._draft.items:
            prefix = f"{item.list}[{item.identity}]."
            is_hashed = is_sensitive(prefix)
            for name, each in item.values.items():
                route = prefix + name
                held[route] = locked(route, each.text, each.value) if is_hashed else each.text

    def _new(self, values: Statements) -> None:
        organisation, _, short = self._found.id.partition("/")
        tree: dict[str, Written | Sequence[object]] = {"id": short}
        for route, each in values.items():
            tree[route] = each.value
        for item in self._draft.items:
            written = shortened(item.list, item_values(item.list, item, organisation))
            items = tree.setdefault(item.list, [])
            if isinstance(items, list):
                items.append(written)
        whole = self._draft.record
        self._found.record = record_of(tree) if whole is None else _with_id(whole, short, values)
        self._found.draft = self._draft
        self._found.state = "new"

    def _names(self, record: Present, values: Statements) -> None:
        """Keeps the old name as an alias where the source has another name now."""
        name = values.get("name")
        old = record.values.get("name")
        if name is None or not isinstance(old, str) or self._verdict(record, "name", name) != "set":
            return
        known = values.get("aliases")
        aliases = known.value if known is not None and isinstance(known.value, tuple) else ()
        if old not in aliases and old not in record.names[1:]:
            values["aliases"] = Statement((*aliases, old), known.text if known else "", name.place)

    def _verdict(self, record: Present, route: str, statement: Statement) -> str:
        """`set`, `leave`, `tell` or `open`, by what was said (B), is said (T) and stands (O)."""
        old = record.at(route)
        if is_same(route, statement.value, old):
            return "leave"
        before = self._base.get(route)
        if before is None:
            return "set" if old is None else "tell"
        if before == locked(route, statement.text, statement.value):
            return "open" if route in self._open else "leave"
        return "set" if old is not None and self._was(route, before, old) else "tell"

    def _was(self, route: str, before: str, old: object) -> bool:
        """Whether a record still says what the source said before."""
        if before.startswith("sha256:"):
            return isinstance(old, str) and is_digest_of(before, old)
        if route == _CONSUMERS:
            return isinstance(old, list) and {*before.split(", ")} == {str(each) for each in old}
        bare = _bare(route)
        read = self._stated.reread(bare, before) if self._stated.reread is not None else before
        return is_same(bare, read, old) or is_same(bare, before, old)

    def _value(self, record: Present, route: str, statement: Statement) -> None:
        verdict = self._verdict(record, route, statement)
        if verdict in {"tell", "open"}:
            if self._merging.prefers_source:
                verdict = "set"
                self.preferred += 1
            else:
                self.open.add(route)
        if verdict == "set":
            self._set(record.path(route), route, record.at(route), statement.value)
        elif verdict == "tell":
            self._tell(route, statement, record.at(route))

    def _texts(self, record: Present, route: str, statement: Statement) -> None:
        """Adds the texts of a list that are new in the source and not in the record."""
        old = record.at(route)
        have = [str(each) for each in old] if isinstance(old, list) else []
        said = self._texts_said(route)
        new = [each for each in statement.value if each not in have and each not in said]
        gone = {each for each in have if each in said and each not in statement.value}
        out = self._consumers_out(statement, gone) if route == _CONSUMERS else frozenset()
        if new or out:
            kept = [each for each in have if each not in out]
            self._set(record.path(route), route, tuple(have) or None, (*kept, *new))

    def _texts_said(self, route: str) -> frozenset[str]:
        """The texts of a list that the source said before."""
        before = self._base.get(route)
        if before and route == _CONSUMERS:
            return frozenset(before.split(", "))
        read = self._stated.reread(route, before) if before and self._stated.reread is not None else None
        return frozenset(read) if isinstance(read, tuple) else frozenset()

    def _consumers_out(self, statement: Statement, gone: set[str]) -> frozenset[str]:
        """Which consumers go that the source no longer names; else they are told of, and stay locked."""
        if self._merging.withdraws or not gone:
            return frozenset(gone)
        self.locked[_CONSUMERS] = ", ".join(sorted({*statement.value, *gone}))
        for each in sorted(gone):
            message = f"The source no longer says that `{each}` needs it, and the inventory still does"
            hint = "`--withdraw` takes it out if it is not true any more."
            finding = Finding(
                "no-longer-said", message, self._draft.place_of(statement), hint, key=self._draft.key
            )
            self.findings.append(_of(finding, self._found.id, _CONSUMERS, each))
        return frozenset()

    def _items(self, record: Present) -> None:
        numbers: Counter[str] = Counter()
        for item in self._draft.items:
            old = record.items(item.list)
            prefix = f"{item.list}[{item.identity}]."
            at = next((n for n, each in enumerate(old) if self._is_item(item, each)), None)
            if at is not None:
                self._item(item, prefix, (item.list, at), old[at])
            elif self._is_out(item.list, prefix):
                continue  # a person has taken it out
            elif record.says_none(item.list) and not self._merging.prefers_source:
                first = next(iter(item.values.values()))
                self._tell(f"{item.list}", first, "none")
                self.open.add(item.list)
            else:
                values = item_values(item.list, item, record.organisation)
                number = len(old) + numbers[item.list]
                numbers[item.list] += 1
                written = shortened(item.list, values)
                self._found.edits.append(((item.list, number), written))
                for name in values:
                    self._found.changes.append(Change(f"{prefix}{name}", None, values[name]))

    def _is_out(self, list_name: str, prefix: str) -> bool:
        """Whether an item that the source said before is left out; one that was told of may be preferred."""
        if not any(route.startswith(prefix) for route in self._base):
            return False
        is_open = list_name in self._open
        if is_open and not self._merging.prefers_source:
            self.open.add(list_name)
        return not (is_open and self._merging.prefers_source)

    def _is_item(self, item: Item, other: Mapping[str, object]) -> bool:
        return item_identity(item.list, other) == item.identity

    def _item(self, item: Item, prefix: str, path: Path, old: Mapping[str, object]) -> None:
        for name, statement in item.values.items():
            stands = old.get(name)
            route = f"{prefix}{name}"
            is_default = stands is None and name in {"confidence", "strength"}
            if item.list == "depends_on" and is_default:
                continue  # what a person has confirmed stays confirmed
            if is_same(_bare(route), statement.value, stands):
                continue
            before = self._base.get(route)
            is_new = before is None and stands is None
            is_changed = before is not None and before != locked(route, statement.text, statement.value)
            can = is_new or (is_changed and stands is not None and self._was(route, before or "", stands))
            is_open = before is None or is_changed or route in self._open
            if can or (self._merging.prefers_source and is_open):
                self.preferred += not can
                self._set((*path, name), route, stands, statement.value)
            elif is_open:
                self.open.add(route)
                if before is None or is_changed:
                    self._tell(route, statement, stands)

    def _no_longer(self, record: Present, values: Statements) -> None:
        """What the source said before and does not say now: LM512, and out by `--withdraw`."""
        now = {*values, *self.locked}
        gone = [route for route in sorted(self._base) if route not in now and self._is_as_said(record, route)]
        moved = [route for route in gone if route in self._stated.moved]
        out = self._withdrawn(record, gone if self._merging.withdraws else moved)
        for route in gone:
            stands = _written(self._stands(record, route))
            if route in out:
                self._found.changes.append(Change(route, stands, None))
                continue
            self.locked[route] = self._base[route]
            message = f"The source no longer says `{route}`, and the inventory still does"
            hint = (
                "Take it out by hand if it is not true any more: the item says more than the source did."
                if self._merging.withdraws
                else "`--withdraw` takes it out if it is not true any more."
            )
            finding = Finding("no-longer-said", message, self._draft.place, hint, key=self._draft.key)
            self.findings.append(_of(finding, self._found.id, route, _text(stands)))

    def _is_as_said(self, record: Present, route: str) -> bool:
        old = self._stands(record, route)
        return old is not None and self._was(route, self._base[route], old)

    def _withdrawn(self, record: Present, gone: Sequence[str]) -> frozenset[str]:
        """Takes out what is gone: values, and items to which nobody has added; gives their routes."""
        out: set[str] = set()
        whole: dict[str, list[int]] = {}
        for prefix in dict.fromkeys(route.rpartition("].")[0] for route in gone if "[" in route):
            routes = {route for route in gone if route.startswith(f"{prefix}].")}
            list_name, at, item = self._item_of(record, prefix)
            if not set(item) <= {route.rpartition("].")[2] for route in routes}:
                if any(route.startswith(f"{prefix}].") for route in self.locked):
                    self._found.edits += [
                        ((list_name, at, route.rpartition("].")[2]), None) for route in routes
                    ]
                    out |= routes
                continue
            whole.setdefault(list_name, []).append(at)
            out |= routes
        for list_name, numbers in whole.items():
            held = len(record.items(list_name))
            is_all = held == len(numbers) and not any(
                path[:1] == (list_name,) for path, _ in self._found.edits
            )
            paths: list[Path] = [(list_name,)] if is_all else [(list_name, each) for each in numbers]
            self._found.edits += [(path, None) for path in paths]
        for route in gone:
            if "[" not in route:
                self._found.edits.append((record.path_to_remove(route), None))
                out.add(route)
        return frozenset(out)

    def _item_of(self, record: Present, prefix: str) -> tuple[str, int, Mapping[str, object]]:
        """The item of a record that the start of a route of the lock names, with its list and number."""
        list_name, _, wanted = prefix.partition("[")
        items = record.items(list_name)
        at = next(n for n, each in enumerate(items) if item_identity(list_name, each) == wanted)
        return list_name, at, items[at]

    def _stands(self, record: Present, route: str) -> object:
        """What a record says at a route of the lock, items included."""
        list_name, bracket, rest = route.partition("[")
        if not bracket:
            return record.at(route)
        wanted, _, name = rest.rpartition("].")
        items = [each for each in record.items(list_name) if item_identity(list_name, each) == wanted]
        return items[0].get(name) if items else None

    def _set(self, path: Path, route: str, before: object, after: Written) -> None:
        self._found.edits.append((path, list(after) if isinstance(after, tuple) else after))
        self._found.changes.append(Change(route, _written(before), after))

    def _tell(self, route: str, statement: Statement, old: object) -> None:
        said, stands = _text(statement.value), _text(_written(old))
        message = (
            f"The source says `{said[:60]}` for `{route}`, and the inventory `{stands[:60]}`"
            if stands
            else f"The source says `{said[:60]}` for `{route}`, which was taken out of the inventory"
        )
        hint = "The inventory stays as it is; edit one of the two, or take the source's by `--prefer source`."
        finding = Finding("two-truths", message, self._draft.place_of(statement), hint, key=self._draft.key)
        self.findings.append(_of(finding, self._found.id, route, said))


def item_values(list_name: str, item: Item, organisation: str) -> dict[str, str]:
    """An item as it is written: keys in their order, a reference short where it can be."""
    keys = [key for key in ITEM_KEYS.get(list_name, ()) if key in item.values]
    others = [key for key in item.values if key not in keys] if len(keys) < len(item.values) else []
    values = {key: _text(item.values[key].value) for key in (*keys, *others)}
    if list_name == "depends_on":
        values["system"] = values["system"].removeprefix(f"{organisation}/")
    return values


def _with_id(record: Mapping[str, object], short: str, values: Statements) -> dict[str, object]:
    """A record that the source holds whole, with its id here and the key by which it is known again."""
    ids = {
        route.removeprefix("ids."): each.value for route, each in values.items() if route.startswith("ids.")
    }
    held = record.get("ids")
    whole = {**record, "id": short, "ids": {**(held if isinstance(held, dict) else {}), **ids}}
    order = {key: number for number, key in enumerate(RECORD_KEYS)}
    return {key: whole[key] for key in sorted(whole, key=lambda key: order.get(key, len(order)))}


def _of(finding: Finding, system: str, route: str, value: str) -> Finding:
    return Finding(
        finding.rule, finding.message, finding.place, finding.hint, finding.key, system, route, value
    )


def _bare(route: str) -> str:
    """A route of an item without its identity: `technologies[cobol].version` is `technologies.version`."""
    list_name, bracket, rest = route.partition("[")
    return f"{list_name}.{rest.rpartition('].')[2]}" if bracket else route


def _written(value: object) -> Written | None:
    if value is None:
        return None
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else str(value)


def _text(value: Written | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""
