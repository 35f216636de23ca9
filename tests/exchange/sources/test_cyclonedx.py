"""CycloneDX: made-up bills in the habits of real ones."""

import json
from collections.abc import Mapping, Sequence

import pytest

from legacymap.domain.errors import RequestError
from legacymap.exchange.draft import Declared
from legacymap.exchange.sources.cyclonedx import declared
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.kinds import recognised

KNOWN = {"spring-boot", "pkg:maven/log4j/log4j", "ubuntu"}
LIBRARIES: list[Mapping[str, object]] = [
    {"type": "library", "name": f"lib{number}", "version": "1", "purl": f"pkg:npm/lib{number}@1"}
    for number in range(166)
]
COMPONENTS: list[Mapping[str, object]] = [
    {"type": "operating-system", "name": "ubuntu", "version": "18.04"},
    {"type": "library", "group": "org.springframework", "name": "spring-boot", "version": "2.7.1"},
    {
        "type": "library", "group": "log4j", "name": "log4j", "version": "1.2.17",
        "purl": "pkg:maven/log4j/log4j@1.2.17?type=jar",
    },
    {"type": "framework", "name": "homegrown", "components": [{"type": "container", "name": "inner"}]},
]  # fmt: skip


def bill(components: Sequence[Mapping[str, object]], **more: object) -> SourceFile:
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": "urn:uuid:1",
        "metadata": {"timestamp": "2026-11-01T10:00:00Z"}, "components": components, **more,
    }  # fmt: skip
    return SourceFile("bom.json", json.dumps(document).encode())


def read(
    *files: SourceFile, all_components: bool = False, matches: Mapping[str, str] | None = None
) -> Declared:
    around = Surroundings(
        "bom",
        is_known=lambda text, purl: text in KNOWN or purl in KNOWN,
        all_components=all_components,
        system="dept/cases",
        matches=matches or {},
    )
    return declared(files, around)


def technologies(found: Declared) -> list[tuple[str, ...]]:
    return [
        tuple(str(each.value) for each in item.values.values())
        for item in found.drafts[0].items
        if item.list == "technologies"
    ]


def test_the_kind_is_known_by_its_format() -> None:
    assert recognised(bill([])) == "cyclonedx"


def test_only_what_can_decide_a_rating_is_written_and_the_rest_is_counted() -> None:
    found = read(bill([*COMPONENTS, *LIBRARIES]))
    assert technologies(found) == [
        ("ubuntu", "18.04", "operating-system"),
        ("spring-boot", "2.7.1"),
        ("pkg:maven/log4j/log4j", "1.2.17"),
        ("homegrown", "middleware"),
        ("inner", "other"),
    ]
    assert [each.message for each in found.findings] == [
        "171 components: 5 written, 166 not, which no rating rests on"
    ]
    assert found.ledger.cells.sums
    assert str(found.drafts[0].items[1].values["version"].place) == "bom.json:/components/1/version"


def test_all_are_written_when_asked_for() -> None:
    assert len(technologies(read(bill(LIBRARIES), all_components=True))) == 166


def test_the_bill_is_a_source_of_the_record() -> None:
    sources = [item.values for item in read(bill([])).drafts[0].items if item.list == "sources"]
    assert [(each["title"].value, each["date"].value) for each in sources] == [
        ("Bill of materials urn:uuid:1", "2026-11-01")
    ]


def test_services_are_told_and_not_written() -> None:
    found = read(bill([], services=[{"name": "Payments"}]))
    assert "1 of 1 services" in found.findings[0].message
    assert found.relations == []


def test_services_that_the_mapping_names_are_what_the_system_needs() -> None:
    services = [{"name": "Payments", "bom-ref": "s1"}, {"group": "hub", "name": "Login"}, {"name": "Maps"}]
    matches = {"s1": "dept/payments", "hub/Login": "hub/identity"}
    found = read(bill([], services=services), matches=matches)
    assert [
        (each.consumer.text, each.needed.text, each.kind, each.place.pointer) for each in found.relations
    ] == [
        ("dept/cases", "dept/payments", "runtime", "/services/0"),
        ("dept/cases", "hub/identity", "runtime", "/services/1"),
    ]
    assert [each.message for each in found.findings] == ["1 of 3 services of the bill are not written: Maps"]


def test_two_bills_of_one_system_are_one_record() -> None:
    found = read(bill(COMPONENTS[:1]), bill(COMPONENTS[:2]))
    assert len(found.drafts) == 1
    assert len(technologies(found)) == 2


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"bomFormat": "SPDX"}', b"\xff", b"[" * 100_000])
def test_what_is_no_bill_is_refused(content: bytes) -> None:
    with pytest.raises(RequestError, match="LM501"):
        read(SourceFile("bom.json", content))


def test_components_nested_without_end_are_refused() -> None:
    nested: dict[str, object] = {"name": "a"}
    for _ in range(150):
        nested = {"name": "a", "components": [nested]}
    with pytest.raises(RequestError, match="LM519"):
        read(bill([nested]))
