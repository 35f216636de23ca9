from xml.etree import ElementTree as ET

from legacymap.reports.map.drawn import svg_text
from tests.reports.mapped import seven


def test_it_is_a_document_that_loads_nothing() -> None:
    text = svg_text(seven(), 80)
    assert text.startswith("<?xml")
    assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own output
    assert "@import" not in text
    assert "url(" not in text.replace("url(#", "")
    assert "<script" not in text
