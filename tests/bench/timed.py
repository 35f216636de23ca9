"""What commands cost, measured in turns, and a row of the table that their ratios make."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROGRAM = (sys.executable, "-m", "legacymap")
DAY = ("--as-of", "2026-11-22")
_LAUNCHED = Path(__file__).with_name("launched.py")


@dataclass(frozen=True, slots=True)
class Command:
    """A command line; `cpus` is how many processors it may use, None as many as there are."""

    words: tuple[str, ...]
    folder: Path | None = None
    cpus: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, those of the processor (of children too), and the most memory held, in MiB."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured against what, a figure a round, and what is to be reached."""

    what: str
    beside: str
    figures: tuple[float, ...]
    reach: str
    unit: str = "x"

    def cells(self) -> tuple[str, ...]:
        """What, yardstick, target, and the least, middle and greatest figure."""
        least, middle, most = min(self.figures), median(self.figures), max(self.figures)
        shown = (
            f"{each:.2f}{self.unit}" if each < 100 else f"{each:,.0f}{self.unit}"
            for each in (least, middle, most)
        )
        return self.what, self.beside, self.reach, *shown


def legacymap(*words: str | Path, cpus: int | None = None, folder: Path | None = None) -> Command:
    """A command of the program, as this interpreter runs it."""
    return Command((*PROGRAM, *map(str, words)), folder, cpus)


def python(module: str, *words: str | Path, cpus: int | None = None) -> Command:
    """A module run by this interpreter."""
    return Command((sys.executable, "-m", module, *map(str, words)), None, cpus)


def in_turns(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Spent]]:
    """What each command spent in each round; in a round they run one after the other."""
    spent: dict[str, list[Spent]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            spent[name].append(once(command))
    return spent


def once(command: Command) -> Spent:
    """What one run spent; whatever it prints goes nowhere. Findings (exit code 1) are no failure here."""
    words = [sys.executable, str(_LAUNCHED), str(command.cpus or 0), *command.words]
    done = subprocess.run(words, cwd=command.folder, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{' '.join(command.words)}: exit code {done.returncode}\n{done.stderr}")
    wall, processor, kibibytes = json.loads(done.stdout)
    return Spent(wall, processor, kibibytes / 1024)


def by_processor(ours: Sequence[Spent], theirs: Sequence[Spent]) -> tuple[float, ...]:
    """Our processor time over theirs, round by round."""
    return tuple(one.processor / other.processor for one, other in zip(ours, theirs, strict=True))


def by_memory(ours: Sequence[Spent], theirs: Sequence[Spent]) -> tuple[float, ...]:
    """The same of the most memory held at once."""
    return tuple(one.memory / other.memory for one, other in zip(ours, theirs, strict=True))
