import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import legacymap.reports.findings
import legacymap.reports.formats
from legacymap.reports.content.scan import scan_view
from legacymap.reports.findings import FINDINGS
from legacymap.reports.formats import FILES, FORMATS, is_writable
from legacymap.reports.view import Screen
from tests.reports.builders import survey

# Word is the program that people know the format docx by; the others are what formats share.
_FILE = {"word": "docx"}
_ROOM = Path(legacymap.reports.formats.__file__).parent.parent


@pytest.mark.parametrize(
    ("folder", "names"),
    [("formats", {**FORMATS, **FILES}), ("findings", FINDINGS)],
)
def test_a_registry_names_every_file_of_its_folder(folder: str, names: dict[str, object]) -> None:
    found = {_FILE.get(path.stem, path.stem) for path in (_ROOM / folder).glob("[!_]*.py")}
    assert found - {"charts", "paper"} == set(names)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_a_scan(name: str) -> None:
    assert "Police National Computer" in FORMATS[name](scan_view(survey()), Screen())


@pytest.mark.parametrize("name", FILES)
def test_every_file_format_writes_a_scan(name: str) -> None:
    assert len(FILES[name](scan_view(survey()), date(2026, 11, 22))) > 5_000


def test_a_format_whose_library_is_missing_is_known_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(is_writable(name) for name in (*FORMATS, *FILES))
    monkeypatch.setattr("legacymap.reports.formats.find_spec", lambda _: None)
    assert [name for name in (*FORMATS, *FILES) if not is_writable(name)] == ["pdf"]


def test_the_registries_load_no_writer() -> None:
    heavy = {"docx", "jinja2", "lxml", "rich", "typst", "vl_convert", "xlsxwriter"}
    code = (
        "import sys, legacymap.reports.formats, legacymap.reports.findings\n"
        f"print([name for name in sys.modules if name.partition('.')[0] in {heavy!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
