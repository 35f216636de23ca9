"""Places of faults are found by reading each file once more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from legacymap.domain.findings import Fault, Place, Route
from legacymap.reading import Places, places, read_inventory
from legacymap.reading.document import Document
from legacymap.reading.documents import documents
from tests.reading.readings import HEADER, put


def test_a_line_is_an_editors_line(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": f"\ufeff{HEADER}- id: a\r\n  name: 'A\u2028\x85B'\r\n  kind: x\r\n"})
    reading = read_inventory((tmp_path,))
    places = Places(reading.files)
    places_of = {fault.rule: place for fault, place, _ in places.located(reading.faults)}
    assert {rule: (at.line, at.column) for rule, at in places_of.items()} == {
        "bad-choice": (5, 9),
        "invisible-character": (4, 12),
    }
    place = places_of["bad-choice"]
    assert places.line(place) == "  kind: x"
    assert places.line(Place(place.file, 4)) == "  name: 'A\u2028\x85B'"
    assert places.line(Place(place.file, 99)) is None
    assert places.line(Place("nowhere.yaml")) is None


def test_a_file_that_changed_or_went_since_it_was_read_does_no_harm(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": f"{HEADER}- {{id: a, name: A, kind: x}}\n"})
    reading = read_inventory((tmp_path,))
    for content in (b"[", b"\xff", b"", b"organisation: dwp\n"):
        (tmp_path / "a.yaml").write_bytes(content)
        assert len(Places(reading.files).located(reading.faults)) == 1
    (tmp_path / "a.yaml").unlink()
    ((_, place, _),) = Places(reading.files).located(reading.faults)
    assert (place.line, place.column) == (1, 1)


def test_each_file_is_read_once_however_its_faults_refer_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems = "".join(f"- {{id: s{number}, name: S}}\n" for number in range(20))
    put(tmp_path, dict.fromkeys(("a.yaml", "b.yaml", "c.yaml"), HEADER + systems))
    reading = read_inventory((tmp_path,))
    read: list[str] = []

    def counted(text: str) -> Iterator[Document]:
        read.append(text)
        return documents(text)

    monkeypatch.setattr(places, "documents", counted)
    located = Places(reading.files).located(reading.faults)
    assert len(located) == 20
    assert all(len(related) == 2 and related[0][0] != place for _, place, related in located)
    assert len(read) == 3


def test_faults_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    bad = HEADER + "- {id: %s, name: A, kind: x}\n- {id: B, name: B}\n"
    put(tmp_path, {"b.yaml": bad % "b", "a.yaml": bad % "a"})
    reading = read_inventory((tmp_path,))
    located = Places(reading.files).located(reading.faults[::-1])
    places = [(Path(place.file).name, place.line) for _, place, _ in located]
    assert places == [("a.yaml", 3), ("a.yaml", 4), ("b.yaml", 3), ("b.yaml", 4)]


def test_a_route_into_a_document_that_is_not_there_is_the_start_of_the_file() -> None:
    fault = Fault("x", "X", Route("nowhere.yaml", 3, ("systems", 0)))
    ((_, place, _),) = Places(()).located([fault])
    assert place == Place("nowhere.yaml")
