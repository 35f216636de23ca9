from legacymap.reports.documents.map import map_document
from legacymap.reports.serial import json_text
from tests import golden
from tests.reports.mapped import STUB, seven


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/map.json", json_text(map_document(seven())))


def test_a_stub_has_neither_name_nor_score() -> None:
    stub = next(each for each in map_document(seven())["systems"] if each["id"] == STUB)
    assert stub["stub"]
    assert (stub["name"], stub["status"], stub["rating"], stub["expected"]) == (None, None, None, None)
