"""ArchiMate: models in the Open Group's exchange format (2.1 and 3.x), and Archi's own files (section 4).

Application components and collaborations are systems, nodes and devices infrastructure, system software a
technology of what it is assigned to, composed into or serves. Services, functions and interfaces between two
systems are walked through. What breaks the schema without harm (properties under the model) is accepted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from legacymap.exchange.draft import (
    Declared,
    Draft,
    Finding,
    Place,
    Reference,
    Refused,
    Relation,
    Statement,
    heading_slug,
)
from legacymap.exchange.readings import Reading, reader
from legacymap.exchange.relations import Edge, Path, relation_of, through
from legacymap.exchange.sheets import LONGEST_TOKEN, over_the_limit, unreadable
from legacymap.exchange.sources.file import SourceFile, Surroundings, column_of
from legacymap.exchange.sources.texts import technology

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_OPEN_GROUP, _ARCHI = "http://www.opengroup.org/xsd/archimate", "http://www.archimatetool.com/archimate"
_DEEPEST = 100
_SYSTEMS: Mapping[str, str] = {
    "ApplicationComponent": "",
    "ApplicationCollaboration": "",
    "Node": "infrastructure",
    "Device": "infrastructure",
}
_SERVICE = "BusinessService"
_SOFTWARE = "SystemSoftware"
_BETWEEN = frozenset(
    f"{layer}{kind}"
    for layer in ("Application", "Technology", "Infrastructure")
    for kind in ("Service", "Function", "Process", "Interaction", "Interface", "Event")
)
# The end that needs stands second in all of these: it is served, receives, is realised, performed, or a part.
_USED = frozenset({"Serving", "UsedBy", "Flow", "Realization", "Assignment", "Composition", "Aggregation"})
_SPELT = {"Realisation": "Realization", "Used By": "UsedBy"}


@dataclass(slots=True)
class _Element:
    """An element of a model: its type without prefix, what it is called, and its properties by name."""

    key: str
    type: str
    name: str
    place: Place
    documentation: str = ""
    properties: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Relationship:
    """A relationship of a model, from its source to its target."""

    type: str
    source: str
    target: str
    place: Place
    key: str
    name: str = ""


@dataclass(slots=True)
class _Model:
    """The elements of a model by their identifiers, and its relationships."""

    elements: dict[str, _Element] = field(default_factory=dict)
    relationships: list[_Relationship] = field(default_factory=list)


def declared(file: SourceFile, around: Surroundings) -> Declared:
    """What a model states; the mapping may place properties, others are kept."""
    model = _model(file)
    whole = Declared()
    kinds = {**_SYSTEMS, **({_SERVICE: "service"} if around.with_services else {})}
    systems: dict[str, Draft] = {}
    for element in model.elements.values():
        whole.ledger.rows.read += 1
        if element.type not in kinds or not _is_chosen(element, around.where):
            _leave_out(element, whole)
        elif not element.name:
            _leave_out(element, whole)
            message = f"The {element.type} `{element.key}` has no name, so it is left out"
            whole.findings.append(
                Finding("row-without-name", message, element.place, "Name it in the model.")
            )
        else:
            filling = _Filling(element, around, whole)
            systems[element.key] = filling.draft(kinds[element.type])
    whole.drafts += systems.values()
    _relate(model, systems, whole)
    return whole


# Reading the file


def _model(file: SourceFile) -> _Model:
    root = _root(file)
    space = etree.QName(root).namespace or ""
    if etree.QName(root).localname != "model" or not space.startswith((_OPEN_GROUP, _ARCHI)):
        hint = "Export it in the Open Group's exchange format, or name an .archimate file."
        raise unreadable(file.name, "it is no ArchiMate model", hint)
    model = _Model()
    names = dict(_definitions(root))
    for number, node in enumerate(_nodes(root, file.name), start=1):
        written = node.get(_TYPE) or ""
        kind = written.rpartition(":")[2].removesuffix("Relationship")
        kind = _SPELT.get(kind, kind)
        key = node.get("identifier") or node.get("id") or ""
        place = Place(file.name, row=number, line=node.sourceline or 0)
        source, target = node.get("source"), node.get("target")
        if source and target:
            if kind == "Association" and ("relation", "part_of") in _properties(node, names):
                kind = "Composition"  # of our own export, where the standard has none between its ends
            model.relationships.append(_Relationship(kind, source, target, place, key, _label(node)))
        elif key and kind and key not in model.elements:
            model.elements[key] = _Element(
                key, kind, _label(node), place, _child(node, "documentation"), list(_properties(node, names))
            )
    return model


def _root(file: SourceFile) -> etree._Element:
    """The root of the file's XML; RequestError for a document type, whatever it declares (LM501)."""
    if b"<!DOCTYPE" in file.content or b"<!ENTITY" in file.content:
        raise unreadable(file.name, "it has a document type, which models have not", "Export it anew.")
    if file.content.startswith(b"PK\x03\x04"):
        raise unreadable(file.name, "it is packed together with pictures", "Save the model without them.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(file.content, parser)
    except etree.XMLSyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        raise unreadable(file.name, f"its XML breaks off{line}") from None
    if root.getroottree().docinfo.doctype:
        raise unreadable(file.name, "it has a document type, which models have not", "Export it anew.")
    return root


def _nodes(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Every element and relationship, whatever folders they lie in; views and diagrams are passed over."""
    waiting: list[tuple[etree._Element, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            raise over_the_limit(name, f"its XML is nested more than {_DEEPEST} deep")
        if any(len(value) > LONGEST_TOKEN for value in node.attrib.values()):
            raise over_the_limit(name, "it holds a text of more than 1 MiB")
        local = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if local in {"element", "relationship"} and node.get(_TYPE):
            yield node
            continue
        if local not in {"views", "organizations", "propertyDefinitions", "propertydefs"}:
            waiting += [(child, depth + 1) for child in reversed(node)]


def _definitions(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The names of properties by the identifiers of their definitions."""
    for node in root.iter():
        if isinstance(node.tag, str) and etree.QName(node).localname in {"propertyDefinition", "propertydef"}:
            yield node.get("identifier") or "", node.get("name") or _child(node, "name")


def _properties(node: etree._Element, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for each in node.iter():
        if not isinstance(each.tag, str) or etree.QName(each).localname != "property":
            continue
        if each.get("key"):
            yield str(each.get("key")), _tidy(each.get("value") or "")
            continue
        reference = each.get("propertyDefinitionRef") or each.get("identifierref") or ""
        yield names.get(reference) or reference or "property", _child(each, "value")


def _label(node: etree._Element) -> str:
    return _tidy(node.get("name") or "") or _child(node, "name") or _child(node, "label")


def _child(node: etree._Element, local: str) -> str:
    """The text of the first child of a name."""
    for child in node:
        if isinstance(child.tag, str) and etree.QName(child).localname == local:
            return _tidy("".join(child.itertext()))
    return ""


def _tidy(text: str) -> str:
    return " ".join(text.split())


# Elements


def _is_chosen(element: _Element, where: Mapping[str, str] | None) -> bool:
    """Whether an element has the properties that are asked for."""
    if not where:
        return True
    held = {(name.casefold(), value.casefold()) for name, value in element.properties}
    return all((name.casefold(), value.casefold()) in held for name, value in where.items())


def _leave_out(element: _Element, whole: Declared) -> None:
    whole.ledger.rows.add("left_out")
    texts = [element.name, element.documentation, *(value for _, value in element.properties)]
    whole.ledger.cells.read += len(texts)
    whole.ledger.cells.add("ignored", sum(map(bool, texts)))
    whole.ledger.cells.add("empty", sum(not each for each in texts))


class _Filling:
    """A draft that is being made of an element."""

    def __init__(self, element: _Element, around: Surroundings, whole: Declared) -> None:
        self._element = element
        self._around = around
        self._whole = whole
        self._draft = Draft(element.key, element.place)
        self._reading = Reading(
            currency=around.currency,
            names_a_person=around.names_a_person,
            keep_persons=around.keep_persons,
        )

    def draft(self, kind: str) -> Draft:
        """The draft of the element, every text of it counted."""
        element = self._element
        self._put("name", element.name)
        self._put("description", element.documentation)
        if kind:
            self._draft.values["kind"] = Statement(kind, element.type, element.place)
        for name, value in element.properties:
            column = column_of(self._around, name)
            route = column.to if column is not None else "keep"
            if route == "ignore":
                self._count("ignored" if value else "empty")
            elif route == "keep":
                self._keep(name, value)
            else:
                self._put(route, value, name, column.values if column else None)
        return self._draft

    def _put(
        self, route: str, text: str, name: str = "", values: Mapping[str, str | None] | None = None
    ) -> None:
        if not text:
            self._count("empty")
            return
        outcome = reader(route, replace(self._reading, values=values))(text, "")
        if isinstance(outcome, Refused):
            self._count("reported")
            quoted = f"`{text[:60]}` {outcome.message}" if outcome.keeps else f"The text {outcome.message}"
            place = self._element.place._replace(heading=name)
            finding = Finding(outcome.rule, quoted, place, outcome.hint, self._element.key, route=route)
            is_status = route == "status"
            self._draft.held |= is_status
            self._whole.findings.append(replace(finding, severity="error") if is_status else finding)
            return
        self._count("mapped")
        if route == "tags":
            old = self._draft.values.get("tags")
            before = old.value if old is not None and isinstance(old.value, tuple) else ()
            self._draft.values["tags"] = Statement((*before, str(outcome.value)), text, self._element.place)
        elif outcome.value:
            self._draft.values[route] = Statement(outcome.value, text, self._element.place)

    def _keep(self, name: str, value: str) -> None:
        self._count("kept" if value else "empty")
        if value:
            route = f"x-{self._around.name}.{heading_slug(name)}"
            old = self._draft.values.get(route)
            text = f"{old.value}; {value}" if old else value
            self._draft.values[route] = Statement(text, text, self._element.place)

    def _count(self, fate: str) -> None:
        self._whole.ledger.cells.read += 1
        self._whole.ledger.cells.add(fate)


# Relationships


def _relate(model: _Model, systems: Mapping[str, Draft], whole: Declared) -> None:
    edges: list[Edge] = []
    relations: list[Relation] = []
    used: set[int] = set()
    known = {*model.elements, *(each.key for each in model.relationships)}  # a relationship may be an end too
    for number, each in enumerate(model.relationships):
        if each.type in _USED and len({each.source, each.target} - known) == 1:
            relations += _dangling(each, systems)
        if each.type not in _USED or each.source not in model.elements or each.target not in model.elements:
            continue
        if _software(model, each, systems):
            used.add(number)
        elif (
            each.type in {"Composition", "Aggregation"} and each.source in systems and each.target in systems
        ):
            ends = Reference(each.target, "key"), Reference(each.source, "key")
            relations.append(Relation(*ends, each.place, to="part_of"))
            used.add(number)
        else:
            edges.append(_edge(each))
    straight, around = _arrows(model, edges, systems)
    walked = {edge for path in around for edge in path.edges} | set(straight)
    used |= {
        number
        for number, each in enumerate(model.relationships)
        if each.type in _USED and _edge(each) in walked
    }
    names = {key: element.name for key, element in model.elements.items()}
    whole.relations += relations
    for edge in straight:
        ends = Reference(edge.consumer, "key"), Reference(edge.needed, "key")
        whole.relations.append(Relation(*ends, edge.place, edge.kind, edge.strength, edge.label))
    whole.relations += [relation_of(path, names) for path in around]
    _tell_use(model, used, whole)


def _dangling(relationship: _Relationship, systems: Mapping[str, Draft]) -> Iterator[Relation]:
    """The arrow of a system from or to what the model does not hold: it is told where names are resolved."""
    edge = _edge(relationship)
    if edge.consumer in systems or edge.needed in systems:
        ends = Reference(edge.consumer, "key"), Reference(edge.needed, "key")
        yield Relation(*ends, edge.place, edge.kind, edge.strength, edge.label)


def _edge(relationship: _Relationship) -> Edge:
    """The arrow of a relationship: its target needs its source."""
    kind, strength = ("data", "soft") if relationship.type == "Flow" else ("runtime", "hard")
    label = f"{relationship.type}: {relationship.name}" if relationship.name else relationship.type
    return Edge(relationship.target, relationship.source, relationship.place, kind, strength, label)


def _arrows(
    model: _Model, edges: Sequence[Edge], systems: Mapping[str, Draft]
) -> tuple[list[Edge], list[Path]]:
    straight = [each for each in edges if each.consumer in systems and each.needed in systems]
    pairs = {(each.consumer, each.needed) for each in straight}
    paths = through(edges, set(systems), lambda key: model.elements[key].type in _BETWEEN)
    around = [path for path in paths if (path.ids[0], path.ids[-1]) not in pairs]
    return sorted(straight, key=lambda each: (each.strength, each)), around


def _software(model: _Model, relationship: _Relationship, systems: Mapping[str, Draft]) -> bool:
    """Whether the relationship makes system software a technology of a system; then it is written there."""
    source, target = model.elements[relationship.source], model.elements[relationship.target]
    pairs = [(source, target)]
    if relationship.type not in {"Serving", "UsedBy"}:
        pairs.append((target, source))
    for software, system in pairs:
        if software.type == _SOFTWARE and system.key in systems and software.name:
            systems[system.key].items.append(technology(software.name, relationship.place))
            return True
    return False


def _tell_use(model: _Model, used: set[int], whole: Declared) -> None:
    """How many relationships of each type said something of systems, and how many did not."""
    counts: dict[str, list[int]] = {}
    for number, each in enumerate(model.relationships):
        counts.setdefault(each.type, [0, 0])[number not in used] += 1
    for kind, (of_use, of_none) in sorted(counts.items()):
        whole.ledger.arrows |= {f"{kind} (used)": of_use, f"{kind} (not used)": of_none}
    told = ", ".join(
        f"{kind} {of_use:,} of {of_use + of_none:,}" for kind, (of_use, of_none) in sorted(counts.items())
    )
    if told:
        whole.notes.append(f"relations that say something of systems: {told}")
