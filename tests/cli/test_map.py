"""`legacymap map`, end to end."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from legacymap.reports.serial import json_text
from tests import golden
from tests.cli.running import BROKEN, DAY, ROOT, SAMPLE, legacymap, write

EXAMPLE = ROOT / "inventories" / "example-department"
_CHANGING = re.compile(r"^%% (inventory|framework|lifecycle|made by): .*\n", re.MULTILINE)


def test_the_map_of_the_example_is_as_accepted() -> None:
    document = json.loads(legacymap("map", EXAMPLE, "--as-of", DAY, "-f", "json").out)
    assert document.pop("provenance")["framework"]["id"] == "uk-litraf"
    golden.check("cli/map-example.json", json_text(document))
    mermaid = legacymap("map", EXAMPLE, "--as-of", DAY, "-f", "mermaid").out
    golden.check("cli/map-example.mmd", _CHANGING.sub("", mermaid))


def test_it_holds_what_the_scan_counts() -> None:
    totals = json.loads(legacymap("scan", SAMPLE, "--as-of", DAY, "-f", "json").out)["totals"]
    found = json.loads(legacymap("map", SAMPLE, "--as-of", DAY, "-f", "json").out)
    assert found["format"] == "legacymap.map/1"
    assert len(found["dependencies"]) == totals["dependencies"]
    ratings = [each["rating"] for each in found["systems"]]
    assert [ratings.count(each) for each in ("red", "possibly-red", "not-red")] == [
        totals["red"], totals["possibly_red"], totals["not_red"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("map.html", "<!DOCTYPE html>"),
        ("map.svg", "<?xml"),
        ("map.mmd", "%% OFFICIAL"),
        ("map.dot", "digraph"),
        ("map.gv", "digraph"),
        ("map.graphml", "<?xml"),
        ("map.json", "{"),
    ],
)
def test_the_suffix_chooses_the_format(tmp_path: Path, name: str, beginning: str) -> None:
    run = legacymap("map", EXAMPLE, "-o", tmp_path / name)
    assert (run.code, run.out, run.err) == (0, "", "")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.lower().startswith(beginning.lower())


def test_a_large_map_is_summed_up_and_says_how_to_see_the_rest() -> None:
    run = legacymap("map", SAMPLE, "--as-of", DAY, "-f", "svg", "--limit", "80")
    assert run.code == 0
    assert "--around SYSTEM --hops N" in run.err
    assert "summed up by organisation" in run.out
    whole = legacymap("map", SAMPLE, "--as-of", DAY, "-f", "svg")
    assert whole.err == ""
    assert "summed up" not in whole.out
    assert legacymap("map", SAMPLE, "-f", "svg", "-q").err == ""


def test_around_a_system_few_are_left() -> None:
    found = json.loads(legacymap("map", SAMPLE, "--around", "pnc", "--as-of", DAY, "-f", "json").out)
    ends = {end for each in found["dependencies"] for end in (each["consumer"], each["needed"])}
    assert found["scope"] == {"organisation": None, "around": "home-office/pnc", "hops": 1}
    assert {each["id"] for each in found["systems"]} == ends
    assert found["totals"]["systems_of_estate"] > found["totals"]["systems"] > 5


def test_a_request_that_cannot_be_met_is_refused() -> None:
    assert legacymap("map", EXAMPLE, "--organisation", "nowhere").code == 2
    assert legacymap("map", EXAMPLE, "-f", "pdf").code == 2
    assert legacymap("map", EXAMPLE, "--hops", "0", "--around", "x").code == 2


def test_hostile_text_comes_out_inert(tmp_path: Path) -> None:
    name = r"<script>alert(1)</script>\e[31m\u202e\" ]; end"
    write(tmp_path, "a.yaml", f'organisation: a\nsystems: [{{id: b, name: "{name}", depends_on: [x/y]}}]\n')
    for form in ("html", "svg", "mermaid", "dot", "graphml", "json"):
        out = legacymap("map", tmp_path, "-f", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "<script>alert" not in out or form in {"dot", "json"}  # there it is a quoted string
        if form in {"svg", "graphml"}:
            ET.fromstring(out)  # noqa: S314 - our own output


def test_an_empty_folder_has_no_map(tmp_path: Path) -> None:
    run = legacymap("map", tmp_path, "-f", "svg")
    assert (run.code, run.out) == (2, "")


def test_an_inventory_with_errors_is_used_unless_strict(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", BROKEN)
    run = legacymap("map", ".", "-f", "mermaid", folder=tmp_path)
    assert run.code == 1
    assert "LM201" in run.err
    assert "Passport portal" in run.out
    strict = legacymap("map", ".", "-f", "mermaid", "--strict", folder=tmp_path)
    assert (strict.code, strict.out) == (1, "")
