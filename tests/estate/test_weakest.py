"""The smallest rank that a node reaches."""

from hypothesis import given
from hypothesis import strategies as st

from legacymap.estate.condensation import condense
from legacymap.estate.weakest import UNRANKED, smallest_reached
from tests.estate.test_condensation import EDGES, adjacency
from tests.estate.test_reachability import ancestors

RANKS = st.permutations([0, 1, 2, 3, 4, UNRANKED, UNRANKED, UNRANKED])


@given(EDGES, RANKS)
def test_it_is_the_smallest_of_all_that_are_reached_never_the_own(
    edges: set[tuple[int, int]], ranks: list[int]
) -> None:
    reached = ancestors({(end, start) for start, end in edges})
    expected = [min((ranks[other] for other in others), default=UNRANKED) for others in reached]
    assert smallest_reached(condense(adjacency(edges)), ranks) == expected


def test_of_two_in_a_cycle_each_reaches_the_other() -> None:
    assert smallest_reached(condense([[1], [0]]), [4, 7]) == [7, 4]
