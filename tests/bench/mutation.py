"""Structure-aware mutants of the sample files, run through commands: none may crash, hang or pass.

`python -m tests.bench.mutation --count 20000 --seed 1` runs them and prints what did not hold, with the
number that makes it again under the same seed.
"""

import argparse
import io
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random

from legacymap.cli.app import run

ROOT = Path(__file__).parents[2]
_STRETCH = 200
LONGEST = 2.0  # seconds of processor time that one command may take of a small inventory
_KEY = re.compile(r"(?<=[{,\s-])(?P<key>[a-z_]{2,30})(?=:(?:\s|$))")
_VALUE = re.compile(r"(?<=: )(?P<value>[^\s,{}\[\]#&*|>'\"][^,{}\[\]#\n]*)")
_ITEM = re.compile(r"^(?P<item> *- .*\n(?: {2,}.*\n)*)", re.MULTILINE)
_DATE = re.compile(r"\b(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b")
_MONEY = re.compile(r"£[0-9.]+(?:k|m|bn)?")
# What nobody can mean in the place of any value that is typed, and words that are no keys.
_NEVER_KEYS = ("zzz_no_key", "systemz", "<<x", "9 lives", "ключ")
_VALUES = (
    "", "~", "[]", "{}", "[[]]", "{a: {b: c}}", "0", "-1", "1e9", "0x1f", "12:30", "no", "NaN", ".inf",
    "2027-13-45", "31/03/2027", "9999-12-31", "0001-01-01", "£", "£1e99", "-£2m", "£1,250,000",
    "[£1,250,000]", "999999999bn", "TBC", "n/a", "High", "5-6", "*gone", "&a b", "!!binary x", "!x y",
    "|", "'", '"', "[", "}", "# x", "@x", "`x`", "%x", "\u00a0", "“x”", "–", "\u2028", "\x85", "\r",
    "\x07", "\t", "::error x", "../../x", "all", "a/b/c", "A B", "é", "🙂" * 40, "x" * 3000, "a" * 300,
    "- - - -", "? x", "<<: *a", "home-office/" + "a" * 201,
)  # fmt: skip
_PUT_IN = (
    "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "\x85", "\r", "–", "“", "”", "：", "<<<<<<< a\n",
    "=======\n", ">>>>>>> b\n", "---\n", "...\n", "%YAML 1.1\n", "  ", "\n", "#", " #2", ": ", "- ", "'",
    '"', "{{ x }}", "\x00",
)  # fmt: skip
SCENARIO, CATALOGUE, FRAMEWORK = "scenario.yaml", "lifecycle.yaml", "framework.yaml"
# What stands beside a mutant, unless the mutant is of that kind and takes its place.
_SOUND = {
    "sound.yaml": """\
organisation: {id: sound, name: Sound}
systems:
- id: sound
  name: Sound
  owner: Ops
  technologies: [cobol]
  remediation: {options: [{id: replace, approach: replace, cdel: [£2m]}]}
""",
    SCENARIO: """\
scenario: sound
years: [2027-28, 2028-29]
price_base: 2026-27
budgets: [{organisation: all, fund: cdel, caps: {2027-28: £40m, 2028-29: £60m}}]
""",
    CATALOGUE: "lifecycle: 2026-11\nproducts: [{id: cobol-x, name: Cobol X, cycles: [{cycle: 1}]}]\n",
    FRAMEWORK: (ROOT / "docs" / "example-framework.yaml").read_text(encoding="utf-8"),
}
_READS_ELSE = frozenset({"lifecycle", "add", "export"})  # they may end with 0 whatever the mutant is
_SHARED_WITHHELD = 3  # how `share` ends where its second look finds what is withheld
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("validate", ".", "-f", "json", "-q"),
    ("validate", ".", "-f", "text", "-q"),
    ("validate", ".", "-f", "sarif", "-q"),
    ("validate", ".", "-f", "github", "-q"),
    ("validate", ".", "-f", "gitlab", "-q"),
    ("validate", ".", "-f", "junit", "-q"),
    ("validate", ".", "--diff"),
    ("validate", ".", "--fix"),
    ("validate", ".", "--within", ".", "-q"),
    ("scan", ".", "-f", "json", "-q"),
    ("scan", ".", "-q"),
    ("scan", ".", "-q", "-o", "scan.html"),
    ("explain", "sound/sound", ".", "-q"),
    ("gaps", ".", "-f", "json", "-q"),
    ("gaps", ".", "-q"),
    ("impact", "sound/sound", ".", "-f", "json", "-q"),
    ("technologies", ".", "-f", "json", "-q"),
    ("services", ".", "-f", "csv", "-q"),
    ("suppliers", ".", "-f", "markdown", "-q"),
    ("map", ".", "-f", "json", "-q"),
    ("map", ".", "-f", "mermaid", "-q"),
    ("map", ".", "-f", "svg", "-q"),
    ("plan", ".", "--scenario", SCENARIO, "-f", "json", "-q"),
    ("plan", ".", "--scenario", SCENARIO, "-q"),
    ("report", ".", "--scenario", SCENARIO, "-f", "markdown", "-q"),
    ("reconcile", ".", "-f", "json", "-q"),
    ("share", ".", "--audience", "government", "-o", "return", "-q"),
    ("dock", ".", "--into", "docked", "-q"),
    ("export", "register", ".", "-o", "register.csv", "-q"),
    ("export", "questions", ".", "-o", "questions", "-q"),
    ("export", "archimate", ".", "-o", "model.xml", "-q"),
    ("export", "backstage", ".", "-o", "catalog-info.yaml", "-q"),
    ("export", "cyclonedx", ".", "-o", "bill.json", "-q"),
    ("add", "sound/another", ".", "-q"),
    ("lifecycle", "show", "cobol", "--lifecycle", CATALOGUE),
    ("scan", ".", "-q", "--framework", FRAMEWORK),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file, what was done to it, and whether it cannot be without a fault."""

    number: int
    file: str
    text: str
    done: str
    is_faulty: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run did that none may do; empty where all held."""

    crash: str = ""
    hang: str = ""
    all_clear: str = ""

    @property
    def text(self) -> str:
        """The first that did not hold."""
        return self.crash or self.hang or self.all_clear


def samples() -> list[Path]:
    """The files that are changed."""
    found = sorted((ROOT / "inventories").rglob("*.yaml"))
    frameworks = [
        ROOT / "docs" / "example-framework.yaml",
        ROOT / "src" / "legacymap" / "lifecycle" / "middleware.yaml",
    ]
    return [*(path for path in found if path.stat().st_size < 12_000), *frameworks]


def mutants(seed: int, count: int, first: int = 0) -> Iterator[Mutant]:
    """So many mutants, each made from its own number."""
    files = samples()
    for number in range(first, first + count):
        random = Random(f"{seed}/{number}")  # noqa: S311 - not for secrets
        path = random.choice(files)
        text, done, is_faulty = _changed(path.read_text(encoding="utf-8"), random)
        yield Mutant(number, _named(path), text, done, is_faulty=is_faulty)


def _named(path: Path) -> str:
    """What a mutant of this file is called, so that a command that needs its kind takes it."""
    first = path.read_text(encoding="utf-8")
    kinds = (("scenario:", SCENARIO), ("lifecycle:", CATALOGUE), ("framework:", FRAMEWORK))
    return next((name for key, name in kinds if re.search(f"^{key}", first, re.MULTILINE)), path.name)


def judged(mutant: Mutant, command: tuple[str, ...]) -> Verdict:
    """What became of a mutant under a command, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, text in (*_SOUND.items(), (mutant.file, mutant.text)):
            Path(name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        out, err = io.StringIO(), io.StringIO()
        started = time.process_time()
        try:
            with _bounded(), redirect_stdout(out), redirect_stderr(err):
                code = run(command)
        except _TooLong:
            return Verdict(hang=f"{mutant.done}: {' '.join(command)} took over {LONGEST * 5:.0f} s")
        took = time.process_time() - started
    is_withheld = command[0] == "share" and code == _SHARED_WITHHELD
    if (code not in {0, 1, 2} and not is_withheld) or "a bug in legacymap" in err.getvalue():
        return Verdict(crash=f"{mutant.done}: {' '.join(command)} ended with {code}: {err.getvalue()[:300]}")
    if took > LONGEST:
        return Verdict(hang=f"{mutant.done}: {' '.join(command)} took {took:.1f} s")
    is_read = mutant.file not in {SCENARIO, CATALOGUE, FRAMEWORK} or mutant.file in command
    if mutant.is_faulty and is_read and code == 0 and command[0] not in _READS_ELSE:
        return Verdict(all_clear=f"{mutant.done}: {' '.join(command)} ended with 0")
    return Verdict()


class _TooLong(BaseException):
    """A command has taken far more time of the processor than it may."""


@contextmanager
def _bounded() -> Iterator[None]:
    """Ends what hangs, by the time of the processor."""

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST * 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _changed(text: str, random: Random) -> tuple[str, str, bool]:
    """The text with one to three changes, what they were, and whether one of them cannot be right."""
    done: list[str] = []
    is_faulty = False
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        change = random.choice((_key, _value, _value, _date, _money, _item, _character, _cut, _reference))
        text, said, never = change(text, random)
        done.append(said)
        is_faulty = never if len(done) == 1 else False  # another change may take the first one back
    return text, "; ".join(done), is_faulty


def _key(text: str, random: Random) -> tuple[str, str, bool]:
    found = list(_KEY.finditer(text))
    if not found:
        return text, "no key", False
    key = random.choice(found)
    new = random.choice((*_NEVER_KEYS, "id", "name", "systems", "x-own", "depends_on", key["key"].upper()))
    is_never = new in _NEVER_KEYS and key["key"] in {
        "owner",
        "technologies",
        "contracts",
        "costs",
        "criticality",
    }
    return text[: key.start()] + new + text[key.end() :], f"key {key['key']} -> {new}", is_never


def _value(text: str, random: Random) -> tuple[str, str, bool]:
    found = list(_VALUE.finditer(text))
    if not found:
        return text, "no value", False
    value, new = random.choice(found), random.choice(_VALUES)
    return (
        text[: value.start()] + new + text[value.end() :],
        f"value {value[0][:20]!r} -> {new[:20]!r}",
        False,
    )


def _date(text: str, random: Random) -> tuple[str, str, bool]:
    found = list(_DATE.finditer(text))
    if not found:
        return text, "no date", False
    value = random.choice(found)
    new = random.choice(("2027-02-30", "2027-99", "31/12/2026", "2027-29", "0000-01-01", "soon", "2026/11"))
    is_typed = (
        re.search(r"(?:retires|in_service|last_upgraded|ends|checked): $", text[: value.start()]) is not None
    )
    return text[: value.start()] + new + text[value.end() :], f"date {value[0]} -> {new}", is_typed


def _money(text: str, random: Random) -> tuple[str, str, bool]:
    found = list(_MONEY.finditer(text))
    if not found:
        return text, "no money", False
    value = random.choice(found)
    new = random.choice(("£1.2 million", "£-", "£", "£1..2m", "1m2", "-£5m", "€3m", "£2", "lots"))
    is_typed = text[: value.start()].endswith("annual_run: ") and new != "£2"  # which may be meant
    return text[: value.start()] + new + text[value.end() :], f"money {value[0]} -> {new}", is_typed


def _item(text: str, random: Random) -> tuple[str, str, bool]:
    found = list(_ITEM.finditer(text))
    if not found:
        return text, "no item", False
    item = random.choice(found)
    other = random.choice(found)["item"]
    new = random.choice(
        ("", item["item"] * 2, other, item["item"].replace("- ", "– ", 1), " " + item["item"])
    )
    return (
        text[: item.start()] + new + text[item.end() :],
        "an item dropped, repeated, moved or dressed",
        False,
    )


def _character(text: str, random: Random) -> tuple[str, str, bool]:
    at, new = random.randrange(len(text) + 1), random.choice(_PUT_IN)
    return text[:at] + new + text[at:], f"{new!r} put in at {at}", False


def _cut(text: str, random: Random) -> tuple[str, str, bool]:
    start = random.randrange(len(text) + 1)
    end = min(len(text), start + random.choice((1, 1, 2, 10, 200)))
    return text[:start] + text[end:], f"{start} to {end} cut out", False


def _reference(text: str, random: Random) -> tuple[str, str, bool]:
    found = list(re.finditer(r"(?<=depends_on: \[)(?P<ids>[^\]\n]+)", text))
    if not found:
        return text, "no reference", False
    value = random.choice(found)
    new = random.choice(
        ("nowhere/x", "no-such-system-at-all", "No Such System", "a/b/c", "*x", "[x]", "{system: x}")
    )
    return text[: value.start()] + new + text[value.end() :], f"reference -> {new}", new != "nowhere/x"


def stretch(seed: int, first: int, count: int) -> tuple[Counter[str], list[str]]:
    """What did not hold among some mutants, each under the next command in turn, and how often."""
    totals: Counter[str] = Counter()
    told = []
    for mutant in mutants(seed, count, first):
        verdict = judged(mutant, COMMANDS[mutant.number % len(COMMANDS)])
        totals["runs"] += 1
        for kind in ("crash", "hang", "all_clear"):
            totals[kind] += bool(getattr(verdict, kind))
        if verdict.text:
            told.append(f"{mutant.number} {mutant.file}: {verdict.text}")
    return totals, told


def main() -> None:
    """Runs mutants in stretches, each in a process of its own: a run of the program frees nothing."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=20_000)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    os.environ["NO_COLOR"] = "1"
    totals: Counter[str] = Counter()
    last = given.first + given.count
    firsts = range(given.first, last, _STRETCH)
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        wanted = [(given.seed, first, min(_STRETCH, last - first)) for first in firsts]
        for number, (counted, told) in enumerate(pool.imap(_stretch, wanted, chunksize=1), start=1):
            totals += counted
            sys.stdout.write("".join(f"{each}\n" for each in told))
            if number % 10 == 0:
                sys.stdout.write(f"({totals['runs']} so far)\n")
            sys.stdout.flush()  # a run of hours is looked at before it ends
    sys.stdout.write(
        f"{totals['runs']} runs: {totals['crash']} crashes, {totals['hang']} over {LONGEST:.0f} s, "
        f"{totals['all_clear']} false all-clears\n"
    )


def _stretch(wanted: tuple[int, int, int]) -> tuple[Counter[str], list[str]]:
    return stretch(*wanted)


if __name__ == "__main__":
    main()
