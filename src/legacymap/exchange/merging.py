"""What a source states, merged into what an inventory holds: hand work wins (exchange, sections 2.2, 2.3).

Its relations become arrows between systems here: ends found, directions kept, cycles counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from legacymap.domain.inventory import RESERVED as _RESERVED
from legacymap.domain.nearest import did_you_mean, nearest
from legacymap.domain.values import is_slug
from legacymap.exchange.draft import (
    Declared,
    Draft,
    Finding,
    Item,
    Place,
    Reference,
    Relation,
    State,
    Statement,
    id_of,
    is_telling,
    key_slug,
    slug,
)
from legacymap.exchange.lock import Lock, LockRow
from legacymap.exchange.records import Present, folded_name, item_identity
from legacymap.exchange.relations import closing_cycles
from legacymap.exchange.three_ways import Change, Merge, Merged, Merging, item_values

_MOST_NAMED = 5
_MOST_DISTINCT = 200  # texts for which the nearest name is looked for
_MOST_ASKED = 2_000  # names among which the nearest is looked for


@dataclass(slots=True)
class Outcome:
    """All drafts merged, in the order of their keys, the new lock's rows, and what was found.

    `organisations` are the names of organisations that the inventory does not know, by id.
    """

    merged: list[Merged] = field(default_factory=list)
    rows: dict[str, LockRow] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    organisations: dict[str, str] = field(default_factory=dict)


class _Matching:
    """Finds the record of each draft, or an id for a new one."""

    def __init__(self, present: Sequence[Present], lock: Lock, merging: Merging, outcome: Outcome) -> None:
        self._merging = merging
        self._lock = lock
        self._outcome = outcome
        self._by_id = {each.id: each for each in present}
        self._by_key: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._made: dict[str, str] = {}  # ids of organisations that are not known, by text
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
        alike = [] if match == "new" else self._alike(draft)
        if not alike:
            return None
        message = f"Is `{draft.name}` the system `{alike[0]}`? They have a name in common"
        hint = f"Write in the mapping `matches: {{{draft.key}: {alike[0]}}}`, or `{{{draft.key}: new}}`."
        self._find(Finding("match-to-confirm", message, draft.place, hint, key=draft.key, system=alike[0]))
        return Merged(draft.key, alike[0], held, draft.place, draft.name)

    def _alike(self, draft: Draft) -> list[str]:
        """The records that have a name or alias of the draft, that of its name first."""
        if not self._by_name:
            return []
        aliases = draft.values.get("aliases")
        others = aliases.value if aliases is not None and isinstance(aliases.value, tuple) else ()
        found = (self._by_name.get(folded_name(name), []) for name in (draft.name, *others))
        return [each for ids in found for each in ids]

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
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = id_of(text, text, self._merging.name)
        if made not in self._merging.known:
            self._name(made, text)
        return made

    def _name(self, organisation: str, text: str) -> None:
        names = self._outcome.organisations
        names[organisation] = min(names.get(organisation, text), text)

    def _find(self, finding: Finding) -> None:
        self._outcome.findings.append(finding)


class Target(Protocol):
    """What a draft has become: the full id of its record, and whether it is written."""

    @property
    def id(self) -> str:
        """The full id."""

    @property
    def state(self) -> str:
        """`held` where nothing is written."""


class References:
    """Finds the system that a reference of a source means: by key, id, name, alias, in that order."""

    def __init__(self, present: Sequence[Present], name: str) -> None:
        self._keys: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._names: dict[str, set[str]] = {}
        self._near: dict[str, str] = {}
        for each in present:
            key = each.known_as(name)
            if key:
                self._keys.setdefault(key.casefold(), each.id)
            self._add_names(each.id, each.names)

    def add(self, draft: Draft, full_id: str) -> None:
        """Makes the system of a draft known."""
        self._keys[draft.key.casefold()] = full_id
        aliases = draft.values.get("aliases")
        others = aliases.value if aliases is not None and isinstance(aliases.value, tuple) else ()
        self._add_names(full_id, (draft.name, *others))

    def find(self, reference: Reference) -> str | None:
        """The full id; None where none, or more than one, is meant."""
        text = " ".join(reference.text.split())
        by = reference.by.casefold()
        if by in {"", "key"} and text.casefold() in self._keys:
            return self._keys[text.casefold()]
        if by in {"", "id"} and text in self._ids:
            return self._ids[text] or None
        if by in {"key", "id"}:
            return None
        found = self._names.get(folded_name(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def nearest(self, text: str) -> str:
        """The name that is most like a text; empty where none is near or there are too many to ask."""
        if len(self._names) > _MOST_ASKED or len(self._near) > _MOST_DISTINCT:
            return ""
        wanted = folded_name(text)
        if wanted not in self._near:
            self._near[wanted] = nearest(wanted, self._names) or ""
        return self._near[wanted]

    def _add_names(self, full_id: str, names: Sequence[str]) -> None:
        self._ids[full_id] = full_id
        short = full_id.partition("/")[2]
        self._ids[short] = full_id if self._ids.get(short, full_id) == full_id else ""
        for name in names:
            if name:
                self._names.setdefault(folded_name(name), set()).add(full_id)


class Arrows:
    """Puts the relations of a source on drafts; `elsewhere` are those of records that it does not state."""

    def __init__(self, references: References, rows: Mapping[str, Target], findings: list[Finding]) -> None:
        self._references = references
        self._rows = rows
        self._findings = findings
        self._by_id: dict[str, Draft] = {}
        self._states: dict[str, str] = {each.id: each.state for each in rows.values()}
        self._seen: set[tuple[str, str, str]] = set()
        self._written: list[tuple[Relation, str, str]] = []
        self.elsewhere: dict[str, list[Item]] = {}

    def put(self, declared: Declared) -> None:
        """Every relation that can be resolved; counts what becomes of them."""
        by_row = {draft.place.row_key: draft for draft in declared.drafts}
        self._by_id = {target.id: by_row[row] for row, target in self._rows.items() if row in by_row}
        for relation in declared.relations:
            fate = self._put(relation)
            declared.ledger.arrows[fate] = declared.ledger.arrows.get(fate, 0) + 1
        declared.notes += self._cycles()

    def _cycles(self) -> Iterator[str]:
        """How many arrows close cycles, those of two-way rows first: they are where to ask."""
        closing = [
            self._written[at] for at in closing_cycles([(one, other) for _, one, other in self._written])
        ]
        if closing:
            both = [
                f"{one} and {other} ({relation.place})"
                for relation, one, other in closing
                if relation.is_both
            ]
            said = f"{len(closing):,} of the arrows lie on cycles"
            some = "; ".join(both[:_MOST_NAMED])
            yield f"{said}, {len(both):,} of them by rows that run both ways: {some}" if both else said

    def _put(self, relation: Relation) -> str:
        consumer, needed = self._find(relation.consumer), self._find(relation.needed)
        if any(end.by == "row" and self._find(end) is None for end in (relation.consumer, relation.needed)):
            return "left_out"
        if consumer is None or needed is None:
            self._missing(relation, consumer, needed)
            return "not_found"
        if consumer == needed:
            message = "The arrow runs from a system to itself, so it is dropped"
            self._findings.append(Finding("arrow-to-itself", message, relation.place, system=consumer))
            return "to_itself"
        if "held" in {self._states.get(consumer), self._states.get(needed)}:
            return "held_back"
        told = (relation.to, consumer, needed)
        if told in self._seen:
            return "repeated"
        self._seen.add(told)
        if relation.to in {"depends_on", "used_by"}:
            self._written.append((relation, consumer, needed))
        self._write(relation, consumer, needed)
        return "written"

    def _find(self, reference: Reference) -> str | None:
        if reference.by == "row":
            target = self._rows.get(reference.text)
            return target.id if target is not None else None
        return self._references.find(reference)

    def _write(self, relation: Relation, consumer: str, needed: str) -> None:
        place = relation.place
        holder = needed if relation.to == "used_by" else consumer
        other = consumer if relation.to == "used_by" else needed
        draft = self._by_id.get(holder)
        if relation.to == "depends_on":
            item = _arrow(relation, needed)
            if draft is not None:
                draft.items.append(item)
            else:
                self.elsewhere.setdefault(holder, []).append(item)
        elif draft is not None:
            organisation = f"{holder.partition('/')[0]}/"
            value = other.removeprefix(organisation)
            if relation.to == "used_by":
                old = draft.values.get("used_by")
                values = (*(old.value if old and isinstance(old.value, tuple) else ()), value)
                value_text = ", ".join(sorted(values))
                draft.values["used_by"] = Statement(tuple(sorted(values)), value_text, place)
            else:
                draft.values.setdefault(relation.to, Statement(value, value, place))

    def _missing(self, relation: Relation, consumer: str | None, needed: str | None) -> None:
        """LM516, and the text as a note on the record of the end that exists."""
        lost = relation.needed if needed is None else relation.consumer
        near = self._references.nearest(lost.text)
        hint = f"Did you mean `{near}`?" if near else "Name it as it is named in its own row."
        message = f"`{lost.text[:60]}` is no system that is known"
        full_id = consumer or needed
        draft = self._by_id.get(full_id or "")
        self._findings.append(
            Finding(
                "reference-not-found", message, relation.place, hint, system=full_id or "", value=lost.text
            )
        )
        if draft is not None:
            words = "needs" if needed is None else "is needed by"
            _add_note(draft, f"{words} {lost.text} (not found)", relation.place)


def merged(declared: Declared, present: Sequence[Present], lock: Lock, merging: Merging) -> Outcome:
    """Every draft merged; counts rows and arrows in the ledger of what is stated."""
    outcome = Outcome(findings=list(declared.findings))
    drafts = _unique(declared, outcome.findings)
    matching = _Matching(present, lock, merging, outcome)
    matched = matching.matched(drafts)
    by_id = {each.id: each for each in present}
    elsewhere: Mapping[str, Sequence[Item]] = {}
    if declared.relations:
        elsewhere = _put_arrows(declared, References(present, merging.name), matched, outcome)
    preferred = 0
    for draft, found in matched:
        fate = found.state
        if fate != "held":
            writer = Merge(draft, found, lock, merging, declared)
            writer.merge(by_id.get(found.id))
            outcome.findings += writer.findings
            preferred += writer.preferred
            old = lock.rows.get(draft.key)
            if old is None or not writer.is_as_before or old.id != found.id:
                new = LockRow(draft.key, found.id, writer.locked, tuple(sorted(writer.open)))
                old = old if old == new else new  # held once
            outcome.rows[draft.key] = old
            fate = found.state
            if fate == "same":  # of many records there is no more to tell, and much to hold
                draft.values, draft.items = {}, []
        elif draft.key in lock.rows:
            outcome.rows[draft.key] = lock.rows[draft.key]
        declared.ledger.rows.add(fate)
        outcome.merged.append(found)
    if preferred:
        were = "value of the source was" if preferred == 1 else "values of the source were"
        declared.notes.append(f"{preferred:,} {were} taken where the inventory had others")
    drafted = [found.draft for found in outcome.merged if found.state == "new" and found.draft is not None]
    if came_whole := sum(len(each.listed(name)) for each in drafted for name in ("depends_on", "used_by")):
        declared.ledger.arrows["written"] = declared.ledger.arrows.get("written", 0) + came_whole
    _other_records(elsewhere, by_id, outcome)
    outcome.findings += _gone(lock, drafts, outcome.rows, next((each.place for each in drafts), None))
    return outcome


def _put_arrows(
    declared: Declared, references: References, matched: Sequence[tuple[Draft, Merged]], outcome: Outcome
) -> Mapping[str, Sequence[Item]]:
    """Puts arrows on the drafts; gives those that stand on other records, by full id."""
    for draft, found in matched:
        references.add(draft, found.id)
    arrows = Arrows(references, {draft.place.row_key: found for draft, found in matched}, outcome.findings)
    arrows.put(declared)
    return arrows.elsewhere


def _other_records(
    elsewhere: Mapping[str, Sequence[Item]], present: Mapping[str, Present], outcome: Outcome
) -> None:
    """Arrows that stand on records which this import does not state."""
    for full_id, items in sorted(elsewhere.items()):
        record = present[full_id]
        found = Merged("", full_id, "same", items[0].values["system"].place, str(record.names[0]))
        old = {item_identity("depends_on", each) for each in record.items("depends_on")}
        new = [each for each in items if each.identity not in old]
        for number, item in enumerate(new):
            values = item_values("depends_on", item, record.organisation)
            found.edits.append((("depends_on", len(record.items("depends_on")) + number), values))
            found.changes.append(Change(f"depends_on[{values['system']}]", None, values["system"]))
        if found.edits:
            found.state = "changed"
            outcome.merged.append(found)


def _unique(declared: Declared, findings: list[Finding]) -> list[Draft]:
    """One draft a key (a name, where there are no keys), in the order of the keys; the others are LM508."""
    groups: dict[str, list[Draft]] = {}
    relations: dict[str, list[str]] = {}
    for relation in declared.relations:
        if "row" in {relation.consumer.by, relation.needed.by}:
            is_own = relation.consumer.by == "row"
            other = relation.needed.text if is_own else relation.consumer.text
            relations.setdefault(relation.place.row_key, []).append(f"{relation.to} {is_own} {other}")

    def cells(draft: Draft) -> list[tuple[str, str]]:
        """All that a row says, for an order that its place does not decide."""
        return sorted([*_cells(draft), *(("", each) for each in relations.get(draft.place.row_key, ()))])

    for draft in declared.drafts:
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
            declared.ledger.rows.add("left_out", len(others))
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


def _arrow(relation: Relation, needed: str) -> Item:
    place = relation.place
    values = {"system": Statement(needed, needed, place)}
    declared = {"kind": relation.kind, "strength": relation.strength if relation.strength != "hard" else ""}
    for key, value in {**declared, "confidence": "assumed", "note": relation.note}.items():
        if value:
            values[key] = Statement(value, value, place)
    return Item("depends_on", values)


def _add_note(draft: Draft, words: str, place: Place) -> None:
    old = draft.values.get("notes")
    notes = sorted({*(str(old.value).split("; ") if old is not None else ()), words})
    text = "; ".join(notes)
    draft.values["notes"] = Statement(text, text, old.place if old is not None else place)
