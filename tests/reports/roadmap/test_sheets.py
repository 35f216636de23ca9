"""A roadmap in parts: nothing is lost, nothing is told twice, and every part fits."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.roadmap import Link, Roadmap
from legacymap.reports.roadmap.drawing import ON_SCREEN, in_sheets, on_screen
from tests.reports.roadmaps import roadmap, row, work

SIZES = st.lists(st.integers(1, 40), min_size=0, max_size=6)


def made(sizes: Sequence[int], money: int) -> Roadmap:
    """Organisations of so many systems, each of which waits for the one before it."""
    rows = [row(f"o{at}/s{number}", work()) for at, size in enumerate(sizes) for number in range(size)]
    links = tuple(Link(before.system, after.system, "requires") for before, after in pairwise(rows))
    return roadmap(*rows, links=links, money=money)


def lines(part: Roadmap) -> float:
    """What a part takes: a line for each row and each line of money, a band for each group of them."""
    bands = len({each.organisation for each in part.rows}) + bool(part.money)
    return len(part.rows) + len(part.money) + 1.2 * bands


@given(SIZES, st.integers(0, 30), st.integers(8, 60))
def test_every_row_and_line_of_money_is_on_one_sheet_in_its_order(
    sizes: list[int], money: int, room: int
) -> None:
    whole = made(sizes, money)
    parts = in_sheets(whole, room)
    assert [each for part in parts for each in part.rows] == list(whole.rows)
    assert [each for part in parts for each in part.money] == list(whole.money)


@given(SIZES, st.integers(0, 30), st.integers(8, 60))
def test_every_sheet_fits_and_draws_only_what_is_on_it(sizes: list[int], money: int, room: int) -> None:
    for part in in_sheets(made(sizes, money), room):
        assert lines(part) <= room + 1e-9
        here = {each.system for each in part.rows}
        assert all({link.before, link.after} <= here for link in part.links)


def test_an_organisation_that_fits_the_next_sheet_is_not_begun_for_two_rows() -> None:
    first, second = in_sheets(made([7, 6], 0), 12)
    assert (len(first.rows), len(second.rows)) == (7, 6)


def test_forty_systems_of_five_organisations_and_their_money_are_one_sheet() -> None:
    assert len(on_screen(made([8] * 5, 10))) == 1
    several = on_screen(made([25] * 8, 10))
    assert all(lines(each) <= ON_SCREEN * 0.8 for each in several)


def test_a_roadmap_of_nothing_has_no_sheet() -> None:
    assert in_sheets(made([], 0), 40) == ()
