import json

from legacymap.domain.documents import as_json
from legacymap.reports.serial import document_text
from tests import golden
from tests.reports.results import gaps


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/gaps.json", document_text(gaps()))


def test_a_row_has_exactly_the_keys_of_the_contract() -> None:
    document = json.loads(document_text(gaps()))
    assert list(document["gaps"][0]) == [
        *("system", "criterion", "value", "p_red", "low", "high", "owner", "question", "settled_by"),
    ]
    assert [gap["owner"] for gap in document["gaps"]][1] is None


def test_numbers_are_unrounded() -> None:
    document = as_json(gaps())
    assert document["totals"]["doubt"] == 0.71875
    assert document["shares"] == [{"answers": 9, "share": 0.8125}]
    assert document["gaps"][0]["value"] == 0.0625
