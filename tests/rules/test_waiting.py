"""Options that wait for themselves are those of the loops that another library finds."""

from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.findings import HEADER, findings

SYSTEMS = ("a", "b", "c", "d")
OPTIONS = ("one", "two")
Choice = tuple[str, str]
Required = tuple[str, str | None]
Estate = dict[str, list[list[Required]]]

REQUIREMENTS = st.lists(
    st.tuples(st.sampled_from(SYSTEMS), st.sampled_from([None, *OPTIONS])), max_size=2, unique=True
)
ESTATES = st.fixed_dictionaries(
    {system: st.lists(REQUIREMENTS, min_size=1, max_size=len(OPTIONS)) for system in SYSTEMS}
)


@given(ESTATES)
def test_the_loops_found_are_shortest_ones_through_the_first_of_each_group(estate: Estate) -> None:
    needs = needs_of(estate)
    stuck = stuck_among(needs)
    held_up = {choice: [every for every in needs[choice] if every <= stuck] for choice in stuck}
    graph: nx.DiGraph[Choice] = nx.DiGraph(
        (choice, other) for choice, found in held_up.items() for every in found for other in every
    )
    groups = [group for group in nx.strongly_connected_components(graph) if len(group) > 1]
    found = found_in(estate)
    assert found <= set().union(*groups)
    for group in groups:
        first = min(group)
        ways = (nx.shortest_path_length(graph, other, first) for other in graph[first] if other in group)
        assert first in found
        assert len(found & group) == 1 + min(ways)


@given(ESTATES)
def test_without_the_loops_every_option_left_could_start(estate: Estate) -> None:
    mended = estate
    while found := found_in(mended):
        mended = {
            system: [
                [] if (system, OPTIONS[number]) in found else required
                for number, required in enumerate(options)
            ]
            for system, options in mended.items()
        }
    assert stuck_among(needs_of(mended)) == set()


def needs_of(estate: Estate) -> dict[Choice, list[set[Choice]]]:
    """For each option the sets of options of which one has to complete first, where there is any."""
    named = {system: OPTIONS[: len(options)] for system, options in estate.items()}
    return {
        (system, OPTIONS[number]): [
            every
            for needed, option in required
            if needed != system
            and (every := {(needed, each) for each in named[needed] if option in {None, each}})
        ]
        for system, options in estate.items()
        for number, required in enumerate(options)
    }


def stuck_among(needs: dict[Choice, list[set[Choice]]]) -> set[Choice]:
    """The options that no order lets start, found by starting all that can until none is left."""
    started: set[Choice] = set()
    while more := {
        choice
        for choice, every in needs.items()
        if choice not in started and all(map(started.intersection, every))
    }:
        started |= more
    return needs.keys() - started


def found_in(estate: Estate) -> set[Choice]:
    """The options that the rule finds, by writing the estate as an inventory."""
    text = HEADER + "".join(f"- {record_of(system, options)}\n" for system, options in estate.items())
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_text(text, encoding="utf-8")
        found = [each for each in findings(Path(folder)) if each.code == "LM216"]
    return {(each.system.partition("/")[2], OPTIONS[int(each.path.split("[")[1][0])]) for each in found}


def record_of(system: str, options: list[list[Required]]) -> str:
    """A record in one line."""
    described = ", ".join(
        f"{{id: {name}, approach: rehost, rdel: [1m], requires: [{', '.join(map(required_text, required))}]}}"
        for name, required in zip(OPTIONS, options, strict=False)
    )
    return f"{{id: {system}, name: {system}, remediation: {{options: [{described}]}}}}"


def required_text(required: Required) -> str:
    """A requirement as a record states it."""
    system, option = required
    return f"{{system: {system}, option: {option}}}" if option else system
