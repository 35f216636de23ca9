from legacymap.domain.documents import as_json
from legacymap.reports.serial import document_text
from tests import golden
from tests.reports.mapped import STUB, seven


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/map.json", document_text(seven()))


def test_a_stub_has_neither_name_nor_score() -> None:
    stub = next(each for each in as_json(seven())["systems"] if each["id"] == STUB)
    assert stub["stub"]
    assert (stub["name"], stub["status"], stub["rating"], stub["expected"]) == (None, None, None, None)
