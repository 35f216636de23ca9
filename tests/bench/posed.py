"""How well published problems are solved: `make bench-plan INSTANCES="…/newman1.cpit …/zuck_small.cpit"`.

Each `.cpit` has its `.prec` beside it. Prints a line for each instance and time limit: the value, the
proven gap and the processor time, beside the best known value and the bound of the relaxation (MineLib;
Espinoza, Goycoolea, Moreno, Newman, 2013). Without instances it says where they are published.
"""

import json
import subprocess
import sys
from os import times
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.minelib import problem_of

LIMITS = (20, 60, 600)
KNOWN = {"newman1": 24_176_864.82, "zuck_small": 849_176_553.0, "kd": 409_106_516.0}
_NONE = "Name .cpit files, each with its .prec beside it, as INSTANCES: MineLib publishes them."


def main() -> None:
    """Solves every instance named, under every limit."""
    paths = [Path(argument) for argument in sys.argv[1:]]
    if not paths:
        sys.stdout.write(_NONE + "\n")
    with TemporaryDirectory() as temporary:
        for path in paths:
            problem = Path(temporary, f"{path.stem}.json")
            problem.write_text(json.dumps(problem_of(path, path.with_suffix(".prec"))), encoding="utf-8")
            for limit in LIMITS:
                sys.stdout.write(measured(problem, limit) + "\n")
                sys.stdout.flush()


def measured(problem: Path, limit: int) -> str:
    """One line: what was reached within a limit, beside what is known."""
    before = _spent()
    command = [sys.executable, "-m", "legacymap", "solve", str(problem), "-f", "json", "-q"]
    found = json.loads(
        subprocess.run([*command, "--time-limit", str(limit)], capture_output=True, check=True).stdout
    )
    spent = _spent() - before
    known = KNOWN.get(problem.stem)
    beside = "" if known is None else f", {found['value'] / known - 1:+.3%} of the best known {known:,.0f}"
    return (
        f"{problem.stem:12} {limit:4} s: value {found['value']:,.0f}{beside}, bound {found['bound']:,.0f}, "
        f"gap {found['gap']:.3%}, {found['status']}, {spent:.0f} s of processor time"
    )


def _spent() -> float:
    return sum(times()[2:4])


if __name__ == "__main__":
    main()
