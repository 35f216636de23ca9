"""What a rule's page shows as wrong is found, and what it shows as right is not."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from legacymap.rules import RULES
from legacymap.rules._rule import Rule
from tests.rules.findings import codes, findings_in
from tests.rules.test_cases import NOT_IN_TEXT

DOCUMENT_KEYS = ("scenario:", "organisation:", "systems:", "legacymap:", "waivers:", "- id:")
AROUND = (
    "organisation: {{id: home-office, name: Home Office}}\nsystems:\n"
    "- id: case-tracker\n{name}{keys}- id: identity-hub\n  name: Identity hub\n"
)
# Their examples are cut short, or would be too long to read.
SHORTENED = {"nested-too-deep", "document-too-large"}
SHOWN = [each for each in RULES if each.name not in NOT_IN_TEXT | SHORTENED]


def example(each: Rule, heading: str) -> str:
    """The example of a page below its heading, as a whole file."""
    text = dedent(each.page.partition(f"{heading}:\n\n")[2].partition("\n\nRight:")[0]) + "\n"
    if any(line.startswith(DOCUMENT_KEYS) for line in text.splitlines()):
        return text
    name = "" if text.startswith("name:") else "  name: Case tracker\n"
    return AROUND.format(name=name, keys=indent(text, "  "))


@pytest.mark.parametrize("each", SHOWN, ids=lambda each: each.name)
def test_what_is_shown_as_wrong_is_found(each: Rule, tmp_path: Path) -> None:
    # What is shown may hold no inventory at all, which would be a fault of the request.
    (tmp_path / "another.yaml").write_text("organisation: {id: dwp, name: DWP}\n", encoding="utf-8")
    assert each.code in codes(findings_in(tmp_path, example(each, "Wrong")))


@pytest.mark.parametrize("each", SHOWN, ids=lambda each: each.name)
def test_what_is_shown_as_right_is_clean(each: Rule, tmp_path: Path) -> None:
    (tmp_path / "another.yaml").write_text("organisation: {id: dwp, name: DWP}\n", encoding="utf-8")
    found = findings_in(tmp_path, example(each, "Right"))
    assert [(fault.code, fault.message) for fault in found if fault.code not in {"LM207", "LM213"}] == []
    assert each.code not in codes(found)
