import json

from hypothesis import given

from legacymap.domain.connections import EstateMap
from legacymap.reports.map.drawn import json_text
from tests.reports.mapped import graphs, hostile_maps
from tests.reports.texts import is_harmless


@given(graphs())
def test_everything_is_there_whatever_the_limit(found: EstateMap) -> None:
    document = json.loads(json_text(found, 1))
    assert len(document["systems"]) == document["totals"]["systems"] == len(found.systems)
    assert len(document["dependencies"]) == document["totals"]["dependencies"] == len(found.dependencies)


@given(hostile_maps())
def test_hostile_names_come_out_whole_and_harmless(found: EstateMap) -> None:
    text = json_text(found, 80)
    assert is_harmless(text)
    assert [each["name"] for each in json.loads(text)["systems"]] == [node.name for node in found.systems]
