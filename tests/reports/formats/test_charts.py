import json

from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.content.charts import score_bounds
from legacymap.reports.escape import sanitised
from legacymap.reports.formats.charts import amounts, bars, labels, svg
from tests.reports.pages.estate_reports import estate_report
from tests.reports.pages.reading import read
from tests.reports.texts import texts


@given(st.lists(texts, max_size=20))
def test_no_two_labels_are_alike_and_none_is_long(found: list[str]) -> None:
    made = labels(found)
    assert len(set(made)) == len(found)
    assert all(len(each) <= 44 for each in made)


@given(st.lists(st.sampled_from(["a" * 40, "a" * 41, "b"]), max_size=30))
def test_a_short_text_is_its_own_label(found: list[str]) -> None:
    made = labels(found)
    assert [each for each in made if each == "b"] == ["b"] * min(found.count("b"), 1)


def test_names_as_departments_have_them_are_not_cut() -> None:
    names = ["Driver and Vehicle Standards Agency", "Immigration and Asylum Biometrics System"]
    assert labels(names) == names


def test_a_drawing_has_no_id_no_style_and_no_address() -> None:
    name = sanitised('<script>alert(1)</script> "x" &amp;')
    drawn = svg(
        {
            "height": 30,
            "data": {"values": [{"name": name, "n": 1}]},
            "mark": "bar",
            "encoding": {"y": bars([name]), "x": amounts("n", "n")},
        }
    )
    found = read(drawn)
    keys = {key for _, attributes in found.elements for key in attributes}
    assert not {"id", "style", "href", "xlink:href", "role"} & keys
    assert not {"script", "style", "a", "image"} & found.tags.keys()
    assert name in "".join(found.texts)


def test_the_line_from_which_a_system_is_red_crosses_every_bar() -> None:
    chart = score_bounds(estate_report())
    assert chart is not None
    drawn = json.loads(json.dumps(chart.specification))
    [threshold] = [each for each in drawn["layer"] if each["mark"]["type"] == "rule"]
    assert threshold["encoding"]["y"] == {"value": 0}
    assert threshold["encoding"]["y2"] == {"value": drawn["height"]}
