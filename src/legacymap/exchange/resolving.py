"""Relations of a source as arrows between systems: ends found, directions kept, circles counted."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from legacymap.domain.nearest import nearest
from legacymap.exchange.draft import Declared, Draft, Finding, Item, Place, Reference, Relation, Statement
from legacymap.exchange.records import Present, folded_name
from legacymap.exchange.relations import closing_cycles

_MOST_NAMED = 5
_MOST_DISTINCT = 200  # texts for which the nearest name is looked for
_MOST_ASKED = 2_000  # names among which the nearest is looked for


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
        """How many arrows close circles, those of two-way rows first: they are where to ask."""
        closing = [
            self._written[at] for at in closing_cycles([(one, other) for _, one, other in self._written])
        ]
        if closing:
            both = [
                f"{one} and {other} ({relation.place})"
                for relation, one, other in closing
                if relation.is_both
            ]
            said = f"{len(closing):,} of the arrows lie on circles"
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
