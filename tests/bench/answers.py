"""Pages, maps, comparisons, dependents, documents and hostile files beside their yardsticks."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import networkx as nx

from legacymap.estate.counting import condensed, distinct_reaching
from legacymap.estate.questions import Estate
from legacymap.reading import read_inventory
from tests.bench.generate import write_inventory
from tests.bench.linters import command_lines
from tests.bench.scans import scan
from tests.bench.timed import DAY, Command, Row, by_processor, in_turns, legacymap, once
from tests.hostile.large import BOMBS

FILES = ((100, 3), (1_000, 10), (10_000, 15))
COMPARED, CHANGED = 1_000, 50
SYSTEMS, ASKED = 10_000, 50
_EXAMPLE = Path("inventories/example-department")


def validated(rounds: int) -> Iterator[Row]:
    """`validate` of so many files beside check-jsonschema with our own schema."""
    for size, times in FILES:
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            write_inventory(size, folder / "inventory")
            files = [str(each.relative_to(folder)) for each in sorted(folder.rglob("*.yaml"))]
            lines = command_lines(folder, files)
            both = {name: Command(tuple(words), folder, 1) for name, words in lines.items()}
            spent = in_turns(both, rounds)
            found = by_processor(spent["check-jsonschema"], spent["validate"])
            yield Row("check-jsonschema", f"validate of {size:,} files", found, f"≥ {times}x")


def pages(rounds: int) -> Iterator[Row]:
    """The page and the map of a thousand systems beside those of a hundred, and how large the page is."""
    with TemporaryDirectory() as temporary:
        few, many = Path(temporary, "few"), Path(temporary, "many")
        write_inventory(100, few)
        write_inventory(1_000, many)
        page = Path(temporary, "page.html")
        for name, words in (("page", ("scan", "-f", "html")), ("map", ("map", "-f", "html"))):
            sizes = []
            for folder in (few, many):
                once(legacymap(*words, *DAY, "-o", page, folder))
                sizes.append(page.stat().st_size / 1_000_000)
            both = {str(each): legacymap(*words, *DAY, "-o", page, each, cpus=1) for each in (few, many)}
            spent = in_turns(both, rounds)
            times = by_processor(spent[str(many)], spent[str(few)])
            yield Row(f"{name} of 1,000 systems, to write", f"{name} of 100", times, "≤ 10x")
            yield Row(f"{name} of 1,000 systems, megabytes", "–", (sizes[1],), "≤ 4 MB", " MB")


def changes(rounds: int) -> Iterator[Row]:
    """`diff` of two folders, in the later of which a few records differ, beside a scan of one."""
    with TemporaryDirectory() as temporary:
        old, new = Path(temporary, "old"), Path(temporary, "new")
        for folder in (old, new):
            write_inventory(COMPARED, folder)
        for file in sorted(new.rglob("*.yaml"))[:: COMPARED // CHANGED]:
            text = file.read_text(encoding="utf-8")
            file.write_text(
                text.replace("replacement_agreed: ", "exit_cost: 9m\n    replacement_agreed: "),
                encoding="utf-8",
            )
        both = {
            "diff": legacymap("diff", old, new, "-f", "json", *DAY, cpus=1),
            "scan": scan(new),
        }
        spent = in_turns(both, rounds)
        found = by_processor(spent["diff"], spent["scan"])
        yield Row(f"diff of {COMPARED:,} systems, {CHANGED} changed", "a scan", found, "≤ 2.2x")


def dependents(rounds: int) -> Iterator[Row]:
    """The dependents of every system at once beside `nx.ancestors` for each, which some are asked for.

    Twice: their counts alone, from the same arrows; and the whole reach of each, from the inventory.
    """
    with TemporaryDirectory() as temporary:
        write_inventory(SYSTEMS, Path(temporary))
        inventory = read_inventory((Path(temporary),)).inventory
    estate = Estate.of(inventory)
    arrows = [(arrow.consumer, arrow.needed) for arrow in estate.arrows]
    graph: nx.DiGraph[str] = nx.DiGraph(arrows)
    some = [each for each in estate.systems if each in graph][:: SYSTEMS // ASKED]
    names = {each: each for each in graph}
    alone, whole = [], []
    for _ in range(rounds):
        start = process_time()
        reaches = Estate.of(inventory).reaches({}, decay=0.0)
        reached = process_time()
        counted = distinct_reaching(condensed(graph, arrows), names)
        between = process_time()
        counts = {each: len(nx.ancestors(graph, each)) for each in some}
        theirs = (process_time() - between) * SYSTEMS / len(some)
        if any({count} != {counted[each], reaches[each].dependents} for each, count in counts.items()):
            raise AssertionError("The counts differ.")
        alone.append(theirs / (between - reached))
        whole.append(theirs / (reached - start))
    yield Row("nx.ancestors for each", f"dependents of all {SYSTEMS:,}", tuple(alone), "≥ 300x")
    yield Row("nx.ancestors for each", "the whole reach of all, from the inventory", tuple(whole), "–")


def documents(rounds: int) -> Iterator[Row]:
    """The plan of the example department, and its five documents; in seconds."""
    with TemporaryDirectory() as temporary:
        outputs = [
            word for kind in ("md", "html", "docx", "xlsx", "pdf") for word in ("-o", f"{temporary}/a.{kind}")
        ]
        scenario = ("--scenario", _EXAMPLE / "scenarios" / "baseline.yaml")
        both = {
            "plan": legacymap("plan", *DAY, *scenario, "-f", "json", _EXAMPLE),
            "report": legacymap("report", *DAY, *scenario, *outputs, _EXAMPLE),
        }
        spent = in_turns(both, min(rounds, 3))
    yield Row(
        "plan of the example department",
        "–",
        tuple(each.processor for each in spent["plan"]),
        "≤ 1.5 s",
        " s",
    )
    yield Row(
        "its five documents, frontier and sensitivity in them",
        "–",
        tuple(each.processor for each in spent["report"]),
        "≤ 15 s",
        " s",
    )


def hostile(rounds: int) -> Iterator[Row]:
    """The worst of the small bombs: seconds, and megabytes above those of a small inventory."""
    with TemporaryDirectory() as temporary:
        small = Path(temporary, "small.yaml")
        small.write_text("organisation: o\nsystems:\n- {id: a, name: A}\n", encoding="utf-8")
        every = {"": legacymap("validate", small, cpus=1)}
        for number, case in enumerate(BOMBS):
            file = Path(temporary, f"{number}.yaml")
            file.write_text(case.content(), encoding="utf-8")
            if file.stat().st_size < 100_000:
                every[case.name] = legacymap("validate", file, cpus=1)
        spent = in_turns(every, min(rounds, 3))
    usual = spent.pop("")
    seconds = [
        max(each[turn].processor - usual[turn].processor for each in spent.values())
        for turn in range(len(usual))
    ]
    held = [
        max(each[turn].memory - usual[turn].memory for each in spent.values()) for turn in range(len(usual))
    ]
    yield Row("the worst of the small bombs, above start-up", "–", tuple(seconds), "≤ 0.5 s", " s")
    yield Row("the same, memory above start-up", "–", tuple(held), "≤ 64 MiB", " MiB")


def shown(rounds: int) -> Iterator[Row]:
    """What people ask of ten thousand systems, beside the scan as JSON."""
    asked = {
        "scan as a table": ("scan",),
        "scan as CSV": ("scan", "-f", "csv", "--no-cache"),
        "gaps": ("gaps",),
        "services": ("services",),
        "suppliers": ("suppliers",),
        "technologies": ("technologies",),
        "map as SVG": ("map", "-f", "svg"),
        "the page": ("scan", "-f", "html"),
    }
    with TemporaryDirectory() as temporary:
        write_inventory(SYSTEMS, Path(temporary))
        every = {name: legacymap(*words, *DAY, temporary, cpus=1) for name, words in asked.items()}
        every["json"] = scan(Path(temporary))
        spent = in_turns(every, min(rounds, 2))
    for name in asked:
        yield Row(
            f"{name}, {SYSTEMS:,} systems", "scan -f json", by_processor(spent[name], spent["json"]), "–"
        )
