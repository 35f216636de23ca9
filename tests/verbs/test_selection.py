"""Rows are chosen by tag, kind, owner and organisation; scores stay those of the whole estate."""

import csv
import io
import json
from pathlib import Path

import pytest

from legacymap.analysis.analysis import analyse, members
from legacymap.analysis.request import Request, Selection
from legacymap.domain.errors import RequestError
from tests.cli.running import DAY, legacymap, write
from tests.reports.builders import PROVENANCE

TEXT = """organisation: {id: a, parent: top}
systems:
- {id: web, name: Web, kind: service, tags: [front, old], owner: {business: Permits Team}, depends_on: [hub]}
- id: hub
  name: Hub
  tags: [old]
  owner: {technical: Hosting team}
  data: {personal: yes, description: Names}
- {id: log, name: Log}
---
organisation: b
systems:
- {id: app, name: App, kind: service, tags: [front]}
"""


def chosen(folder: Path, selection: Selection | str | None) -> list[str]:
    write(folder, "a.yaml", TEXT)
    return sorted(members(analyse(Request((folder,), PROVENANCE.as_of)).inventory, selection))


@pytest.mark.parametrize(
    ("selection", "systems"),
    [
        (None, ["a/hub", "a/log", "a/web", "b/app"]),
        ("top", ["a/hub", "a/log", "a/web"]),
        (Selection(tags=("front",)), ["a/web", "b/app"]),
        (Selection(tags=("front", "old")), ["a/web"]),
        (Selection(kind="service"), ["a/web", "b/app"]),
        (Selection(owner="TEAM"), ["a/hub", "a/web"]),
        (Selection(owner="hosting"), ["a/hub"]),
        (Selection("b", ("front",), "service"), ["b/app"]),
        (Selection("b", ("old",)), []),
    ],
)
def test_systems_are_chosen_by_all_that_is_asked(
    tmp_path: Path, selection: Selection | str | None, systems: list[str]
) -> None:
    assert chosen(tmp_path, selection) == systems


@pytest.mark.parametrize(
    ("selection", "hint"),
    [
        (Selection(tags=("frnt",)), "`front`"),
        (Selection(kind="servise"), "`service`"),
        (Selection(owner="nobody"), "all are listed"),
    ],
)
def test_what_no_system_has_is_refused_with_the_nearest(
    tmp_path: Path, selection: Selection, hint: str
) -> None:
    with pytest.raises(RequestError) as found:
        chosen(tmp_path, selection)
    assert hint in found.value.hint


def test_a_scan_lists_what_is_chosen_and_its_scores_are_those_of_the_whole(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", TEXT)

    def systems(*flags: str) -> dict[str, dict[str, object]]:
        run = legacymap("scan", "-f", "json", "--as-of", DAY, *flags, folder=tmp_path)
        return {each["id"]: each for each in json.loads(run.out)["systems"]}

    every, tagged = systems(), systems("--tag", "old", "--owner", "hosting")
    assert list(tagged) == ["a/hub"]
    assert tagged["a/hub"]["reach"] == every["a/hub"]["reach"]
    assert tagged["a/hub"]["tags"] == ["old"]
    assert tagged["a/hub"]["data"] == {"personal": True, "description": "Names"}
    assert every["a/log"]["data"] is None


def test_csv_has_tags_and_personal_data(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", TEXT)
    run = legacymap("scan", "-f", "csv", "--kind", "application", "--as-of", DAY, folder=tmp_path)
    rows = {row["id"]: (row["tags"], row["personal_data"]) for row in csv.DictReader(io.StringIO(run.out))}
    assert rows == {"a/hub": ("old", "yes"), "a/log": ("", "")}


@pytest.mark.parametrize("command", ["gaps", "technologies", "services", "suppliers"])
def test_other_lists_know_tags_too(tmp_path: Path, command: str) -> None:
    write(tmp_path, "a.yaml", TEXT)
    run = legacymap(command, "--tag", "fronts", folder=tmp_path)
    assert (run.code, "Did you mean `front`?" in run.err) == (2, True)
    assert legacymap(command, "--tag", "front", folder=tmp_path).code == 0
