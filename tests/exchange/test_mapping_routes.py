"""A mapping names fields that records have, each for one column; what does not is told with its place."""

from pathlib import Path

import pytest

from legacymap.analysis.importing import imported
from legacymap.analysis.telling import ImportRequest
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import Import
from tests.cli.running import write


def mapped(tmp_path: Path, columns: str, more: str = "") -> Import:
    mapping = f"import: register\ncolumns: {{Name: name, {columns}}}\n{more}"
    write(tmp_path, "inv/imports/register.yaml", mapping)
    write(tmp_path, "register.csv", "Name,State,Fund\nTides,Live,2028-03\nSluice,Live,\n")
    return imported(ImportRequest((tmp_path / "register.csv",), tmp_path / "inv"))


@pytest.mark.parametrize(
    ("columns", "said", "remedy"),
    [
        ("State: statsu", "`statsu` is not a field of a record", "Did you mean `status`?"),
        ("State: {to: statsu}", "`statsu` is not a field of a record", "Did you mean `status`?"),
        ("Fund: contracts.ends", "`contracts.ends` is not a field", "Name the item: `contracts[main].ends`."),
        ("Fund: 'contracts[main].edns'", "is not a field of a record", "`contracts[main].ends`?"),
        ("Fund: depends_on.system", "is not a field of a record", "`depends_on`"),
        ("Fund: remediation.options.rdel", "is not a field of a record", ""),
        ("State: name", "`name` is filled by the column `Name` already", "`keep` or `ignore`"),
        ("State: 'contracts[a].ends', Fund: 'contracts[a].ends'", "by the column `State` already", "`keep`"),
    ],
)
def test_a_column_that_leads_nowhere_is_told_with_its_place(
    columns: str, said: str, remedy: str, tmp_path: Path
) -> None:
    with pytest.raises(RequestError) as raised:
        mapped(tmp_path, columns)
    assert "register.yaml:2:" in raised.value.lines[1]
    assert said in raised.value.message
    assert remedy in raised.value.message
    assert not list((tmp_path / "inv").glob("*/systems.yaml"))


@pytest.mark.parametrize(
    "columns",
    [
        "State: tags, Fund: tags", "State: keep, Fund: keep", "State: x-own.state, Fund: ids.fund",
        "State: status, Fund: 'contracts[a].ends'", "State: technologies, Fund: 'technologies[os].version'",
        "State: status, Fund: remediation.plan.target", "State: hosting.location, Fund: retires",
    ],
)  # fmt: skip
def test_fields_of_records_are_taken(columns: str, tmp_path: Path) -> None:
    assert mapped(tmp_path, columns).document["ledger"]["rows"]["new"] == 2


def test_keys_of_a_condition_are_told_as_they_are_written(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="The keys here are is and not"):
        mapped(tmp_path, "State: status", "where: {State: {nothing: [Live]}}\n")
