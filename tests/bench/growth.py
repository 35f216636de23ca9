"""How a scan grows from ten systems to a hundred thousand; and estates made to grow badly."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.generate import write_inventory
from tests.bench.scans import scan
from tests.bench.timed import DAY, Command, Row, by_memory, by_processor, in_turns, legacymap, python

SIZES = (10, 100, 1_000, 10_000, 100_000)
_PER_FILE = 100
_HEAD = "organisation: o\nsystems:\n"


def rows(rounds: int) -> Iterator[Row]:
    """Each size beside the bare load of its files and beside the size before; time, then memory."""
    with TemporaryDirectory() as temporary:
        folders = {size: Path(temporary, str(size)) for size in SIZES}
        commands: dict[str, Command] = {}
        for size, folder in folders.items():
            write_inventory(size, folder, _PER_FILE)
            commands[f"scan {size}"] = scan(folder)
            commands[f"bare {size}"] = python("tests.bench.bare", folder, "--keep", cpus=1)
        spent = in_turns(commands, rounds)
        for number, size in enumerate(SIZES):
            ours, theirs = spent[f"scan {size}"], spent[f"bare {size}"]
            what = f"{size:,} systems, {_PER_FILE} a file"
            yield Row(f"{what}: time", "CSafeLoader, kept", by_processor(ours, theirs), "–")
            yield Row(f"{what}: memory", "CSafeLoader, kept", by_memory(ours, theirs), "–")
            if number:
                before, name = spent[f"scan {SIZES[number - 1]}"], f"{SIZES[number - 1]:,} systems"
                yield Row(f"{what}: time", name, by_processor(ours, before), "–")
                yield Row(f"{what}: memory", name, by_memory(ours, before), "–")


def steep(rounds: int) -> Iterator[Row]:
    """Estates that once grew faster than their size, of n and of 2n systems or items."""
    for what, command, text, n in _STEEP:
        with TemporaryDirectory() as temporary:
            one, two = Path(temporary, "one"), Path(temporary, "two")
            for folder, size in ((one, n), (two, 2 * n)):
                folder.mkdir()
                (folder / "estate.yaml").write_text(text(size), encoding="utf-8")
            spent = in_turns(
                {str(each): legacymap(*command, *DAY, each, cpus=1) for each in (one, two)}, rounds
            )
            times = by_processor(spent[str(two)], spent[str(one)])
            yield Row(f"{' '.join(command)}: {what}, {2 * n:,}", f"{n:,}", times, "≤ 2.2x")


def _chain(size: int, link: str) -> str:
    """Systems each of which names the next."""
    lines = [
        f"- {{id: s{each}, name: S{each}, {link.replace('@', f's{each + 1}')}}}\n" for each in range(size - 1)
    ]
    return _HEAD + "".join(lines) + f"- {{id: s{size - 1}, name: Last}}\n"


def _dense(size: int) -> str:
    """Systems that each need the ten before them."""
    return _HEAD + "".join(
        f"- {{id: s{each}, name: S{each}, depends_on: [{_before(each)}]}}\n" for each in range(size)
    )


def _before(number: int) -> str:
    return ", ".join(f"s{other}" for other in range(max(0, number - 10), number))


def _ring(size: int) -> str:
    return _HEAD + "".join(
        f"- {{id: s{each}, name: S{each}, depends_on: [s{(each + 1) % size}]}}\n" for each in range(size)
    )


def _misspelt(size: int) -> str:
    """Systems each of which needs one that is not there, spelt nearly like one that is."""
    return _HEAD + "".join(
        f"- {{id: system-{each:06d}, name: S{each}, depends_on: [sytem-{each:06d}]}}\n"
        for each in range(size)
    )


def _aliases(size: int) -> str:
    return f"{_HEAD}- {{id: a, name: A, tags: [{', '.join(['*t'] * size)}]}}\n".replace("*t", "&t t", 1)


def _bare_keys(size: int) -> str:
    return f"{_HEAD}- id: a\n  name: A\n" + "".join(f"  x-{each}:\n" for each in range(size))


def _families(size: int) -> str:
    """Organisations each of which belongs to the next."""
    return "".join(
        f"---\norganisation: {{id: o{each}, name: O, parent: o{each + 1}}}\nsystems:\n- {{id: s, name: S}}\n"
        for each in range(size)
    )


_Case = tuple[str, tuple[str, ...], Callable[[int], str], int]
_STEEP: tuple[_Case, ...] = (
    ("a chain of parts", ("scan", "-f", "json"), lambda size: _chain(size, "part_of: @"), 4_000),
    ("a chain of needs", ("scan", "-f", "json"), lambda size: _chain(size, "depends_on: [@]"), 4_000),
    (
        "a chain of needs",
        ("impact", f"s{2_000 - 1}", "-f", "json"),
        lambda size: _chain(size, "depends_on: [@]"),
        2_000,
    ),
    (
        "a chain of successors",
        ("scan", "-f", "json"),
        lambda size: _chain(size, "status: retired, replaced_by: @"),
        4_000,
    ),
    ("a ring", ("scan", "-f", "json"), _ring, 2_000),
    ("each needs ten", ("scan", "-f", "json"), _dense, 4_000),
    ("misspelt ends", ("validate", "-f", "json"), _misspelt, 2_000),
    ("aliases of a word", ("validate", "-f", "json"), _aliases, 50_000),
    ("bare keys", ("validate", "-f", "json"), _bare_keys, 100_000),
    ("a chain of organisations", ("scan", "-f", "json"), _families, 1_000),
    (
        "a chain of needs",
        ("services", "-f", "json"),
        lambda size: _chain(size, "kind: service, depends_on: [@]"),
        1_000,
    ),
)
