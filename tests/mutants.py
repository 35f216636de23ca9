"""Changes one operator or constant at a time and asks whether a test fails.

`make mutants` says how many live.

A seeded sample of places in scoring, planning, rules and reports is changed in a copy of the sources, one at
a time, and the tests that run the changed line try to kill it. A mutant that none kills is shown with its
line. Which test runs which line is measured once, before the first change.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).parent.parent
SAMPLE, SEED, MOST_SURVIVORS = 60, 20261129, 6
SECONDS = 600
ROOMS = ("scoring", "planning", "rules", "reports")
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_WRITTEN: Mapping[type[ast.AST], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.And: "and",
    ast.Or: "or",
}
_SUMS: Mapping[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*"}
_JOINTS: Mapping[type[ast.boolop], str] = {ast.And: "or", ast.Or: "and"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A stretch of bytes of a file, and what stands there instead."""

    file: Path
    line: int
    start: int
    end: int
    instead: bytes


def main() -> int:
    """1 when more mutants survive than may; each survivor is told."""
    every = [mutant for room in ROOMS for mutant in mutants_of(room)]
    chosen = random.Random(SEED).sample(every, min(SAMPLE, len(every)))  # noqa: S311 - a sample, not a secret
    with tempfile.TemporaryDirectory() as folder:
        runs = _runs({mutant.file for mutant in chosen}, Path(folder))
    alive = 0
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for mutant, survives in zip(chosen, threads.map(partial(_survives, runs), chosen), strict=True):
            if survives:
                alive += 1
                before = (ROOT / mutant.file).read_bytes()[mutant.start : mutant.end].decode()
                sys.stdout.write(
                    f"alive  {mutant.file}:{mutant.line}  {before} -> {mutant.instead.decode()}\n"
                )
                sys.stdout.flush()
    sys.stdout.write(f"{len(chosen)} mutants of {len(every)}: {alive} alive, {MOST_SURVIVORS} allowed\n")
    return int(alive > MOST_SURVIVORS)


def mutants_of(room: str) -> Iterator[Mutant]:
    """Every change of one operator or constant in a room's sources, in the order of files and lines."""
    for path in sorted((ROOT / "src" / "legacymap" / room).rglob("*.py")):
        yield from _mutants(path)


def _mutants(path: Path) -> Iterator[Mutant]:
    text = path.read_bytes()
    starts = [0]
    for line in text.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    for node in ast.walk(ast.parse(text)):
        for before, after, written, instead in _changes(node):
            first = starts[before.end_lineno - 1] + before.end_col_offset
            last = starts[after.lineno - 1] + after.col_offset
            place = text.find(written.encode(), first, last)
            if place >= 0:
                end = place + len(written)
                yield Mutant(path.relative_to(ROOT), before.end_lineno, place, end, instead.encode())
        if isinstance(node, ast.Constant) and type(node.value) is int and node.end_col_offset is not None:
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[node.lineno - 1] + node.end_col_offset
            if text[start:end].isdigit():
                yield Mutant(path.relative_to(ROOT), node.lineno, start, end, str(node.value + 1).encode())


@dataclass(frozen=True, slots=True)
class _Span:
    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int


def _span(node: ast.expr) -> _Span:
    return _Span(node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def _changes(node: ast.AST) -> Iterator[tuple[_Span, _Span, str, str]]:
    """The ends between which an operator stands, how it is written, and what takes its place."""
    if isinstance(node, ast.Compare):
        ends = [node.left, *node.comparators]
        for operator, before, after in zip(node.ops, ends, ends[1:], strict=False):
            if type(operator) in _COMPARISONS:
                yield (
                    _span(before),
                    _span(after),
                    _WRITTEN[type(operator)],
                    _COMPARISONS[type(operator)],
                )
    elif isinstance(node, ast.BinOp) and type(node.op) in _SUMS:
        yield _span(node.left), _span(node.right), _WRITTEN[type(node.op)], _SUMS[type(node.op)]
    elif isinstance(node, ast.BoolOp):
        for before, after in zip(node.values, node.values[1:], strict=False):
            yield _span(before), _span(after), _WRITTEN[type(node.op)], _JOINTS[type(node.op)]


# The tests that run each line of a file; line 0 has all that run any.
_Runs = Mapping[Path, Mapping[int, frozenset[str]]]


def _runs(files: Iterable[Path], folder: Path) -> _Runs:
    """Run every test once and note which of them runs which line of the files."""
    noted = folder / "noted"
    config = folder / "config"
    include = "".join(f"\n    {ROOT / file}" for file in sorted(files))
    config.write_text(f"[run]\ndata_file = {noted}\ninclude ={include}\n", encoding="utf-8")
    measured = ["--cov", f"--cov-config={config}", "--cov-context=test", "--cov-report="]
    if not _pass(["-n", "2", *measured], ROOT / "src", 10 * SECONDS):
        sys.exit("the tests fail before anything is changed: run make test")
    data = CoverageData(str(noted))
    data.read()
    runs: dict[Path, dict[int, frozenset[str]]] = {}
    for file in files:
        lines = {
            line: frozenset(name.partition("|")[0] for name in names if name)
            for line, names in data.contexts_by_lineno(str(ROOT / file)).items()
        }
        runs[file] = {**lines, 0: frozenset().union(*lines.values())}
    return runs


def _survives(runs: _Runs, mutant: Mutant) -> bool:
    """Whether the tests that run its line pass on a copy of the sources with the change."""
    lines = runs[mutant.file]
    tests = lines.get(mutant.line) or lines[0]  # what is run as a module is loaded, no test runs by itself
    # Those of its own room come first, with all of their file: they may share what the first of them made.
    own = f"tests/{mutant.file.parts[2]}/"
    near = sorted({test.partition("::")[0] for test in tests if test.startswith(own)})
    far = sorted(test for test in tests if not test.startswith(own))
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "src"
        shutil.copytree(ROOT / "src", sources, ignore=shutil.ignore_patterns("__pycache__"))
        target = Path(folder) / mutant.file
        text = target.read_bytes()
        target.write_bytes(text[: mutant.start] + mutant.instead + text[mutant.end :])
        listed = Path(folder) / "tests"
        listed.write_text("\n".join([*near, *far]), encoding="utf-8")
        return not tests or _pass([f"@{listed}"], sources)


def _pass(arguments: Iterable[str], sources: Path, seconds: int = SECONDS) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(sources), str(ROOT)))}
    try:
        run = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return False  # a plan that never ends is noticed
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
