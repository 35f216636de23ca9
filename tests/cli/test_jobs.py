"""However many processes read, a command says the same."""

import pytest

from tests.cli.running import ROOT, legacymap

INVENTORY = str(ROOT / "inventories")


def test_output_does_not_depend_on_the_number_of_processes() -> None:
    one, *others = (
        legacymap("scan", INVENTORY, "--as-of", "2026-11-22", "-f", "json", "--jobs", jobs)
        for jobs in ("1", "2", "4")
    )
    assert one.out
    for other in others:
        assert (other.code, other.out, other.err) == (one.code, one.out, one.err)


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", ""])
def test_what_is_no_number_of_processes_is_refused(jobs: str) -> None:
    run = legacymap("scan", INVENTORY, f"--jobs={jobs}")
    assert run.code == 2
    assert "is not a number of processes from 1" in run.err
