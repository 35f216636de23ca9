"""The table of what is to be reached, each figure against its yardstick in the same run: `make bench`.

python -m tests.bench [NAME ...] [--rounds N] [--write]; with --write the tables go into docs/performance.md
and docs/scale.md. Without a name everything is measured, which takes more than an hour.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import answers, exchange, growth, linters, scans, start
from tests.bench.timed import Row

Measured = Iterator[Row | str]
_DOCS = Path("docs")
_HEAD = ("| what | yardstick | reach | least | middle | most |", "| --- | --- | --- | --- | --- | --- |")


def _plans(_: int) -> Measured:
    """The gap of plans, their time beside the relaxation's, and their value beside the greedy plan's."""
    for size in (100, 500, 2_000, 10_000):
        words = [sys.executable, "-m", "tests.bench.plans", str(size)]
        yield subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def _faults(_: int) -> Measured:
    yield from linters.faults()


# Each group by its name, in the order of the page.
GROUPS: dict[str, Callable[[int], Measured]] = {
    "scan": scans.rows,
    "validate": answers.validated,
    "start": start.rows,
    "page": answers.pages,
    "diff": answers.changes,
    "dependents": answers.dependents,
    "plan": _plans,
    "documents": answers.documents,
    "hostile": answers.hostile,
    "shown": answers.shown,
    "steep": growth.steep,
    "growth": growth.rows,
    "exchange": exchange.ratios,
    "faults": _faults,
}
_PAGE_OF = {"growth": "scale.md", "steep": "scale.md"}
_NOT_WRITTEN = {"faults"}


def main() -> None:
    """Measures the groups that are named, or all, and prints a line a figure as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *GROUPS], metavar="NAME", help=", ".join(GROUPS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    for name in given.names or GROUPS:
        found = []
        for each in GROUPS[name](given.rounds):
            sys.stdout.write(f"{name}: {each if isinstance(each, str) else ' | '.join(each.cells())}\n")
            sys.stdout.flush()
            found.append(each)
        if given.write and name not in _NOT_WRITTEN:
            _write(name, found)


def _write(name: str, found: list[Row | str]) -> None:
    """Puts what was measured between the marks of its name."""
    page = _DOCS / _PAGE_OF.get(name, "performance.md")
    begin, end = f"<!-- {name}: measured -->\n", f"<!-- {name}: end -->"
    before, found_begin, rest = page.read_text(encoding="utf-8").partition(begin)
    _, found_end, after = rest.partition(end)
    if not (found_begin and found_end):
        raise ValueError(f"{page} has no place for `{name}`: {begin.strip()} and {end}")
    page.write_text(f"{before}{begin}{_table(found)}{end}{after}", encoding="utf-8")


def _table(found: list[Row | str]) -> str:
    if not found:
        return "Not measured since the last changes.\n"
    rows = [f"| {' | '.join(each.cells())} |" for each in found if isinstance(each, Row)]
    lines = [f"- {each}" for each in found if isinstance(each, str)]
    return "\n".join([*((*_HEAD, *rows) if rows else ()), *lines, ""])


if __name__ == "__main__":
    main()
