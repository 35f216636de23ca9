from legacymap.domain.documents import as_json
from legacymap.reports.serial import document_text
from tests import golden
from tests.reports.results import impact


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/impact.json", document_text(impact()))


def test_a_way_has_an_arrow_between_each_two_systems() -> None:
    for each in as_json(impact())["affected"]:
        assert len(each["path"]) == len(each["arrows"]) + 1


def test_what_is_not_known_is_null() -> None:
    document = as_json(impact())
    stub = document["affected"][1]
    assert (stub["stub"], stub["name"], stub["rating"], stub["users"]) == (True, None, None, None)
    assert document["organisations"][1]["users"] == {"total": None, "stated": 0, "systems": 1}
