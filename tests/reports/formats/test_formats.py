import subprocess
import sys
from pathlib import Path

import pytest

import legacymap.reports.findings
import legacymap.reports.formats
import legacymap.reports.views
from legacymap.reports.documents import DOCUMENTS
from legacymap.reports.findings import FINDINGS
from legacymap.reports.formats import FORMATS
from legacymap.reports.screen import Screen
from legacymap.reports.views import VIEWS
from tests.reports.builders import survey

_ROOM = Path(legacymap.reports.formats.__file__).parent.parent


@pytest.mark.parametrize(
    ("folder", "names"),
    [("formats", FORMATS), ("findings", FINDINGS), ("views", VIEWS), ("documents", DOCUMENTS)],
)
def test_a_registry_names_every_file_of_its_folder(folder: str, names: dict[str, object]) -> None:
    assert sorted(names) == sorted(path.stem for path in (_ROOM / folder).glob("[!_]*.py"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_a_scan(name: str) -> None:
    assert "home-office/pnc" in FORMATS[name](VIEWS["scan"](survey()), Screen())


def test_the_registries_do_not_load_rich() -> None:
    code = (
        "import sys, legacymap.reports.formats, legacymap.reports.findings\n"
        "print([name for name in sys.modules if name.partition('.')[0] == 'rich'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
