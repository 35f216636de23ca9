"""An estate as a model in the Open Group's ArchiMate exchange format 3.1.

Identifiers are digests of full ids, so that a second import into Archi updates what the first one made.
Serving runs against our arrows: what is needed serves what needs it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from legacymap.domain.inventory import Arrow
from legacymap.exchange.targets.estate import ExportedEstate, ExportedSystem

_SPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{_SPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODES = frozenset({"infrastructure"})
_PROPERTIES = (
    "id", "organisation", "kind", "status", "owner", "rating", "expected score", "chance of red",
    "strength", "confidence", "arrow kind", "note", "relation",
)  # fmt: skip
_WHOLE: tuple[str, Mapping[str, str]] = ("Composition", {})
# The standard has no Composition between an application and a node; the import knows the property again.
_ASSOCIATED: tuple[str, Mapping[str, str]] = ("Association", {"relation": "part_of"})


def archimate_model(estate: ExportedEstate) -> str:
    """The model as XML; the same for the same estate."""
    root = ET.Element(
        "model",
        {
            "xmlns": _SPACE,
            "xmlns:xsi": _INSTANCE,
            "xsi:schemaLocation": _SCHEMA,
            "identifier": _identifier(f"model:{','.join(sorted(estate.organisations))}"),
        },
    )
    _text(root, "name", f"Legacy estate: {estate.title}")
    _text(root, "documentation", "\n".join([estate.marking, *estate.provenance]))
    elements = ET.SubElement(root, "elements")
    for organisation in sorted(estate.organisations):
        _organisation(elements, organisation, estate)
    for system in estate.systems:
        _system(elements, system)
    technologies = {each.label for system in estate.systems for each in system.technologies}
    for label in sorted(technologies):
        _element(elements, f"technology:{label}", "SystemSoftware", label)
    relationships = ET.SubElement(root, "relationships")
    for source, target, kind, about in sorted(_relationships(estate), key=lambda each: each[:3]):
        _relationship(relationships, (source, target, kind), about)
    for holder in (elements, relationships):
        if not len(holder):  # the schema has no empty ones
            root.remove(holder)
    _definitions(root)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    marking = f"<!-- {estate.marking.replace('--', '- -')} -->"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{marking}\n{text}\n{marking}\n'


def _identifier(key: str) -> str:
    return f"id-{hashlib.sha256(key.encode()).hexdigest()}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    if text:
        ET.SubElement(parent, tag, {"xml:lang": "en"}).text = _ILLEGAL.sub("", text)


def _element(parent: ET.Element, key: str, kind: str, name: str) -> ET.Element:
    element = ET.SubElement(parent, "element", {"identifier": _identifier(key), "xsi:type": kind})
    _text(element, "name", name)
    return element


def _organisation(parent: ET.Element, organisation: str, estate: ExportedEstate) -> None:
    name, _ = estate.organisations[organisation]
    element = _element(parent, f"organisation:{organisation}", "BusinessActor", name or organisation)
    _properties(element, {"id": organisation})


def _system(parent: ET.Element, system: ExportedSystem) -> None:
    element = _element(parent, system.id, _kind(system), system.name)
    _text(element, "documentation", system.description)
    _properties(
        element,
        {
            "id": system.id,
            "organisation": system.organisation,
            "kind": system.kind,
            "status": system.status,
            "owner": system.owner,
            "rating": system.rating,
            "expected score": "" if system.expected is None else f"{system.expected:.1f}",
            "chance of red": "" if system.p_red is None else f"{system.p_red:.2f}",
        },
    )


def _kind(system: ExportedSystem) -> str:
    return "Node" if system.kind in _NODES else "ApplicationComponent"


def _properties(element: ET.Element, values: Mapping[str, str]) -> None:
    given = {name: value for name, value in values.items() if value}
    if not given:
        return
    holder = ET.SubElement(element, "properties")
    for name, value in given.items():
        reference = {"propertyDefinitionRef": _property(name)}
        _text(ET.SubElement(holder, "property", reference), "value", value)


def _property(name: str) -> str:
    return f"property-{_PROPERTIES.index(name) + 1}"


def _relationships(estate: ExportedEstate) -> Iterator[tuple[str, str, str, Mapping[str, str]]]:
    """Source, target and type of each relationship, with its properties."""
    kinds = {system.id: _kind(system) for system in estate.systems}
    for organisation, (_, parent) in estate.organisations.items():
        if parent in estate.organisations:
            yield f"organisation:{parent}", f"organisation:{organisation}", "Composition", {}
    for system in estate.systems:
        if system.organisation in estate.organisations:
            yield f"organisation:{system.organisation}", system.id, "Association", {}
        if system.part_of in kinds:
            is_alike = kinds[system.part_of] == kinds[system.id]
            yield system.part_of, system.id, *(_WHOLE if is_alike else _ASSOCIATED)
        for label in dict.fromkeys(each.label for each in system.technologies):
            yield f"technology:{label}", system.id, "Serving", {}
    for arrow in estate.arrows:
        yield arrow.needed, arrow.consumer, "Serving", _of_arrow(arrow)


def _of_arrow(arrow: Arrow) -> Mapping[str, str]:
    return {
        "strength": arrow.strength,
        "confidence": arrow.confidence,
        "arrow kind": arrow.kind or "",
        "note": arrow.note or "",
    }


def _relationship(parent: ET.Element, ends: tuple[str, str, str], about: Mapping[str, str]) -> None:
    source, target, kind = ends
    attributes = {
        "identifier": _identifier(f"{kind}:{source}>{target}"),
        "source": _identifier(source),
        "target": _identifier(target),
        "xsi:type": kind,
    }
    _properties(ET.SubElement(parent, "relationship", attributes), about)


def _definitions(root: ET.Element) -> None:
    holder = ET.SubElement(root, "propertyDefinitions")
    for name in _PROPERTIES:
        attributes = {"identifier": _property(name), "type": "string"}
        ET.SubElement(ET.SubElement(holder, "propertyDefinition", attributes), "name").text = name
