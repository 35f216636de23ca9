"""Other tools' files, imported end to end: what is written is valid, and a second import changes nothing."""

import json
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.importing import imported
from legacymap.analysis.request import Request
from legacymap.analysis.telling import ImportRequest
from legacymap.analysis.validate import validate
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import Import
from tests.exchange.sources import test_archimate as archimate
from tests.exchange.sources import test_backstage as backstage
from tests.exchange.sources import test_cyclonedx as cyclonedx
from tests.exchange.sources import test_servicenow as servicenow


def write(folder: Path, **texts: str) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    paths = []
    for name, text in texts.items():
        stem, _, suffix = name.rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def everything(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml")))


def errors(folder: Path) -> list[str]:
    found = validate(Request((folder,), date(2026, 11, 22)))
    return [f"{each.code} {each.message}" for each in found.every if each.severity == "error"]


def again_is_same(request: ImportRequest) -> bool:
    before = everything(request.into)
    done: Import = imported(request)
    states = {each["state"] for each in done.document["systems"]}
    return everything(request.into) == before and states <= {"same", "held"} and not done.files


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "estate"


def test_servicenow(tmp_path: Path, into: Path) -> None:
    sources = write(
        tmp_path / "export",
        cmdb_ci_business_app_csv=servicenow.APPS,
        cmdb_ci_csv=servicenow.OTHERS,
        cmdb_rel_ci_csv=servicenow.RELATIONS,
    )
    request = ImportRequest(sources, into, name="snow", organisation="home-office")
    done = imported(request)
    text = everything(into)
    assert done.document["source"]["kind"] == "servicenow"
    assert "  ids: {number: APM1, snow: a1}" in text
    assert "- {system: case-tracker, kind: runtime" in text
    assert "through Case service > Case API" in text
    assert "odd" not in text.lower().replace("method", ""), "its status was not understood: it is held back"
    assert "Jane" not in text
    assert errors(into) == []
    assert "LM518" in {each["rule"] for each in done.document["findings"]}
    assert again_is_same(request)


def test_backstage_of_a_folder(tmp_path: Path, into: Path) -> None:
    write(tmp_path / "repo", **{"catalog-info_yaml": backstage.TEXT, "broken_yaml": "kind: [\n"})
    request = ImportRequest((tmp_path / "repo",), into, name="portal", organisation="home-office")
    done = imported(request)
    text = everything(into)
    assert "name: Case tracker" in text
    assert "owner: Asylum operations" in text
    assert errors(into) == []
    found = {(each["rule"], each["text"].partition(":")[0]) for each in done.document["findings"]}
    assert ("LM501", "broken.yaml") in found
    numbered = enumerate(backstage.TEXT.splitlines(), start=1)
    line, column = next((n, each.index("dependsOn") + 1) for n, each in numbered if "component:gone" in each)
    (lost,) = [each for each in done.document["findings"] if each["rule"] == "LM516"]
    assert (lost["text"], lost["line"]) == (f"catalog-info.yaml:{line}:{column}", line)
    assert again_is_same(request)


@pytest.mark.parametrize("text", [archimate.exchange_3(), archimate.archi()], ids=["3.x", "archi"])
def test_archimate(tmp_path: Path, into: Path, text: str) -> None:
    sources = write(tmp_path, model_archimate=text)
    request = ImportRequest(sources, into, name="model", organisation="home-office")
    imported(request)
    written = everything(into)
    assert "technologies: [PostgreSQL 12]" in written
    assert "part_of: case-tracker" in written
    assert "system: ledger" in written
    assert errors(into) == []
    assert again_is_same(request)


def test_cyclonedx_into_one_system(tmp_path: Path, into: Path) -> None:
    write(
        into,
        systems_yaml="organisation: {id: dept, name: Dept}\nsystems:\n- id: cases\n  name: Cases # mine\n"
        "  technologies: [ubuntu 20.04]\n",
    )
    bill = tmp_path / "bom.json"
    bill.write_bytes(cyclonedx.bill([*cyclonedx.COMPONENTS, *cyclonedx.LIBRARIES]).content)
    request = ImportRequest((bill,), into, system="cases")
    done = imported(request)
    text = everything(into)
    assert "name: Cases # mine" in text
    assert "{product: ubuntu, version: 20.04, role: operating-system}" in text
    assert "LM511" in {each["rule"] for each in done.document["findings"]}
    assert "Bill of materials urn:uuid:1" in text
    assert "lib100" not in text
    assert errors(into) == []
    assert again_is_same(request)


def test_a_bill_needs_its_system(tmp_path: Path, into: Path) -> None:
    write(into, systems_yaml="organisation: {id: dept, name: Dept}\nsystems: [{id: cases, name: Cases}]\n")
    bill = tmp_path / "bom.json"
    bill.write_text(json.dumps({"bomFormat": "CycloneDX", "components": []}))
    with pytest.raises(RequestError, match="which system"):
        imported(ImportRequest((bill,), into))
    with pytest.raises(RequestError) as refused:
        imported(ImportRequest((bill,), into, system="case"))
    assert "cases" in refused.value.hint


def test_sources_of_two_kinds_are_refused(tmp_path: Path, into: Path) -> None:
    sources = write(tmp_path, a_csv="Name,Status,Owner\na,live,b\n", b_json='{"bomFormat": "CycloneDX"}')
    with pytest.raises(RequestError, match="2 kinds"):
        imported(ImportRequest(sources, into))


def test_arrows_on_cycles_are_told_and_two_way_rows_first(tmp_path: Path, into: Path) -> None:
    relations = "parent,child,type,direction\na1,a3,Depends on::Used by,\na3,a1,Depends on::Used by,\n"
    relations += "a1,a2,Connects to::Connected by,Bidirectional\n"
    sources = write(tmp_path / "export", cmdb_ci_business_app_csv=servicenow.APPS, cmdb_rel_ci_csv=relations)
    done = imported(ImportRequest(sources, into, name="snow", organisation="dept"))
    told = next(line for line in done.ledger if "cycles" in line)
    assert told.startswith("note: 4 of the arrows lie on cycles, 2 of them by rows that run both ways:")
    assert "dept/case-tracker and dept/portal" in told
