"""Who hands a submission in, and the department's own parts: read, filled with figures, or refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from legacymap.analysis.plan import PlanOptions
from legacymap.analysis.report import report
from legacymap.analysis.request import Request
from legacymap.domain.errors import RequestError
from legacymap.domain.settings import OWN_PARTS
from legacymap.domain.submission import Submission
from legacymap.reports.content.submission.narrative import figure, figure_names
from legacymap.reports.content.submission.report import report_view
from legacymap.reports.formats.html import html_text
from legacymap.reports.formats.markdown import markdown_text
from legacymap.reports.formats.pdf import pdf_bytes
from legacymap.reports.formats.word import docx_bytes
from legacymap.reports.view import Heading, Picture, Table
from tests.verbs.submissions import DAY, INVENTORY, SCENARIO, submission

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "010018dd8db00000000049454e44ae426082"
)
SETTINGS = """\
settings:
  scenario: scenario.yaml
  submission:
    department: Ports Office
    owner: Director of Digital
    contact: ports@example.org
    status: draft
    preferred: {scenario: baseline, reason: The register cannot wait.}
    narrative: {objectives: own/objectives.md}
"""


def written(tmp_path: Path, text: str | bytes = "We want one thing.", settings: str = SETTINGS) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "ports.yaml").write_text(INVENTORY, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIO.partition("narrative:")[0], encoding="utf-8")
    (tmp_path / "legacymap.yaml").write_text(settings, encoding="utf-8")
    content = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "own" / "objectives.md").write_bytes(content)
    return tmp_path


def reported(folder: Path) -> Submission:
    return report(Request((folder,), DAY), PlanOptions((), lambda: 60.0))


def test_the_first_page_says_who_asks_and_what_is_not_written(tmp_path: Path) -> None:
    found = reported(written(tmp_path))
    facts = {fact.label: fact.value for fact in report_view(found).cover}
    assert facts["Department"] == "Ports Office"
    assert facts["Senior responsible owner"] == "Director of Digital"
    assert facts["Contact"] == "ports@example.org"
    assert facts["Status"] == "draft"
    assert str(facts["Own parts"]).startswith(f"{len(OWN_PARTS) - 1} parts")
    assert "objectives" not in {each.id for each in found.front.missing}
    assert "The register cannot wait." in markdown_text(report_view(found))


def test_a_scenario_beats_the_settings(tmp_path: Path) -> None:
    folder = written(tmp_path)
    with (folder / "scenario.yaml").open("a", encoding="utf-8") as opened:
        opened.write("submission: {owner: Director of ports, narrative: {carbon: own/objectives.md}}\n")
    front = reported(folder).front
    assert (front.owner, front.department) == ("Director of ports", "Ports Office")
    assert sorted(front.parts) == ["carbon", "objectives"]


@pytest.mark.parametrize(
    ("settings", "text", "words"),
    [
        (SETTINGS.replace("objectives.md", "gone.md"), "x", "own/gone.md`: The file cannot be read"),
        (SETTINGS.replace("own/objectives.md", "../own.md"), "x", "leads out of the folder"),
        (SETTINGS.replace("own/objectives.md", "/etc/passwd"), "x", "leads out of the folder"),
        (SETTINGS, b"caf\xe9", "is not UTF-8"),
        (
            SETTINGS,
            "a\nwe ask {{asked.cdel.2027-29}}",
            "objectives.md:2:8: there is no figure `asked.cdel.2027-29`",
        ),
        (SETTINGS, "{{system:ports/regster.name}}", "there is no figure `system:ports/regster.name`"),
        (SETTINGS, "![a map](map.png)", "own/map.png`: The file cannot be read"),
        (SETTINGS, "![a map](objectives.md)", "is no picture that documents can show"),
        (SETTINGS, "![a map](https://example.org/map.png)", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_one_message_with_its_place(
    settings: str, text: str | bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(RequestError) as refused:
        reported(written(tmp_path, text, settings))
    assert words in refused.value.message
    assert refused.value.hint
    assert "\n" not in refused.value.message


def test_the_preferred_scenario_comes_first_or_is_missed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    other = folder / "other.yaml"
    other.write_text(
        (folder / "scenario.yaml").read_text().replace("scenario: baseline", "scenario: leaner"),
        encoding="utf-8",
    )
    paths = (other, folder / "scenario.yaml")
    found = report(Request((folder,), DAY), PlanOptions(paths, lambda: 60.0))
    assert [plan.scenario.id for plan in found.plans] == ["baseline", "leaner"]
    third = folder / "third.yaml"
    third.write_text(other.read_text().replace("scenario: leaner", "scenario: fuller"), encoding="utf-8")
    with pytest.raises(RequestError, match="`baseline`, which is not among those named"):
        report(Request((folder,), DAY), PlanOptions((other, third), lambda: 60.0))


def test_every_figure_that_may_be_named_has_a_value() -> None:
    found = submission()
    records = {entry.id: entry.record for entry in found.scan.systems}
    names = figure_names(found.plan.years, records, found.organisations)
    assert len(names) > 50
    for name in sorted(names):
        assert figure(found, name), name


def test_figures_are_those_of_the_tables() -> None:
    found = submission()
    text = markdown_text(report_view(found))
    assert figure(found, "asked.cdel.2027-28") == "£3.0m" or figure(found, "asked.cdel.2027-28") in text
    assert figure(found, "system:ports/register.name") == "Register of Ships"
    assert figure(found, "estate.red") == str(found.scan.totals.red)
    assert figure(found, "organisation:ports.name") == "Ports Office"


def test_figures_stand_in_own_text_and_are_never_markup(tmp_path: Path) -> None:
    text = "# Aim\n\n{{system:ports/licences.name}} by {{scenario.years}}\n\n"
    text += "| a | b |\n|---|---|\n| {{estate.red}} | x |\n"
    found = reported(written(tmp_path, text))
    view = report_view(found)
    shown = markdown_text(view)
    assert "Licences &#124; &lt;b>online&lt;/b> by 2027-28 to 2029-30" in shown
    [table] = [each for each in view.blocks if isinstance(each, Table) and each.title == "Aim"]
    assert table.rows == ((str(found.scan.totals.red), "x"),)


def test_a_picture_is_shown_with_its_words_in_every_document(tmp_path: Path) -> None:
    folder = written(tmp_path, "Look:\n\n![The quay at {{estate.systems}}](quay.png)\n")
    (folder / "own" / "quay.png").write_bytes(PNG)
    view = report_view(reported(folder))
    [picture] = [block for block in view.blocks if isinstance(block, Picture)]
    assert picture.words == "The quay at 4"
    page = html_text(view)
    assert 'alt="The quay at 4"' in page
    assert "img-src data:" in page
    assert "Picture: The quay at 4" in markdown_text(view)
    short = replace(view, blocks=(Heading("Own"), picture), appendix=())
    assert b"%PDF" in pdf_bytes(short, DAY)[:8]
    assert docx_bytes(short, DAY)[:2] == b"PK"


def test_a_damaged_picture_leaves_its_words(tmp_path: Path) -> None:
    folder = written(tmp_path, "![The quay](quay.png)\n")
    (folder / "own" / "quay.png").write_bytes(PNG[:20])
    view = report_view(reported(folder))
    short = replace(
        view, blocks=tuple(each for each in view.blocks if isinstance(each, Picture)), appendix=()
    )
    assert docx_bytes(short, DAY)[:2] == b"PK"
    assert b"%PDF" in pdf_bytes(short, DAY)[:8]
