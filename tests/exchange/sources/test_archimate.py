"""ArchiMate: made-up models in the habits of real ones, in three file formats."""

import pytest

from legacymap.domain.errors import RequestError
from legacymap.domain.imports import MappedColumn
from legacymap.exchange.draft import Declared, Draft
from legacymap.exchange.sources.archimate import declared
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.kinds import recognised

# identifier, type, name
ELEMENTS = (
    ("c1", "ApplicationComponent", "Case tracker"),
    ("c2", "ApplicationComponent", "Portal"),
    ("c3", "ApplicationCollaboration", "Ledger"),
    ("c4", "ApplicationComponent", "Tracker module"),
    ("n1", "Node", "Host"),
    ("sw", "SystemSoftware", "PostgreSQL 12"),
    ("s1", "ApplicationService", "Case service"),
    ("f1", "ApplicationFunction", "Case function"),
    ("i1", "ApplicationInterface", "Ledger API"),
    ("b1", "BusinessService", "Asylum claims"),
    ("p1", "BusinessProcess", "Decide"),
    ("c5", "ApplicationComponent", ""),
)
# type, source, target
RELATIONS = (
    ("Serving", "c1", "c2"),
    ("Flow", "c1", "c3"),
    ("Composition", "c1", "c4"),
    ("Assignment", "sw", "c1"),
    ("Serving", "n1", "c1"),
    ("Serving", "s1", "c4"),
    ("Realization", "f1", "s1"),
    ("Assignment", "c3", "f1"),
    ("Serving", "i1", "c2"),
    ("Composition", "c3", "i1"),
    ("Serving", "c1", "b1"),
    ("Association", "c1", "c2"),
    ("Triggering", "p1", "p1"),
)
ARROWS = {
    ("c2", "c1"): ("runtime", "hard", "Serving"),
    ("c3", "c1"): ("data", "soft", "Flow"),
    ("c1", "n1"): ("runtime", "hard", "Serving"),
    ("c4", "c3"): ("runtime", "hard", "Serving through Case service > Case function"),
    ("c2", "c3"): ("runtime", "hard", "Serving through Ledger API"),
}


def exchange_3() -> str:
    elements = "\n".join(
        f'<element identifier="{key}" xsi:type="{kind}"><name xml:lang="en">{name}</name>'
        f"<documentation>About {name}</documentation><properties>"
        f'<property propertyDefinitionRef="p1"><value>{"real" if key == "c1" else "model"}</value></property>'
        "</properties></element>"
        for key, kind, name in ELEMENTS
    )
    relations = "\n".join(
        f'<relationship identifier="r{number}" xsi:type="{kind}" source="{source}" target="{target}"/>'
        for number, (kind, source, target) in enumerate(RELATIONS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" identifier="m" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<name>A model</name>\n'
        "<properties><property propertyDefinitionRef='p1'><value>astray</value></property></properties>\n"
        f"<elements>\n{elements}\n</elements>\n<relationships>\n{relations}\n</relationships>\n"
        '<propertyDefinitions><propertyDefinition identifier="p1" type="string"><name>GEMMA type</name>'
        "</propertyDefinition></propertyDefinitions>\n"
        '<views><diagrams><view identifier="v"><node identifier="x" elementRef="c1" xsi:type="Element"/>'
        "</view></diagrams></views></model>"
    )


def exchange_2() -> str:
    elements = "".join(
        f'<element identifier="{key}" xsi:type="{kind}"><label xml:lang="en">{name}</label>'
        f"<documentation>About {name}</documentation>"
        f'<properties><property identifierref="p1"><value>{"real" if key == "c1" else "model"}</value>'
        "</property></properties></element>"
        for key, kind, name in ELEMENTS
    )
    relations = "".join(
        f'<relationship identifier="r{number}" xsi:type="'
        f'{"UsedBy" if kind == "Serving" else "Realisation" if kind == "Realization" else kind}Relationship" '
        f'source="{source}" target="{target}"/>'
        for number, (kind, source, target) in enumerate(RELATIONS)
    )
    return (
        '<model xmlns="http://www.opengroup.org/xsd/archimate" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name>A</name>'
        f"<elements>{elements}</elements><relationships>{relations}</relationships>"
        '<propertydefs><propertydef identifier="p1" name="GEMMA type" type="string"/></propertydefs></model>'
    )


def archi() -> str:
    elements = "".join(
        f'<folder name="{key}"><element xsi:type="archimate:{kind}" name="{name}" id="{key}">'
        f"<documentation>About {name}</documentation>"
        f'<property key="GEMMA type" value="{"real" if key == "c1" else "model"}"/></element></folder>'
        for key, kind, name in ELEMENTS
    )
    relations = "".join(
        f'<element xsi:type="archimate:{kind}Relationship" id="r{number}" '
        f'source="{source}" target="{target}"/>'
        for number, (kind, source, target) in enumerate(RELATIONS)
    )
    return (
        '<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:archimate="http://www.archimatetool.com/archimate" name="A" id="m" version="4.9.0">'
        f'<folder name="Application" type="application">{elements}</folder>'
        f'<folder name="Relations" type="relations">{relations}</folder>'
        '<folder type="diagrams"><element xsi:type="archimate:ArchimateDiagramModel" name="View" id="v"/>'
        "</folder></archimate:model>"
    )


def read(text: str, around: Surroundings | None = None) -> Declared:
    return declared(SourceFile("model.xml", text.encode()), around or Surroundings("model"))


def draft(found: Declared, key: str) -> Draft:
    return next(each for each in found.drafts if each.key == key)


@pytest.mark.parametrize("text", [exchange_3(), exchange_2(), archi()], ids=["3.x", "2.1", "archi"])
def test_all_three_formats_say_the_same(text: str) -> None:
    found = read(text)
    assert recognised(SourceFile("model.xml", text.encode())) == "archimate"
    assert [each.key for each in found.drafts] == ["c1", "c2", "c3", "c4", "n1"]
    assert draft(found, "c1").values["name"].value == "Case tracker"
    assert draft(found, "c1").values["description"].value == "About Case tracker"
    assert draft(found, "c1").values["x-model.gemma-type"].value == "real"
    assert draft(found, "n1").values["kind"].value == "infrastructure"
    assert [item.values["product"].value for item in draft(found, "c1").items] == ["PostgreSQL"]
    assert found.ledger.cells.sums


@pytest.mark.parametrize("text", [exchange_3(), exchange_2(), archi()], ids=["3.x", "2.1", "archi"])
def test_the_direction_of_every_relation(text: str) -> None:
    found = read(text)
    arrows = {
        (each.consumer.text, each.needed.text): (
            each.kind,
            each.strength,
            each.note.replace("UsedBy", "Serving"),
        )
        for each in found.relations
        if each.to == "depends_on"
    }
    assert arrows == ARROWS
    parts = [(each.consumer.text, each.needed.text) for each in found.relations if each.to == "part_of"]
    assert parts == [("c4", "c1")]


def test_the_ledger_tells_which_relations_said_nothing() -> None:
    counts = read(exchange_3()).ledger.arrows
    assert counts["Association (not used)"] == 1
    assert counts["Triggering (not used)"] == 1
    assert (counts["Serving (used)"], counts["Serving (not used)"]) == (4, 1)
    assert counts["Flow (used)"] == 1


def test_business_services_come_only_when_asked_for() -> None:
    found = read(exchange_3(), Surroundings("model", with_services=True))
    assert draft(found, "b1").values["kind"].value == "service"
    assert ("b1", "c1") in {(each.consumer.text, each.needed.text) for each in found.relations}


def test_elements_can_be_picked_by_a_property() -> None:
    found = read(exchange_3(), Surroundings("model", where={"gemma type": "Real"}))
    assert [each.key for each in found.drafts] == ["c1"]
    assert found.ledger.rows["left_out"] == len(ELEMENTS) - 1


def test_a_mapping_places_properties() -> None:
    found = read(exchange_3(), Surroundings("model", columns={"GEMMA type": MappedColumn(to="tags")}))
    assert draft(found, "c1").values["tags"].value == ("real",)


def test_an_element_without_a_name_is_told() -> None:
    assert [each.rule for each in read(exchange_3()).findings] == ["row-without-name"]


DEEP = "<a>" * 150 + "</a>" * 150


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE model [<!ENTITY a "b">]><model/>', "LM501"),
        (exchange_3()[:400], "LM501"),
        ("<html/>", "LM501"),
        ("", "LM501"),
        (f'<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/">{DEEP}</model>', "LM519"),
        (f'<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" name="{"x" * 2**21}"/>', "LM519"),
    ],
)
def test_hostile_models_are_one_refusal(text: str, code: str) -> None:
    with pytest.raises(RequestError) as refused:
        read(text)
    assert code in refused.value.message


def test_an_end_that_the_model_does_not_hold_is_left_to_be_told() -> None:
    text = exchange_3().replace(
        "</relationships>",
        '<relationship identifier="rx" source="gone" target="c1" xsi:type="Serving"/>'
        '<relationship identifier="ry" source="gone" target="c1" xsi:type="Association"/>'
        '<relationship identifier="rz" source="rx" target="c1" xsi:type="Flow"/></relationships>',
    )
    arrows = [(each.consumer.text, each.needed.text, each.note) for each in read(text).relations]
    assert [each for each in arrows if "gone" in each] == [("c1", "gone", "Serving")]
    assert not any("rx" in each for each in arrows)
