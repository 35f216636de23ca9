import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from legacymap.exchange.draft import Place, Reference
from legacymap.exchange.relations import (
    Edge,
    arrows,
    closing_cycles,
    meaning,
    not_mapped,
    relation_of,
    through,
)

HERE = Place("rel.csv", line=2)


def pointed(written: str, *, is_both: bool = False) -> list[tuple[str, str, str, str]]:
    known = meaning(written, is_both=is_both)
    if known is None:
        return []
    found = arrows(known, Reference("parent"), Reference("child"), HERE, written)
    return [(each.consumer.text, each.needed.text, each.kind, each.strength) for each in found]


@pytest.mark.parametrize(
    "written",
    [
        "Depends on::Used by", "Uses::Used by", "Consumes::Consumed by", "Requires", "Runs on::Runs",
        "Hosted on::Hosts", "Contained by", "Connects to::Connected by", "relToRequires", "depends_on",
    ],
)  # fmt: skip
def test_the_parent_needs_the_child(written: str) -> None:
    assert pointed(written) == [("parent", "child", "runtime", "hard")]


@pytest.mark.parametrize("written", ["Sends data to::Receives data from", "Data flow", "Flow"])
def test_who_receives_data_needs_who_sends_it(written: str) -> None:
    assert pointed(written) == [("child", "parent", "data", "soft")]


@pytest.mark.parametrize("written", ["Authenticates", "SSO", "LDAP"])
def test_logging_in_is_an_arrow_of_its_own_kind(written: str) -> None:
    assert pointed(written) == [("parent", "child", "authentication", "hard")]


def test_a_type_seen_from_its_other_end_is_the_same_arrow_turned() -> None:
    assert pointed("Used by::Depends on") == [("child", "parent", "runtime", "hard")]
    assert pointed("Receives data from::Sends data to") == [("parent", "child", "data", "soft")]


def test_a_row_that_says_both_ways_is_two_arrows() -> None:
    assert pointed("Connects to::Connected by", is_both=True) == [
        ("parent", "child", "runtime", "hard"),
        ("child", "parent", "runtime", "hard"),
    ]


def test_successors_and_parents_are_no_arrows() -> None:
    successor, parent = meaning("relToSuccessor"), meaning("relToParent")
    assert successor is not None
    assert parent is not None
    assert (successor.to, parent.to) == ("replaced_by", "part_of")


def test_a_type_that_is_not_in_the_table_gives_no_arrow() -> None:
    assert pointed("Impacts::Impacted by") == []
    assert not_mapped("Impacts::Impacted by", HERE).rule == "relation-not-mapped"


def edge(consumer: str, needed: str, strength: str = "hard") -> Edge:
    return Edge(consumer, needed, HERE, "runtime", strength, "Uses")


def test_services_between_two_systems_are_walked_four_steps_and_no_further() -> None:
    chain = [edge("a", "s1"), edge("s1", "s2"), edge("s2", "s3", "soft"), edge("s3", "b"), edge("s3", "s4")]
    chain.append(edge("s4", "c"))
    found = through(chain, {"a", "b", "c"}, lambda each: each.startswith("s"))
    assert [path.ids for path in found] == [("a", "s1", "s2", "s3", "b")]
    arrow = relation_of(found[0], {"s1": "Login", "s2": "Gateway"})
    assert (arrow.consumer.text, arrow.needed.text, arrow.strength) == ("a", "b", "soft")
    assert arrow.note == "Uses through Login > Gateway > s3"


def test_no_way_leads_through_another_system_or_what_is_not_between() -> None:
    edges = [edge("a", "b"), edge("b", "c"), edge("a", "x"), edge("x", "c")]
    found = through(edges, {"a", "b", "c"}, lambda _: False)
    assert [path.ids for path in found] == [("a", "b"), ("b", "c")]


@given(st.permutations([("a", "s"), ("s", "b"), ("a", "t"), ("t", "b"), ("b", "s")]))
def test_the_order_of_relations_plays_no_part(pairs: list[tuple[str, str]]) -> None:
    found = through([edge(*pair) for pair in pairs], {"a", "b"}, {"s", "t"}.__contains__)
    assert [path.ids for path in found] == [("a", "s", "b")]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12))
def test_an_arrow_closes_a_cycle_when_its_consumer_can_be_reached_from_what_it_needs(
    pairs: list[tuple[str, str]],
) -> None:
    def reached(start: str) -> set[str]:
        seen, waiting = {start}, [start]
        while waiting:
            at = waiting.pop()
            more = {needed for consumer, needed in pairs if consumer == at} - seen
            seen |= more
            waiting += more
        return seen

    expected = [place for place, (a, b) in enumerate(pairs) if a != b and a in reached(b)]
    assert closing_cycles(pairs) == expected


def test_a_service_between_everything_and_everything_is_over_the_limit() -> None:
    left, right = [f"a{number}" for number in range(320)], [f"b{number}" for number in range(320)]
    edges = [*(edge(each, "hub") for each in left), *(edge("hub", each) for each in right)]
    with pytest.raises(RequestError, match="LM519"):
        through(edges, {*left, *right}, {"hub"}.__contains__)
