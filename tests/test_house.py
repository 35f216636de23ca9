"""The house keeps its own rules."""

from pathlib import Path

from legacymap import __version__

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_no_module_has_outgrown_its_subject() -> None:
    too_long = {path.name for path in SOURCES if len(path.read_text().splitlines()) > 600}
    assert too_long == set()


def test_constraints_name_no_host_and_no_path() -> None:
    text = (ROOT / "constraints.txt").read_text()
    assert "://" not in text
    assert str(ROOT) not in text


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_every_file_of_the_package_says_what_it_is() -> None:
    silent = [path.name for path in SOURCES if not path.read_text().lstrip().startswith('"""')]
    assert silent == []
