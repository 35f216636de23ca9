"""`legacymap lifecycle show`, `search` and `update` from the command line."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import DAY, GOOD, legacymap, write
from tests.lifecycle.serving import SMALL, giving, served

OWN = """\
lifecycle: 2026-11
products:
- id: acme-db
  name: Acme DB
  vendor: Acme
  aliases: [acmebase]
  source: {title: Letter}
  cycles:
  - {cycle: 5, standard_ends: unknown}
  - {cycle: 4, released: 2020, standard_ends: 2035}
  - {cycle: 3, released: 2015, standard_ends: 2028-03, extended_ends: 2030-01-01}
  - {cycle: 2, standard_ends: not-announced}
  - {cycle: 1, standard_ends: ended}
"""


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    return write(tmp_path, "own.yaml", OWN)


def states(own: Path, day: str) -> dict[str, str]:
    run = legacymap("lifecycle", "show", "acmebase", "--lifecycle", own, "--as-of", day, "-f", "json")
    assert run.code == 0
    return {each["cycle"]: each["state"] for each in json.loads(run.out)["product"]["cycles"]}


def test_a_product_is_shown_with_the_state_of_its_cycles_on_the_day(own: Path) -> None:
    rest = {"5": "unknown", "2": "not-announced", "1": "ended"}
    assert states(own, "2026-11-22") == {"4": "supported", "3": "ends-within-3-years", **rest}
    assert states(own, "2028-02-29") == {"4": "supported", "3": "ends-within-3-years", **rest}
    assert states(own, "2028-03-01") == {"4": "supported", "3": "ended", **rest}
    assert states(own, "2032-01-01")["4"] == "ends-within-3-years"


def test_a_product_is_shown_for_people(own: Path) -> None:
    for kind in ("table", "markdown"):
        run = legacymap("lifecycle", "show", "acme db", "--lifecycle", own, "--as-of", DAY, "-f", kind)
        assert run.code == 0
        for words in ("Acme DB", "acmebase", "Letter", "2028-03", "ends within 3 years", "not announced"):
            assert words in run.out


def test_a_product_is_shown_as_rows(own: Path) -> None:
    run = legacymap("lifecycle", "show", "acme-db", "--lifecycle", own, "--as-of", DAY, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert [(row["product"], row["cycle"], row["state"]) for row in rows][1] == ("acme-db", "4", "supported")


def test_a_product_that_nobody_knows_is_refused_with_the_nearest() -> None:
    run = legacymap("lifecycle", "show", "oracle databse 12.1 of ours")
    assert run.code == 2
    assert run.out == ""
    near = legacymap("lifecycle", "show", "postgresqll")
    assert near.code == 2
    assert "Did you mean `postgresql`?" in near.err


@pytest.mark.parametrize("text", ["acmeb", "ACME db", "Acme"])
def test_products_are_found_by_a_part_of_a_name_or_the_vendor(own: Path, text: str) -> None:
    run = legacymap("lifecycle", "search", text, "--lifecycle", own, "-f", "json")
    assert "acme-db" in [each["id"] for each in json.loads(run.out)["products"]]


def test_a_search_without_a_hit_names_the_nearest() -> None:
    run = legacymap("lifecycle", "search", "postgresqll", "-f", "json")
    document = json.loads(run.out)
    assert (run.code, document["products"]) == (0, [])
    assert document["nearest"] == "postgresql"
    assert "nearest is `postgresql`" in legacymap("lifecycle", "search", "postgresqll").out


@pytest.mark.parametrize("kind", ["table", "markdown", "csv"])
def test_a_search_is_shown_in_every_format(kind: str) -> None:
    assert "mssqlserver" in legacymap("lifecycle", "search", "sql server", "-f", kind).out


def test_a_search_for_nothing_is_refused() -> None:
    assert legacymap("lifecycle", "search", " - ").code == 2


def test_a_faulty_lifecycle_file_is_refused_with_its_places(tmp_path: Path) -> None:
    wrong = OWN.replace("extended_ends: 2030-01-01", "extended_ends: 2027-01-01").replace(
        "cycle: 1,", "cycle: 2,"
    )
    run = legacymap("lifecycle", "show", "acme-db", "--lifecycle", write(tmp_path, "wrong.yaml", wrong))
    assert run.code == 2
    assert "wrong.yaml:11:" in run.err
    assert "wrong.yaml:13:" in run.err


def test_an_update_comes_from_a_mirror_into_the_cache_and_says_how_to_use_it(tmp_path: Path) -> None:
    with served(giving(200, SMALL)) as (url, seen):
        run = legacymap(
            "lifecycle", "update", "--from", url, "--as-of", DAY, XDG_CACHE_HOME=str(tmp_path), no_proxy="*"
        )
        assert seen == ["/full"]
    written = tmp_path / "legacymap" / "lifecycle.yaml"
    assert (run.code, run.err) == (0, "")
    assert "2 products, 5 cycles" in run.out
    assert f"--lifecycle {written}" in run.out
    shown = legacymap("lifecycle", "show", "acmebase 2.10", "--lifecycle", written, "-f", "json")
    assert json.loads(shown.out)["product"]["id"] == "acme-db"


def test_an_update_comes_from_a_file_to_where_it_is_told(tmp_path: Path) -> None:
    source, output = tmp_path / "full.json", tmp_path / "dates.yaml"
    source.write_bytes(SMALL)
    run = legacymap("lifecycle", "update", "--from", source, "-o", output, "-q")
    assert (run.code, run.out, run.err) == (0, "", "")
    write(tmp_path / "estate", "a.yaml", GOOD)
    assert legacymap("scan", tmp_path / "estate", "--lifecycle", output).code == 0


def test_an_update_that_cannot_be_done_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    asked = ("lifecycle", "update", "-o", tmp_path / "dates.yaml", "--from")
    with served(giving(404, b"<html>")) as (url, _):
        run = legacymap(*asked, url, no_proxy="*")
    assert (run.code, run.out) == (2, "")
    assert "answered 404" in run.err
    assert legacymap(*asked, "missing.json").code == 2
    assert legacymap(*asked, "ftp://example.org/full").code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_output_without_a_folder_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    with served(giving(200, SMALL)) as (url, seen):
        run = legacymap("lifecycle", "update", "--from", url, "-o", tmp_path / "no" / "a.yaml", no_proxy="*")
        assert seen == []
    assert run.code == 2
    assert "no such folder" in run.err


def test_a_cache_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    blocked = write(tmp_path, "file", "")
    run = legacymap("lifecycle", "update", "--from", "x.json", XDG_CACHE_HOME=str(blocked))
    assert run.code == 2
    assert "`-o FILE`" in run.err


def test_a_cache_never_depends_on_the_working_folder(tmp_path: Path) -> None:
    source = write(tmp_path, "small.json", SMALL.decode())
    home, here = tmp_path / "home", write(tmp_path, "here/x", "").parent
    at = {"HOME": str(home), "XDG_CACHE_HOME": "not/absolute"}
    assert legacymap("lifecycle", "update", "--from", source, folder=here, **at).code == 0
    assert [each.name for each in here.iterdir()] == ["x"]
    assert [each.name for each in home.rglob("*.yaml")] == ["lifecycle.yaml"]


def test_a_service_is_shown_as_kept_current_and_an_open_name_with_what_it_may_be() -> None:
    run = legacymap("lifecycle", "show", "Office 365", "-f", "markdown")
    assert run.code == 0
    assert "keeps current" in run.out
    run = legacymap("lifecycle", "show", "jdk 17", "-f", "markdown")
    assert "eclipse-temurin" in run.out


def test_an_open_name_of_products_that_nobody_has_is_refused(tmp_path: Path) -> None:
    text = "lifecycle: 2026-11\nproducts: [{id: any-db, name: Any DB, may_be: [acme-db, oracle-database]}]\n"
    own = write(tmp_path, "own.yaml", text)
    run = legacymap("lifecycle", "show", "any db", "--lifecycle", own)
    assert run.code == 2
    assert "acme-db" in run.err
    assert "oracle-database" not in run.err


HONEST = """\
organisation: {id: fens, name: Fens}
systems:
- id: permits
  name: Permits
  owner: Operations
  technologies:
  - Microsoft 365
  - {product: Salesforce, version: Spring 26}
  - Eclipse Temurin 21
  - {product: Permit engine, role: application, support: {ours_ends: not-announced}}
  - {product: Permit letters, role: application, support: {standard_ends: not-announced}}
  - {product: Windows Server 2012 R2 ESU, support: {extended_ends: 2026-10-13}}
"""


def test_an_honest_inventory_passes_although_warnings_fail(tmp_path: Path) -> None:
    write(tmp_path, "fens.yaml", HONEST)
    run = legacymap("validate", tmp_path, "--strict", "--as-of", DAY)
    assert run.code == 0, run.out


def test_what_could_be_said_more_exactly_is_asked_for(tmp_path: Path) -> None:
    asked = {
        "java 17": "LM413",
        "Windows Server 2012 R2 ESU": "LM414",
        "python 3.15": "LM405",
        "jdk": "LM405",
        "Permit engine": "LM404",
    }
    write(tmp_path, "fens.yaml", HONEST + "".join(f"  - {technology}\n" for technology in asked))
    run = legacymap("validate", tmp_path, "--as-of", DAY)
    assert run.code == 0
    assert re.findall(r"warning (LM\d+)", run.out) == [*asked.values()]


@pytest.mark.parametrize("command", [(), ("show",), ("search",), ("update",)])
def test_help_is_everywhere(command: tuple[str, ...]) -> None:
    run = legacymap("lifecycle", *command, "--help")
    assert run.code == 0
    assert "Usage" in run.out


def test_nothing_but_an_update_loads_what_fetches() -> None:
    code = (
        "import sys\n"
        "from legacymap.cli.app import run\n"
        "run(['lifecycle'])\n"
        "run(['lifecycle', 'show', 'cobol'])\n"
        "run(['scan', 'inventories/uk-public-record'])\n"
        "sys.exit('httpx' in sys.modules or 'asyncio' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
