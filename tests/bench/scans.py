"""Scans of many systems beside a bare load of the same files."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.generate import write_inventory
from tests.bench.timed import (
    DAY,
    Command,
    Row,
    by_memory,
    by_processor,
    in_turns,
    legacymap,
    once,
    python,
)

SYSTEMS, MANY, PER_FILE = 10_000, 100_000, 100
_BARE = "CSafeLoader, same files"
_LONG_ROUNDS = 2  # where one takes minutes


def rows(rounds: int) -> Iterator[Row]:
    """Ten thousand systems, one a file, and a hundred thousand, a hundred a file."""
    with TemporaryDirectory() as temporary:
        few, many = Path(temporary, "few"), Path(temporary, "many")
        write_inventory(SYSTEMS, few)
        yield from _of(few, f"scan -f json, {SYSTEMS:,} systems, one a file", ("0.85", "0.25"), rounds)
        write_inventory(MANY, many, PER_FILE)
        yield from _of(
            many, f"scan -f json, {MANY:,}, {PER_FILE} a file", ("0.65", "0.25"), min(rounds, _LONG_ROUNDS)
        )
        spent = in_turns({"few": scan(few), "many": scan(many)}, min(rounds, _LONG_ROUNDS))
        times = by_processor(spent["many"], spent["few"])
        yield Row(f"scan of {MANY:,}", f"scan of {SYSTEMS:,}", times, "≤ 11x")
        bare = python("tests.bench.bare", many, "--keep", cpus=1)
        memory = in_turns({"scan": scan(many), "bare": bare}, 1)  # hardly differs from run to run
        held = by_memory(memory["scan"], memory["bare"])
        yield Row(f"peak memory of a scan of {MANY:,}", "CSafeLoader's dicts kept", held, "≤ 1x")


def scan(folder: Path) -> Command:
    """A scan as JSON, worked out anew."""
    return legacymap("scan", "-f", "json", *DAY, "--no-cache", folder, cpus=1)


def _of(folder: Path, what: str, reach: tuple[str, str], rounds: int) -> Iterator[Row]:
    commands = {
        "bare": python("tests.bench.bare", folder, cpus=1),
        "anew": scan(folder),
        "cached": legacymap("scan", "-f", "json", *DAY, folder, cpus=1),
    }
    once(commands["cached"])  # fills the cache
    spent = in_turns(commands, rounds)
    anew, cached = (by_processor(spent[each], spent["bare"]) for each in ("anew", "cached"))
    yield Row(what, _BARE, anew, f"≤ {reach[0]}x")
    yield Row(f"{what}, nothing changed, cache on", _BARE, cached, f"≤ {reach[1]}x")
