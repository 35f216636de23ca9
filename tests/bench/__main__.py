"""The ratios that the project watches, each against its yardstick in the same run: `make bench`."""

import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import networkx as nx

from legacymap.estate import Estate
from legacymap.reading import read_inventory
from tests.bench import exchange, linters
from tests.bench.generate import write_inventory
from tests.bench.reading import bare

SYSTEMS = 10_000
ROUNDS = 3
COMPARED, CHANGED = 1_000, 50
PLANNED = (100, 500, 2_000, 10_000)
ASKED_OF_NETWORKX = 50


def main() -> None:
    """Writes a synthetic inventory to a temporary folder and prints a line a comparison."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_inventory(SYSTEMS, folder)
        _say(f"{SYSTEMS:,} systems, one a file; seconds by the clock, the fastest of {ROUNDS}")
        scanned, loaded = _fastest(lambda: _scan(folder), lambda: bare(folder))
        _say(f"scan -f json {scanned:.2f}, bare CSafeLoader {loaded:.2f}: {scanned / loaded:.2f}x")
        _say(_changes())
        estate = Estate.of(read_inventory((folder,)).inventory)
        graph: nx.DiGraph[str] = nx.DiGraph((arrow.consumer, arrow.needed) for arrow in estate.arrows)
        some = [each for each in estate.systems if each in graph][:ASKED_OF_NETWORKX]
        ours, theirs = _fastest(
            lambda: Estate.of(estate.inventory).reaches({}, decay=0.0),
            lambda: [nx.ancestors(graph, each) for each in some],
        )
        whole = theirs * SYSTEMS / len(some)
        ratio = f"{whole / ours:.0f} times as fast"
        _say(f"reach of all {ours:.2f}, nx.ancestors for each about {whole:.1f}: {ratio}")
    _say("planning, three options over five years; processor seconds, one process a size")
    for size in PLANNED:
        subprocess.run([sys.executable, "-m", "tests.bench.plans", str(size)], check=True)
    for line in chain(linters.ratios(linters.SIZES), linters.faults(), exchange.ratios()):
        _say(line)


def _changes() -> str:
    """`diff` of two folders, in the later of which a few records differ, beside a scan of one."""
    with TemporaryDirectory() as temporary:
        old, new = Path(temporary, "old"), Path(temporary, "new")
        for folder in (old, new):
            write_inventory(COMPARED, folder)
        for file in sorted(new.rglob("*.yaml"))[:: COMPARED // CHANGED]:
            file.write_text(
                file.read_text().replace("replacement_agreed: ", "exit_cost: 9m\n    replacement_agreed: ")
            )
        compared, scanned = _fastest(lambda: _run("diff", old, new), lambda: _run("scan", old))
        what = f"diff of {COMPARED:,} systems, {CHANGED} changed"
        return f"{what} {compared:.2f}, a scan {scanned:.2f}: {compared / scanned:.2f}x"


def _run(command: str, *folders: Path) -> None:
    asked = [sys.executable, "-m", "legacymap", command, *map(str, folders), "-f", "json"]
    subprocess.run(asked, stdout=subprocess.DEVNULL, check=True)


def _scan(folder: Path) -> None:
    _run("scan", folder)


def _fastest(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    every = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    return min(one for one, _ in every), min(other for _, other in every)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
