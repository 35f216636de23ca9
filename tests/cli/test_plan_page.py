"""`legacymap plan` as a page and as a roadmap, end to end."""

import base64
import hashlib
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.cli.running import DAY, ROOT, Run, legacymap, write

EXAMPLE = ROOT / "docs" / "examples" / "planning"
BY_HAND = EXAMPLE / "scenario.yaml"


def run(*flags: str | Path, scenario: Path = BY_HAND) -> Run:
    """A run on the worked example of the manual."""
    return legacymap("plan", EXAMPLE, "--scenario", scenario, "--as-of", DAY, *flags)


@cache
def page() -> str:
    """The page of the worked example."""
    found = run("-f", "html")
    assert (found.code, found.err) == (0, "")
    return found.out


class _Page(HTMLParser):
    """Every element with its attributes, and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._silent = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def test_the_page_loads_nothing_and_runs_only_its_own_script_and_styles() -> None:
    found = _Page(page())
    [policy] = [
        each["content"] or ""
        for each in found.attributes("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    for text in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page(), re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not [attrs for _, attrs in found.elements if "src" in attrs or "style" in attrs]


def test_every_share_of_the_budgets_has_its_plan_in_the_page() -> None:
    found = _Page(page())
    panels = [each for each in found.attributes("div") if "data-panel-of" in each]
    assert [each["data-share"] for each in panels] == [f"{quarter * 25}%" for quarter in range(9)]
    # Without a script all of them show; the form that chooses among them does not.
    assert not [each for each in panels if "hidden" in each]
    [form] = [each for each in found.attributes("form") if "data-slides" in each]
    assert "hidden" in form
    [slider] = [each for each in found.attributes("input") if each["type"] == "range"]
    assert (slider["max"], slider["value"]) == ("8", "4")
    assert {"for": slider["id"]} in found.attributes("label")


def test_what_pictures_show_stands_in_tables_with_headers() -> None:
    found = _Page(page())
    assert all(each.get("scope") in {"col", "row"} for each in found.attributes("th"))
    assert "Sign-in" in found.text
    for each in found.attributes("svg"):
        assert each["role"] == "img"
        assert set((each["aria-labelledby"] or "").split()) <= {
            attrs.get("id") for _, attrs in found.elements
        }


def test_ids_stand_once() -> None:
    ids = [attrs["id"] for _, attrs in _Page(page()).elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_roadmap_is_a_picture_of_its_own(tmp_path: Path) -> None:
    assert run("-o", tmp_path / "plan.svg").code == 0
    text = (tmp_path / "plan.svg").read_text(encoding="utf-8")
    assert ET.fromstring(text.encode()).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own
    assert text == run("-f", "svg").out
    assert "new-platform" in text


def test_a_page_and_a_document_come_from_one_plan(tmp_path: Path) -> None:
    both = run("-o", tmp_path / "plan.html", "-o", tmp_path / "plan.json")
    assert (both.code, both.out) == (0, "")
    assert (tmp_path / "plan.html").read_text(encoding="utf-8") == page()
    assert len(json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["frontier"]) == 9


def test_several_plans_are_one_page_and_no_single_picture(tmp_path: Path) -> None:
    text = BY_HAND.read_text(encoding="utf-8").replace("by-hand", "richer").replace("£3.12m", "£9m")
    richer = write(tmp_path, "richer.yaml", text)
    found = run("--scenario", richer, "-f", "html")
    assert found.code == 0
    assert found.out.count('<h2 id="roadmap-') == 2
    ids = [attrs["id"] for _, attrs in _Page(found.out).elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    refused = run("--scenario", richer, "-f", "svg")
    assert (refused.code, refused.out) == (2, "")
    assert "shows one plan" in refused.err
