"""What a source states, merged into what an inventory holds: hand work wins (exchange, sections 2.2, 2.3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legacymap.domain.findings import Path
from legacymap.domain.inventory import RESERVED as _RESERVED
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.values import is_slug
from legacymap.exchange.draft import (
    Draft,
    Finding,
    Item,
    Place,
    State,
    Stated,
    Statement,
    Statements,
    Written,
)
from legacymap.exchange.ids import id_of, is_telling, key_slug, slug
from legacymap.exchange.lock import Lock, LockRow, is_digest_of, locked
from legacymap.exchange.records import (
    ITEM_KEYS,
    RECORD_KEYS,
    TEXT_LISTS,
    Present,
    folded_name,
    is_same,
    item_identity,
    rank,
    record_of,
    shortened,
)
from legacymap.exchange.resolving import Arrows, References

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


@dataclass(slots=True)
class Outcome:
    """All drafts merged, in the order of their keys, the new lock's rows, and what was found.

    `organisations` are the names of organisations that the inventory does not know, by id.
    """

    merged: list[Merged] = field(default_factory=list)
    rows: dict[str, LockRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    organisations: dict[str, str] = field(default_factory=dict)


def merged(stated: Stated, present: Sequence[Present], lock: Lock, merging: Merging) -> Outcome:
    """Every draft merged; counts rows and arrows in the ledger of what is stated."""
    outcome = Outcome(findings=list(stated.findings))
    drafts = _unique(stated, outcome.findings)
    matching = _Matching(present, lock, merging, outcome)
    matched = matching.matched(drafts)
    references = References(present, merging.name)
    for draft, found in matched:
        references.add(draft, found.id)
    arrows = Arrows(references, {draft.place.row_key: found for draft, found in matched}, outcome.findings)
    arrows.put(stated)
    by_id = {each.id: each for each in present}
    preferred = 0
    for draft, found in matched:
        fate = found.state
        if fate != "held":
            writer = _Merge(draft, found, lock, merging, stated)
            writer.merge(by_id.get(found.id))
            outcome.findings += writer.findings
            preferred += writer.preferred
            old = lock.rows.get(draft.key)
            is_old = old is not None and old.id == found.id and old.values == writer.locked
            outcome.rows[draft.key] = old if is_old and old else LockRow(draft.key, found.id, writer.locked)
            fate = found.state
            if fate == "same":  # of many records there is no more to tell, and much to hold
                draft.values, draft.items = {}, []
        elif draft.key in lock.rows:
            outcome.rows[draft.key] = lock.rows[draft.key]
        stated.ledger.rows.add(fate)
        outcome.merged.append(found)
    if preferred:
        stated.notes.append(f"{preferred:,} values of the source were taken where the inventory had others")
    _other_records(arrows, by_id, outcome)
    outcome.findings += _gone(lock, drafts, outcome.rows, next((each.place for each in drafts), None))
    return outcome


def _other_records(arrows: Arrows, present: Mapping[str, Present], outcome: Outcome) -> None:
    """Arrows that stand on records which this import does not state."""
    for full_id, items in sorted(arrows.elsewhere.items()):
        record = present[full_id]
        found = Merged("", full_id, "same", items[0].values["system"].place, str(record.names[0]))
        old = {item_identity("depends_on", each) for each in record.items("depends_on")}
        new = [each for each in items if item_identity("depends_on", _values(each)) not in old]
        for number, item in enumerate(new):
            values = _item_values("depends_on", item, record.organisation)
            found.edits.append((("depends_on", len(record.items("depends_on")) + number), values))
            found.changes.append(Change(f"depends_on[{values['system']}]", None, values["system"]))
        if found.edits:
            found.state = "changed"
            outcome.merged.append(found)


def _with_id(record: Mapping[str, object], short: str, values: Statements) -> dict[str, object]:
    """A record that the source holds whole, with its id here and the key by which it is known again."""
    ids = {
        route.removeprefix("ids."): each.value for route, each in values.items() if route.startswith("ids.")
    }
    held = record.get("ids")
    whole = {**record, "id": short, "ids": {**(held if isinstance(held, dict) else {}), **ids}}
    order = {key: number for number, key in enumerate(RECORD_KEYS)}
    return {key: whole[key] for key in sorted(whole, key=lambda key: order.get(key, len(order)))}


def _unique(stated: Stated, findings: list[Finding]) -> list[Draft]:
    """One draft a key (a name, where there are no keys), in the order of the keys; the others are LM508."""
    groups: dict[str, list[Draft]] = {}
    relations: dict[str, list[str]] = {}
    for relation in stated.relations:
        if "row" in {relation.consumer.by, relation.needed.by}:
            is_own = relation.consumer.by == "row"
            other = relation.needed.text if is_own else relation.consumer.text
            relations.setdefault(relation.place.row_key, []).append(f"{relation.to} {is_own} {other}")

    def cells(draft: Draft) -> list[tuple[str, str]]:
        """All that a row says, for an order that its place does not decide."""
        return sorted([*_cells(draft), *(("", each) for each in relations.get(draft.place.row_key, ()))])

    for draft in stated.drafts:
        if draft.key:
            told = f"key {draft.key}"
        else:
            organisation = draft.organisation.text.casefold() if draft.organisation else ""
            telling = slug(draft.name) if is_telling(draft.name) else draft.name
            told = f"name {organisation} {telling}"
            draft.key = draft.name
        groups.setdefault(told, []).append(draft)
    kept = []
    for told, group in groups.items():
        first, *others = sorted(group, key=cells) if len(group) > 1 else group
        kept.append(first)
        if others:
            word = "key" if told.startswith("key ") else "name"
            shown = first.key if word == "key" else first.name
            message = f"{len(group):,} rows have the {word} `{shown[:60]}`; one of them is read"
            hint = "Give each row a key of its own, or delete what is the same."
            places = [each.place for each in sorted(group, key=lambda each: each.place)]
            findings.append(
                Finding(
                    "row-given-twice",
                    message,
                    places[0],
                    hint,
                    key=first.key,
                    others=tuple(places[1:10]),
                    count=len(group),
                )
            )
            stated.ledger.rows.add("left_out", len(others))
    shared = Counter(draft.key for draft in kept)
    for draft in kept:
        if shared[draft.key] > 1:  # a name without a key, in two organisations
            draft.key = f"{draft.organisation.text if draft.organisation else ''}/{draft.key}"
    return sorted(kept, key=lambda each: each.key)


def _cells(draft: Draft) -> list[tuple[str, str]]:
    """All that a draft says, by route."""
    values = [(route, each.text) for route, each in draft.values.items()]
    items = [(f"{item.list}.{key}", each.text) for item in draft.items for key, each in item.values.items()]
    return values + items


class _Matching:
    """Finds the record of each draft, or an id for a new one."""

    def __init__(self, present: Sequence[Present], lock: Lock, merging: Merging, outcome: Outcome) -> None:
        self._merging = merging
        self._lock = lock
        self._outcome = outcome
        self._by_id = {each.id: each for each in present}
        self._by_key: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        locked_ids = {row.id for row in lock.rows.values()}
        for each in present:
            key = each.known_as(merging.name)
            if key:
                self._by_key.setdefault(key, each.id)
            elif each.id not in locked_ids:
                for name in each.names:
                    self._by_name.setdefault(folded_name(name), []).append(each.id)

    def matched(self, drafts: Sequence[Draft]) -> list[tuple[Draft, Merged]]:
        """Each draft with its record, existing ones first to be recognised, so that ids do not move."""
        found: dict[str, Merged] = {}
        for draft in drafts:
            old = self._old(draft)
            if old is not None:
                found[draft.key] = old
        taken = {*self._by_id, *(each.id for each in found.values())}
        for draft in drafts:
            if draft.key not in found:
                full_id = self._new_id(draft, taken)
                taken.add(full_id)
                state: State = "held" if draft.held else "new"
                found[draft.key] = Merged(draft.key, full_id, state, draft.place, draft.name)
        return [(draft, found[draft.key]) for draft in drafts]

    def _old(self, draft: Draft) -> Merged | None:  # noqa: PLR0911 - the cases of section 2.2
        """The record that the draft speaks of, if there is one or a person must say so."""
        row = self._lock.rows.get(draft.key)
        held: State = "held"
        if row is not None and row.id in self._by_id:
            return Merged(draft.key, row.id, held if draft.held else "same", draft.place, draft.name)
        if draft.key in self._by_key:
            full_id = self._by_key[draft.key]
            return Merged(draft.key, full_id, held if draft.held else "same", draft.place, draft.name)
        if row is not None:
            self._tell_deleted(draft, row.id)
            return Merged(draft.key, row.id, held, draft.place, draft.name)
        match = self._merging.matches.get(draft.key)
        if match is not None and match != "new":
            if match in self._by_id:
                return Merged(draft.key, match, held if draft.held else "same", draft.place, draft.name)
            message = f"The mapping matches `{draft.key}` to `{match}`, which is not in the inventory"
            hint = did_you_mean(match, self._by_id) or "Write the full id, organisation/system, or `new`."
            self._find(Finding("match-to-confirm", message, draft.place, hint, key=draft.key))
            return Merged(draft.key, match, held, draft.place, draft.name)
        alike = [] if match == "new" else self._by_name.get(folded_name(draft.name), [])
        if not alike:
            return None
        message = f"Is `{draft.name}` the system `{alike[0]}`? Their names are the same"
        hint = f"Write in the mapping `matches: {{{draft.key}: {alike[0]}}}`, or `{{{draft.key}: new}}`."
        self._find(Finding("match-to-confirm", message, draft.place, hint, key=draft.key, system=alike[0]))
        return Merged(draft.key, alike[0], held, draft.place, draft.name)

    def _tell_deleted(self, draft: Draft, full_id: str) -> None:
        message = f"`{full_id}` was imported from this row before, and is not in the inventory any more"
        hint = "It stays away; delete its line from the lock to import it once more."
        self._find(Finding("two-truths", message, draft.place, hint, key=draft.key, system=full_id))

    def _new_id(self, draft: Draft, taken: set[str]) -> str:
        organisation = self._organisation(draft)
        wanted = id_of(draft.name, draft.key, self._merging.name)
        if draft.id is not None:
            words = str(draft.id.value)
            if is_slug(words) and words != _RESERVED:
                wanted = words
            else:
                message = f"`{words[:60]}` is not an id; `{wanted}` was made of the name"
                hint = f"Use lower-case letters, digits and hyphens: `{slug(words) or wanted}`."
                self._find(
                    Finding("id-not-usable", message, draft.id.place, hint, key=draft.key, value=words)
                )
        full_id = f"{organisation}/{wanted}"
        if full_id in taken:
            full_id = f"{full_id}-{key_slug(draft.key)}"
        number = 2
        while full_id in taken:  # two keys with one slug: nothing better is left
            full_id = f"{organisation}/{wanted}-{key_slug(draft.key)}-{number}"
            number += 1
        return full_id

    def _organisation(self, draft: Draft) -> str:
        if draft.organisation is None:
            return self._merging.organisation
        text = str(draft.organisation.value)
        known = self._merging.organisations.get(text.casefold())
        if known is not None:
            if known not in self._merging.known:
                self._name(known, text)
            return known
        made = id_of(text, text, self._merging.name)
        if made not in self._merging.known:
            self._name(made, text)
        return made

    def _name(self, organisation: str, text: str) -> None:
        names = self._outcome.organisations
        names[organisation] = min(names.get(organisation, text), text)

    def _find(self, finding: Finding) -> None:
        self._outcome.findings.append(finding)


class _Merge:
    """One draft merged into its record, by the table of section 2.3."""

    def __init__(self, draft: Draft, found: Merged, lock: Lock, merging: Merging, stated: Stated) -> None:
        self._draft = draft
        self._found = found
        self._merging = merging
        self._stated = stated
        row = lock.rows.get(draft.key)
        self._base: Mapping[str, str] = row.values if row is not None else {}
        self.locked: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.preferred = 0

    def merge(self, record: Present | None) -> None:
        """Fills in the record or its edits, the changes and what to lock."""
        own = f"ids.{self._merging.name}"
        key = Statement(self._draft.key, self._draft.key, self._draft.place)
        values = {own: key, **self._draft.values}
        for route, each in values.items():
            if route != own:
                self.locked[route] = locked(route, each.text, _text(each.value))
        for item in self._draft.items:
            for name, each in item.values.items():
                route = f"{item.list}[{item.identity}].{name}"
                self.locked[route] = locked(route, each.text, _text(each.value))
        if record is None:
            self._new(values)
            return
        if self.locked == self._base and record.known_as(self._merging.name) == self._draft.key:
            return  # the source says what it said before: whatever the record says stays
        self._names(record, values)
        for route, statement in sorted(values.items(), key=lambda each: rank(each[0])):
            if route in TEXT_LISTS and isinstance(statement.value, tuple):
                self._texts(record, route, statement)
            else:
                self._value(record, route, statement)
        self._items(record)
        self._no_longer(record, values)
        if self._found.edits:
            self._found.state = "changed"

    def _new(self, values: Statements) -> None:
        short = self._found.id.partition("/")[2]
        tree: dict[str, Written | Sequence[object]] = {"id": short}
        tree.update({route: each.value for route, each in values.items()})
        organisation = self._found.id.partition("/")[0]
        for item in self._draft.items:
            written = shortened(item.list, _item_values(item.list, item, organisation))
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
        """`set`, `leave` or `tell`, by what was said (B), is said (T) and stands (O)."""
        old = record.at(route)
        if is_same(route, statement.value, old):
            return "leave"
        before = self._base.get(route)
        if before is None:
            return "set" if old is None else "tell"
        if before == locked(route, statement.text, _text(statement.value)):
            return "leave"
        return "set" if old is not None and self._was(route, before, old) else "tell"

    def _was(self, route: str, before: str, old: object) -> bool:
        """Whether a record still says what the source said before."""
        if before.startswith("sha256:"):
            return isinstance(old, str) and is_digest_of(before, old)
        bare = _bare(route)
        read = self._stated.reread(bare, before) if self._stated.reread is not None else before
        return is_same(bare, read, old) or is_same(bare, before, old)

    def _value(self, record: Present, route: str, statement: Statement) -> None:
        verdict = self._verdict(record, route, statement)
        if verdict == "tell" and self._merging.prefers_source:
            verdict = "set"
            self.preferred += 1
        if verdict == "set":
            self._set(record.path(route), route, record.at(route), statement.value)
        elif verdict == "tell":
            self._tell(route, statement, record.at(route))

    def _texts(self, record: Present, route: str, statement: Statement) -> None:
        """Adds the texts of a list that are new in the source and not in the record."""
        old = record.at(route)
        have = [str(each) for each in old] if isinstance(old, list) else []
        before = self._base.get(route)
        read = self._stated.reread(route, before) if before and self._stated.reread is not None else None
        said = set(read) if isinstance(read, tuple) else set()
        new = [each for each in statement.value if each not in have and each not in said]
        if new:
            self._set(record.path(route), route, tuple(have) or None, (*have, *new))

    def _items(self, record: Present) -> None:
        numbers: Counter[str] = Counter()
        for item in self._draft.items:
            old = record.items(item.list)
            prefix = f"{item.list}[{item.identity}]."
            at = next((n for n, each in enumerate(old) if self._is_item(item, each)), None)
            if at is not None:
                self._item(item, prefix, (item.list, at), old[at])
            elif any(route.startswith(prefix) for route in self._base):
                continue  # a person has taken it out
            elif record.says_none(item.list) and not self._merging.prefers_source:
                first = next(iter(item.values.values()))
                self._tell(f"{item.list}", first, "none")
            else:
                values = _item_values(item.list, item, record.organisation)
                number = len(old) + numbers[item.list]
                numbers[item.list] += 1
                written = shortened(item.list, values)
                self._found.edits.append(((item.list, number), written))
                for name in values:
                    self._found.changes.append(Change(f"{prefix}{name}", None, values[name]))

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
            is_changed = before is not None and before != locked(
                route, statement.text, _text(statement.value)
            )
            can = is_new or (is_changed and stands is not None and self._was(route, before or "", stands))
            if can or (self._merging.prefers_source and (before is None or is_changed)):
                self.preferred += not can
                self._set((*path, name), route, stands, statement.value)
            elif before is None or is_changed:
                self._tell(route, statement, stands)

    def _no_longer(self, record: Present, values: Statements) -> None:
        """What the source said before and does not say now: LM512, and out by `--withdraw`."""
        now = {*values, *self.locked}
        for route, before in sorted(self._base.items()):
            if route in now:
                continue
            old = self._stands(record, route)
            if old is None or not self._was(route, before, old):
                continue
            if self._merging.withdraws and "[" not in route:
                self._found.edits.append((record.path_to_remove(route), None))
                self._found.changes.append(Change(route, _written(old), None))
                continue
            self.locked[route] = before
            message = f"The source no longer says `{route}`, and the inventory still does"
            how = "Take it out by hand" if "[" in route else "`--withdraw` takes it out"
            hint = f"{how} if it is not true any more."
            finding = Finding("no-longer-said", message, self._draft.place, hint, key=self._draft.key)
            self.findings.append(_of(finding, self._found.id, route, _text(_written(old))))

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
        finding = Finding("two-truths", message, statement.place, hint, key=self._draft.key)
        self.findings.append(_of(finding, self._found.id, route, said))


def _gone(
    lock: Lock, drafts: Iterable[Draft], rows: dict[str, LockRow], place: Place | None
) -> Iterator[Finding]:
    """The rows that the lock knows and the source no longer has; they stay locked."""
    there = {draft.key for draft in drafts}
    for key, row in sorted(lock.rows.items()):
        if key not in there:
            rows[key] = row
            message = f"The row `{key}` is gone from the source; `{row.id}` stays as it is"
            hint = "Retire it in the inventory if it is gone there too."
            at = Place(place.file, place.sheet) if place is not None else Place(lock.source)
            yield Finding("row-gone", message, at, hint, key=key, system=row.id)


def _of(finding: Finding, system: str, route: str, value: str) -> Finding:
    return Finding(
        finding.rule, finding.message, finding.place, finding.hint, finding.key, system, route, value
    )


def _bare(route: str) -> str:
    """A route of an item without its identity: `technologies[cobol].version` is `technologies.version`."""
    list_name, bracket, rest = route.partition("[")
    return f"{list_name}.{rest.rpartition('].')[2]}" if bracket else route


def _values(item: Item) -> dict[str, object]:
    return {key: each.value for key, each in item.values.items()}


def _item_values(list_name: str, item: Item, organisation: str) -> dict[str, str]:
    """An item as it is written: keys in their order, a reference short where it can be."""
    rank = {key: number for number, key in enumerate(ITEM_KEYS.get(list_name, ()))}
    values = {
        key: _text(item.values[key].value) for key in sorted(item.values, key=lambda key: rank.get(key, 99))
    }
    if list_name == "depends_on":
        values["system"] = values["system"].removeprefix(f"{organisation}/")
    return values


def _written(value: object) -> Written | None:
    if value is None:
        return None
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else str(value)


def _text(value: Written | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""
