from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.map.layout import Area, Item, fitted, layers, text_lines, text_width
from tests.reports.texts import is_harmless, texts


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[list[Item], list[tuple[str, str]]]:
    """Items of several sizes and regions, and links that lead from an earlier one to a later one."""
    count = draw(st.integers(1, 16))
    items = [
        Item(f"i{at}", draw(st.sampled_from([140.0, 196.0])), draw(st.sampled_from([60.0, 84.0])), region)
        for at in range(count)
        for region in [draw(st.sampled_from("abc"))]
    ]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] < pair[1]
    )
    pairs = draw(st.sets(ends, max_size=30)) if count > 1 else set()
    return items, [(f"i{start}", f"i{end}") for start, end in sorted(pairs)]


@given(_graphs())
def test_no_two_items_overlap_and_all_lie_inside(graph: tuple[list[Item], list[tuple[str, str]]]) -> None:
    items, links = graph
    placed = layers(items, links)
    areas = [placed.places[item.key] for item in items]
    assert not any(_overlap(one, two) for at, one in enumerate(areas) for two in areas[:at])
    for area in [*areas, *(area for _, area in placed.regions)]:
        assert area.x >= -0.01
        assert area.y >= -0.01
        assert area.x + area.width <= placed.width + 0.01
        assert area.y + area.height <= placed.height + 0.01


@given(_graphs())
def test_what_is_needed_stands_below(graph: tuple[list[Item], list[tuple[str, str]]]) -> None:
    items, links = graph
    placed = layers(items, links)
    for start, end in links:
        above, below = placed.places[start], placed.places[end]
        assert above.y + above.height < below.y


@given(_graphs())
def test_every_route_begins_and_ends_at_its_items(graph: tuple[list[Item], list[tuple[str, str]]]) -> None:
    items, links = graph
    placed = layers(items, links)
    for (start, end), route in zip(links, placed.routes, strict=True):
        assert _is_at(route[0], placed.places[start])
        assert _is_at(route[-1], placed.places[end])


@given(_graphs())
def test_every_item_lies_in_its_region(graph: tuple[list[Item], list[tuple[str, str]]]) -> None:
    items, links = graph
    placed = layers(items, links)
    if len({item.region for item in items}) > 1:
        for item in items:
            homes = [area for name, area in placed.regions if name == item.region]
            assert any(_is_inside(placed.places[item.key], home) for home in homes)


@given(_graphs())
def test_lanes_stand_side_by_side(graph: tuple[list[Item], list[tuple[str, str]]]) -> None:
    placed = layers(*graph)
    if not placed.lanes or len({item.region for item in graph[0]}) == 1:
        return
    lanes = dict(reversed(placed.regions))  # strays stand after the lanes
    for left, right in pairwise(sorted(lanes.values(), key=lambda lane: lane.x)):
        assert left.x + left.width <= right.x + 0.01


def test_regions_are_lanes_where_that_costs_little_width() -> None:
    placed = layers(*_two_regions(3))
    assert placed.lanes
    assert [name for name, _ in placed.regions] == ["a", "b"]
    narrow, wide = (area.width for _, area in sorted(placed.regions, key=lambda pair: pair[1].width))
    assert 140 <= narrow < 2 * 140
    assert 3 * 140 <= wide < 4 * 140
    assert narrow + wide <= placed.width + 0.01


def test_regions_are_runs_where_lanes_would_cost_much_width() -> None:
    # One system above another, each of a region of its own: five lanes are far wider than one column.
    items = [Item(f"i{at}", 140.0, 60.0, "abcde"[at]) for at in range(5)]
    placed = layers(items, [(f"i{at}", f"i{at + 1}") for at in range(4)])
    assert not placed.lanes
    assert placed.width < 2 * 140


def test_the_same_items_are_placed_alike() -> None:
    items = [Item(f"i{at}", 140.0, 60.0, "ab"[at % 2]) for at in range(9)]
    links = [(f"i{at}", f"i{(at * 2 + 1) % 9}") for at in range(8) if at != (at * 2 + 1) % 9]
    assert layers(items, links) == layers(items, links)


def test_many_items_are_placed_without_overlap_too() -> None:
    items = [Item(f"i{at:03d}", 140.0, 60.0, "ab"[at % 2]) for at in range(160)]
    links = [(f"i{at:03d}", f"i{(at * 7) % 160:03d}") for at in range(160) if at < (at * 7) % 160]
    placed = layers(items, links)
    areas = list(placed.places.values())
    assert not placed.lanes
    assert not any(_overlap(one, two) for at, one in enumerate(areas) for two in areas[:at])


@pytest.mark.parametrize("count", [20, 30])
def test_items_all_linked_stand_in_rows_with_straight_links(count: int) -> None:
    items = [Item(f"i{at:02d}", 140.0, 60.0, "ab"[at % 2]) for at in range(count)]
    links = [(one.key, two.key) for one in items for two in items if one is not two]
    placed = layers(items, links)
    areas = list(placed.places.values())
    assert not any(_overlap(one, two) for at, one in enumerate(areas) for two in areas[:at])
    assert all(_is_inside(area, Area(0, 0, placed.width, placed.height)) for _, area in placed.regions)
    assert 1 < placed.width / placed.height < 2.5
    assert len(set(placed.routes)) == len(links)
    for (start, end), route in zip(links, placed.routes, strict=True):
        assert len(route) == 2
        for at, key in enumerate((start, end)):
            area = placed.places[key]
            assert _is_inside(
                Area(*route[at], 0, 0), Area(area.x - 5, area.y - 5, area.width + 10, area.height + 10)
            )


@given(texts, st.integers(1, 3))
def test_lines_fit_and_are_no_more_than_asked(text: str, most: int) -> None:
    lines = text_lines(text, 13.0, 120.0, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 13.0) <= 120.0 for line in lines)
    assert all(is_harmless(line) for line in lines)


def test_what_fits_is_kept_whole_and_what_does_not_says_so() -> None:
    assert text_lines("Case tracker", 13.0, 200.0, 2) == ("Case tracker",)
    assert text_lines("Police National Computer", 13.0, 120.0, 2) == ("Police National", "Computer")
    assert fitted("The register of everything that there is", 13.0, 120.0).endswith("…")


def test_bold_and_wide_letters_take_more() -> None:
    assert text_width("iii", 10.0) < text_width("aaa", 10.0) < text_width("WWW", 10.0)
    assert text_width("aaa", 10.0) < text_width("aaa", 10.0, bold=True)
    assert text_width("法院", 10.0) > text_width("ab", 10.0)


def _overlap(one: Area, two: Area) -> bool:
    apart = one.x + one.width <= two.x or two.x + two.width <= one.x
    return not (apart or one.y + one.height <= two.y or two.y + two.height <= one.y)


def _two_regions(wide: int) -> tuple[list[Item], list[tuple[str, str]]]:
    """A system that so many of its own region need, all of which need one of another region."""
    items = [Item(f"a{at}", 140.0, 60.0, "a") for at in range(wide)]
    items += [Item("a", 140.0, 60.0, "a"), Item("b", 140.0, 60.0, "b")]
    return items, [(f"a{at}", each) for at in range(wide) for each in "ab"]


def _is_at(point: tuple[float, float], area: Area) -> bool:
    return area.x - 1 <= point[0] <= area.x + area.width + 1 and (
        abs(point[1] - area.y) < 1 or abs(point[1] - area.y - area.height) < 1
    )


def _is_inside(inner: Area, outer: Area) -> bool:
    return (
        outer.x - 1 <= inner.x
        and inner.x + inner.width <= outer.x + outer.width + 1
        and outer.y - 1 <= inner.y
        and inner.y + inner.height <= outer.y + outer.height + 1
    )


@pytest.mark.parametrize(("names", "count"), [("a", 0), ("ab", 2)])
def test_rows_show_regions_where_there_are_several(names: str, count: int) -> None:
    """So many links that layers would show nothing: every item leads to every later one."""
    items = [Item(f"i{at:02d}", 140.0, 60.0, names[at * len(names) // 24]) for at in range(24)]
    placed = layers(items, list(combinations([item.key for item in items], 2)))
    assert not placed.lanes
    assert len({name for name, _ in placed.regions}) == count
