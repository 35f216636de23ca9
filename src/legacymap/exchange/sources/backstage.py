"""Backstage: the entities of a software catalogue (exchange, section 4).

A `System`, and a `Component` or `Resource` that belongs to none, is a system; a component of a system adds
its tags and its arrows to it. Entities are known by `kind` and `metadata.name`, never by `apiVersion`, which
real catalogues do without. Placeholders and remote locations are never followed.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from legacymap.exchange.draft import (
    Declared,
    Draft,
    Finding,
    Item,
    Place,
    Reference,
    Refused,
    Relation,
    Statement,
    heading_slug,
)
from legacymap.exchange.readings import Reading, reader
from legacymap.exchange.sources.file import Surroundings, column_of
from legacymap.exchange.sources.texts import words_of

_KINDS = ("system", "component", "resource", "api", "group", "user", "domain", "location", "template")
_SYSTEMS = ("system", "component", "resource")
_LIFECYCLES = {"production": "live", "experimental": "build", "deprecated": "retiring"}
_KIND_OF_SYSTEM = {"resource": "infrastructure"}
ANNOTATION = "legacymap.org/"
_LISTS = ("technologies", "contracts", "incidents")
_MOST_DEPTH = 8


class Entity(NamedTuple):
    """One YAML document: its file, the line where it starts, and what it holds.

    `position_of` gives the line and column of a path in it.
    """

    file: str
    line: int
    value: object
    position_of: Callable[[tuple[str | int, ...]], tuple[int, int]] = lambda _: (0, 0)


def is_entity(value: object) -> bool:
    """Whether a document is an entity of a catalogue."""
    if not isinstance(value, Mapping):
        return False
    metadata = value.get("metadata")
    return (
        isinstance(metadata, Mapping)
        and bool(words_of(metadata.get("name")))
        and words_of(value.get("kind")).casefold() in _KINDS
    )


def declared(entities: Sequence[Entity], around: Surroundings) -> Declared:
    """What the entities of a catalogue state."""
    whole = Declared()
    catalogue = _Catalogue()
    for each in entities:
        _add(catalogue, each, whole)
    _settle(catalogue)
    drafts = {}
    for key, known in catalogue.entities.items():
        if catalogue.homes.get(key) == key:
            drafts[key] = _Filling(known, around, whole, catalogue).draft()
            whole.drafts.append(drafts[key])
    for key, known in catalogue.entities.items():
        home = catalogue.homes.get(key)
        if home != key:
            _count_part(known, whole)
            if home is not None:
                _add_tags(drafts[home], known)
        _arrows(catalogue, known, whole)
    return whole


@dataclass(slots=True)
class _Known:
    """An entity by its key: `kind:namespace/name`."""

    entity: Entity
    key: str
    kind: str
    metadata: Mapping[str, object]
    spec: Mapping[str, object]

    @property
    def name(self) -> str:
        """What people call it."""
        return words_of(self.metadata.get("title")) or words_of(self.metadata.get("name"))

    @property
    def namespace(self) -> str:
        """Where references without a namespace are looked for."""
        return self.key.partition(":")[2].partition("/")[0]

    def place(self, *path: str | int) -> Place:
        """Where a part of it stands."""
        line, column = self.entity.position_of(path)
        return Place(self.entity.file, line=line or self.entity.line, column=column)


@dataclass(slots=True)
class _Catalogue:
    """Every entity by key, and the drafts of systems by the keys of all that belongs to them."""

    entities: dict[str, _Known] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    providers: dict[str, list[str]] = field(default_factory=dict)

    def find(self, reference: str, kinds: Sequence[str], namespace: str) -> str | None:
        """The key of the entity that a reference means: `kind:namespace/name`, or the name alone."""
        token = reference.split(maxsplit=1)[0] if reference.split() else ""
        kind, colon, rest = token.rpartition(":")
        space, slash, name = rest.rpartition("/")
        for each in (kind.casefold(),) if colon else kinds:
            key = f"{each}:{(space if slash else namespace).casefold()}/{name.casefold()}"
            if key in self.entities:
                return key
        return None


def _settle(catalogue: _Catalogue) -> None:
    """Finds the system that each entity belongs to, and who provides each API."""
    for key, known in catalogue.entities.items():
        home = _home(catalogue, known)
        if home is not None:
            catalogue.homes[key] = home
        for name in _references(known.spec.get("providesApis")):
            api = catalogue.find(name, ("api",), known.namespace)
            catalogue.providers.setdefault(api or name, []).append(key)


def _add(catalogue: _Catalogue, entity: Entity, whole: Declared) -> None:
    whole.ledger.rows.read += 1
    value = entity.value
    if not is_entity(value) or not isinstance(value, Mapping):
        whole.ledger.rows.add("left_out")
        return
    metadata, spec = value["metadata"], value.get("spec")
    kind = words_of(value["kind"]).casefold()
    namespace = words_of(metadata.get("namespace")) or "default"
    key = f"{kind}:{namespace.casefold()}/{words_of(metadata['name']).casefold()}"
    known = _Known(entity, key, kind, metadata, spec if isinstance(spec, Mapping) else {})
    first = catalogue.entities.get(key)
    if first is None:
        catalogue.entities[key] = known
        if kind not in _SYSTEMS:
            whole.ledger.rows.add("left_out")
        return
    whole.ledger.rows.add("left_out")
    message = f"`{key}` stands twice; the first, at {first.place()}, is read"
    hint = "Take one of them out of the catalogue."
    finding = Finding("row-given-twice", message, known.place("metadata", "name"), hint, key)
    whole.findings.append(replace(finding, others=(first.place(),), count=2))


def _home(catalogue: _Catalogue, known: _Known) -> str | None:
    """The key of the system that an entity belongs to: its own where it is one; None where it is none."""
    if known.kind not in _SYSTEMS or _annotation(known, "stub"):
        return None
    if known.kind == "system" or _annotation(known, "id"):
        return known.key
    named = next(iter(_references(known.spec.get("system"))), "")
    found = catalogue.find(named, ("system",), known.namespace) if named else None
    return found or known.key


def _annotation(known: _Known, name: str) -> str:
    """What an annotation of our own says; empty where there is none."""
    annotations = known.metadata.get("annotations")
    return words_of(annotations.get(f"{ANNOTATION}{name}")) if isinstance(annotations, Mapping) else ""


class _Filling:
    """A draft that is being made of an entity."""

    def __init__(self, known: _Known, around: Surroundings, whole: Declared, catalogue: _Catalogue) -> None:
        self._known = known
        self._around = around
        self._whole = whole
        self._catalogue = catalogue
        self._draft = Draft(known.key, known.place())
        self._reading = Reading(
            currency=around.currency,
            names_a_person=around.names_a_person,
            keep_persons=around.keep_persons,
        )

    def draft(self) -> Draft:
        """The draft of the entity, all its values counted."""
        metadata, spec = self._known.metadata, self._known.spec
        self._identify(_annotation(self._known, "id"))
        self._put("name", self._known.name, ("metadata", "name"))
        if self._known.kind in _KIND_OF_SYSTEM:
            self._draft.values["kind"] = Statement(
                _KIND_OF_SYSTEM[self._known.kind], self._known.kind, self._known.place("kind")
            )
        for key, value in metadata.items():
            self._metadata(key, value)
        for key, value in spec.items():
            self._spec(key, value)
        return self._draft

    def _identify(self, full_id: str) -> None:
        """The organisation and id of a record that was written out from an inventory."""
        organisation, slash, short = full_id.partition("/")
        if slash:
            place = self._known.place("metadata", "annotations", f"{ANNOTATION}id")
            self._draft.organisation = Statement(organisation, organisation, place)
            self._draft.id = Statement(short, short, place)

    def _metadata(self, key: str, value: object) -> None:
        if key in {"name", "title", "namespace"}:
            self._count("mapped", value)
        elif key == "description":
            self._put("description", words_of(value), ("metadata", key))
        elif key == "tags":
            tags = tuple(dict.fromkeys(words_of(each) for each in _items(value)))
            self._list("tags", tags, ("metadata", key))
        elif key == "annotations" and isinstance(value, Mapping):
            for name, text in value.items():
                self._annotation(str(name), text)
        else:
            self._keep(key, value, ("metadata", key))

    def _spec(self, key: str, value: object) -> None:
        if key == "owner":
            self._owner(value)
        elif key == "lifecycle":
            self._lifecycle(value)
        elif key in {"system", "dependsOn", "dependencyOf", "consumesApis", "providesApis", "subcomponentOf"}:
            self._count("mapped", value)
        else:
            self._keep(key, value, ("spec", key))

    def _owner(self, value: object) -> None:
        named = next(iter(_references(value)), "")
        key = self._catalogue.find(named, ("group", "user"), self._known.namespace)
        known = self._catalogue.entities.get(key or "")
        text = named.split()[0].rpartition(":")[2].rpartition("/")[2] if named.split() else ""
        if known is not None:
            profile = known.spec.get("profile")
            shown = words_of(profile.get("displayName")) if isinstance(profile, Mapping) else ""
            text = shown or known.name
        is_user = (key or named).casefold().startswith("user:")
        if is_user and not self._around.keep_persons:
            why = "names a person, not a role or a team"
            self._ask(
                "owner.business",
                "",
                Refused("person-not-role", why, "Name a group.", keeps=False),
                ("spec", "owner"),
            )
            return
        self._put("owner.business", text, ("spec", "owner"))

    def _lifecycle(self, value: object) -> None:
        text = words_of(value)
        column = column_of(self._around, "lifecycle")
        said = {word.casefold(): each for word, each in ((column and column.values) or {}).items()}
        status = said.get(text.casefold()) or _LIFECYCLES.get(text.casefold())
        if status is None:
            hint = "Backstage's own are experimental, production and deprecated."
            asked = Refused("value-not-understood", "is no lifecycle that is known", hint)
            self._ask("status", text, asked, ("spec", "lifecycle"), is_error=True)
            self._draft.held = True
            return
        self._statement("status", status, text, ("spec", "lifecycle"))

    def _annotation(self, name: str, value: object) -> None:
        path = ("metadata", "annotations", name)
        if not name.startswith(ANNOTATION):
            self._keep(name, value, path)
            return
        if name.removeprefix(ANNOTATION) in {"id", "rating"}:
            self._count("mapped", value)
            return
        try:
            found = json.loads(words_of(value))
        except (ValueError, RecursionError):
            self._keep(name, value, path)
            return
        self._count("mapped", value)
        if name == f"{ANNOTATION}record" and isinstance(found, dict):
            self._record(found, self._known.place(*path))
            return
        for route, statement in _routes(name.removeprefix(ANNOTATION), found, self._known.place(*path)):
            self._draft.values.setdefault(route, statement)
        self._draft.items += _annotated_items(name.removeprefix(ANNOTATION), found, self._known.place(*path))

    def _record(self, record: Mapping[str, object], place: Place) -> None:
        """A record that was written out: whole for a new one, value by value for one that is there."""
        self._draft.record = record
        for key, value in record.items():
            if key not in {"id", "ids", "depends_on", "used_by"}:
                self._draft.values |= dict(_routes(key, value, place))

    # One value

    def _put(self, route: str, text: str, path: tuple[str | int, ...]) -> None:
        if not text:
            self._whole.ledger.cells.read += 1
            self._whole.ledger.cells.add("empty")
            return
        outcome = reader(route, self._reading)(text, "")
        if isinstance(outcome, Refused):
            self._ask(route, text, outcome, path)
            return
        self._statement(route, str(outcome.value), text, path)

    def _statement(self, route: str, value: str, text: str, path: tuple[str | int, ...]) -> None:
        if route != "name":
            self._count("mapped", text)
        self._draft.values[route] = Statement(value, text, self._known.place(*path))
        self._whole.ledger.owners += route.startswith("owner")

    def _list(self, route: str, items: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        self._count("mapped", list(items))
        if items:
            self._draft.values[route] = Statement(items, ", ".join(items), self._known.place(*path))

    def _keep(self, key: str, value: object, path: tuple[str | int, ...]) -> None:
        for name, text in _leaves(key, value):
            self._whole.ledger.cells.read += 1
            self._whole.ledger.cells.add("kept" if text else "empty")
            if text:
                route = f"x-{self._around.name}.{heading_slug(name)}"
                self._draft.values[route] = Statement(text, text, self._known.place(*path))

    def _count(self, fate: str, value: object) -> None:
        count = sum(1 for _ in _leaves("", value))
        self._whole.ledger.cells.read += count
        self._whole.ledger.cells.add(fate, count)

    def _ask(
        self, route: str, text: str, asked: Refused, path: tuple[str | int, ...], *, is_error: bool = False
    ) -> None:
        self._whole.ledger.cells.read += 1
        self._whole.ledger.cells.add("reported")
        self._whole.ledger.persons += not asked.keeps
        quoted = f"`{text[:60]}` {asked.message}" if asked.keeps else f"The owner {asked.message}"
        self._whole.findings.append(
            Finding(
                asked.rule, quoted, self._known.place(*path), asked.hint, self._draft.key, route=route,
                value=text if asked.keeps else "", severity="error" if is_error else "",
            )
        )  # fmt: skip
        if asked.keeps and text:
            own = f"x-{self._around.name}.{heading_slug(str(path[-1]))}"
            self._draft.values[own] = Statement(text, text, self._known.place(*path))


def _add_tags(draft: Draft, part: _Known) -> None:
    tags = tuple(words_of(each) for each in _items(part.metadata.get("tags")))
    if not tags:
        return
    old = draft.values.get("tags")
    before = old.value if old is not None and isinstance(old.value, tuple) else ()
    every = tuple(dict.fromkeys((*before, *tags)))
    draft.values["tags"] = Statement(every, ", ".join(every), part.place("metadata", "tags"))


def _count_part(known: _Known, whole: Declared) -> None:
    """Counts an entity that is no system by itself: its tags and arrows are used, the rest is not."""
    used = ("tags", "dependsOn", "dependencyOf", "consumesApis", "providesApis", "system")
    for part in (known.metadata, known.spec):
        for key, value in part.items():
            count = sum(1 for _ in _leaves(key, value))
            whole.ledger.cells.read += count
            whole.ledger.cells.add("mapped" if key in used else "ignored", count)
    if known.kind in _SYSTEMS:
        whole.ledger.rows.add("left_out")


def _arrows(catalogue: _Catalogue, known: _Known, whole: Declared) -> None:
    """What an entity needs and what needs it, between the systems that they belong to."""
    own = catalogue.homes.get(known.key)
    if own is None or _annotation(known, "record"):  # its record says what it needs
        return
    needs: list[tuple[str, str, str]] = []
    for name in _references(known.spec.get("dependsOn")):
        needs += _needed(catalogue, known, name, "dependsOn", whole)
    for name in _references(known.spec.get("consumesApis")):
        needs += _provided(catalogue, known, name, whole)
    for needed, note, key in needs:
        if needed != own:
            ends = Reference(own, "key"), Reference(needed, "key")
            whole.relations.append(Relation(*ends, known.place("spec", key), "runtime", "hard", note))
    for name in _references(known.spec.get("dependencyOf")):
        for consumer, note, key in _needed(catalogue, known, name, "dependencyOf", whole):
            if consumer != own:
                ends = Reference(consumer, "key"), Reference(own, "key")
                whole.relations.append(Relation(*ends, known.place("spec", key), "runtime", "hard", note))


def _needed(
    catalogue: _Catalogue, known: _Known, name: str, key: str, whole: Declared
) -> list[tuple[str, str, str]]:
    found = catalogue.find(name, _SYSTEMS, known.namespace)
    home = catalogue.homes.get(found or "")
    if home is None:
        _missing(known, name, key, whole)
        return []
    part = "" if home == found and catalogue.homes[known.key] == known.key else f" of {known.name}"
    return [(home, f"{key}: {name}{part}", key)]


def _provided(catalogue: _Catalogue, known: _Known, name: str, whole: Declared) -> list[tuple[str, str, str]]:
    """The systems that provide an API, with the API as the note."""
    api = catalogue.find(name, ("api",), known.namespace)
    homes = [
        catalogue.homes[key] for key in catalogue.providers.get(api or name, ()) if key in catalogue.homes
    ]
    if not homes:
        _missing(known, name, "consumesApis", whole)
    return [(home, f"consumesApis: {name}", "consumesApis") for home in dict.fromkeys(homes)]


def _missing(known: _Known, name: str, key: str, whole: Declared) -> None:
    message = f"`{name[:80]}` is no system of the catalogue: the arrow is not written"
    hint = "Add the file that holds it, or the one that provides the API."
    whole.findings.append(
        Finding("reference-not-found", message, known.place("spec", key), hint, known.key, value=name)
    )


def _references(value: object) -> Iterator[str]:
    """References as they are written: text, mappings with `ref` or `name`, one or a list."""
    for each in _items(value):
        if isinstance(each, Mapping):
            named = words_of(each.get("ref")) or words_of(each.get("name")) or words_of(each.get("target"))
            kind, space = words_of(each.get("kind")), words_of(each.get("namespace"))
            if named and kind and ":" not in named:
                named = f"{kind}:{f'{space}/' if space else ''}{named}"
        else:
            named = words_of(each)
        if named:
            yield named


def _items(value: object) -> Sequence[object]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    return () if value is None else (value,)


def _leaves(name: str, value: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The texts within a value, each by the keys that lead to it."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(f"{name} {key}".strip(), each, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(each, str) for each in value):
            yield name, ", ".join(map(str, value))
        else:
            for number, each in enumerate(value, start=1):
                yield from _leaves(f"{name} {number}".strip(), each, depth + 1)
    else:
        yield name, "" if value is None else words_of(value)


def _routes(route: str, value: object, place: Place) -> Iterator[tuple[str, Statement]]:
    """The values that an annotation of our own holds, by route; lists of mappings are items, not values."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _routes(f"{route}.{key}", each, place)
    elif isinstance(value, list):
        if route not in _LISTS and value and all(isinstance(each, str) for each in value):
            yield route, Statement(tuple(value), ", ".join(value), place)
    elif value is not None:
        yield route, Statement(str(value), str(value), place)


def _annotated_items(name: str, value: object, place: Place) -> list[Item]:
    if name not in _LISTS or not isinstance(value, list):
        return []
    items = []
    for each in value:
        mapping = each if isinstance(each, dict) else {"product": str(each)}
        flat = {
            key: Statement(str(text), str(text), place)
            for key, text in mapping.items()
            if isinstance(text, str)
        }
        items.append(Item(name, flat))
    return items
