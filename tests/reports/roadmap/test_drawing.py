"""The picture of a roadmap: what is where, and that it does nothing but show."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.submission import Link, Mark, MarkKind, Roadmap
from legacymap.reports.roadmap.drawing import (
    ON_SCREEN,
    charts,
    description,
    drawn,
    in_sheets,
    on_screen,
    printed_charts,
    svg_text,
)
from legacymap.reports.roadmap.rows import axis_of, row_drawn, shape
from tests import golden
from tests.reports.builders import survey
from tests.reports.roadmaps import roadmap, row, work

SOURCE = survey().provenance
SVG = "{http://www.w3.org/2000/svg}"
SUPPORT = Mark("end-of-support", date(2029, 4, 1), "support of Thing ends on 2029-04-01")


def picture(text: str) -> ET.Element:
    """The picture as a tree."""
    return ET.fromstring(text)  # noqa: S314 - our own output


def bars(text: str) -> list[tuple[float, float]]:
    """The left and right end of every bar of work in the rows."""
    return [
        (float(x), float(x) + float(wide))
        for x, wide in re.findall(
            r'<rect class="work[a-z ]*" x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"', text
        )
        if float(x) > 200
    ]


def test_a_bar_reaches_from_the_first_to_the_last_year_of_the_work() -> None:
    made = roadmap(row("a/x", work(2028, 2029)))
    axis = axis_of(made)
    [(left, right)] = bars(drawn(made, "r-").page)
    assert axis.at(2028) < left < axis.at(2028) + 3
    assert axis.at(2030) - 3 < right < axis.at(2030)


def test_a_day_stands_where_it_is_within_its_year() -> None:
    axis = axis_of(roadmap(row("a/x")))
    assert axis.on(date(2029, 4, 1)) == axis.at(2029)
    half = axis.on(date(2029, 10, 1))
    assert abs(half - axis.at(2029.5)) < 1
    # What lies before the first year stands at its edge.
    assert axis.on(date(2020, 1, 1)) == axis.at(2027)


def test_everything_is_in_words_too() -> None:
    made = roadmap(row("a/x", work(committed=True), SUPPORT, name="Register"))
    text = drawn(made, "r-").page
    titles = [each.text for each in picture(text).iter(f"{SVG}title")]
    [said] = [each for each in titles if each and each.startswith("Register")]
    assert said == (
        "Register: now red; replace, A new one (replace, committed), 2027-28 to 2028-29, £3.5m; "
        "support of Thing ends on 2029-04-01"
    )
    assert SUPPORT.words in titles


def test_signs_of_dates_differ_in_shape() -> None:
    kinds: tuple[MarkKind, ...] = (
        "milestone",
        "milestone-done",
        "end-of-support",
        "support-over",
        "must-by",
        "retires",
    )
    drawn_ = {shape(kind, 0, 0) for kind in kinds}
    paths = {re.sub(r'class="[^"]*"', "", each) for each in drawn_}
    # A milestone reached is hollow, which its class says; all others differ in their lines.
    assert len(drawn_) == len(kinds)
    assert len(paths) == len(kinds) - 1


def test_a_label_keeps_clear_of_the_signs() -> None:
    made = roadmap(row("a/x", work(2027, 2030), Mark("milestone", date(2027, 5, 1), "a step")))
    axis = axis_of(made)
    text = row_drawn(made.rows[0], axis, 0.0, has_end=True)
    [x] = re.findall(r'<text class="small" x="([0-9.]+)"[^>]*>replace', text)
    assert float(x) > axis.on(date(2027, 5, 1)) + 6


def test_a_line_joins_what_waits_to_what_it_waits_for() -> None:
    rows = (row("a/x", work(2027, 2027)), row("a/y", work(2029, 2029)))
    made = roadmap(*rows, links=(Link("a/x", "a/y", "requires"),))
    axis = axis_of(made)
    text = drawn(made, "r-").page
    assert "a/y starts when a/x is complete" in text
    [path] = re.findall(r'<path class="link" marker-end="url\(#r-head\)" d="([^"]+)"', text)
    xs = [float(each) for each in re.findall(r"[MH]([0-9.]+)", path)]
    assert abs(xs[0] - axis.at(2028)) < 3
    assert abs(xs[-1] - axis.at(2029)) < 3


def test_spend_over_a_cap_stands_out() -> None:
    made = roadmap(row("a/x"), money=1)
    assert 'class="over"' not in drawn(made, "r-").page
    assert "carried forward" not in drawn(made, "r-").page
    line = made.money[0]
    richer = {**line.spend, 2027: line.caps[2027] + 0.01}
    over = roadmap(row("a/x"), money=1)
    object.__setattr__(over.money[0], "spend", richer)
    assert 'class="over"' in drawn(over, "r-").page
    assert "above the cap of its year: carried forward" in drawn(over, "r-").page


def test_a_box_is_filled_by_the_share_of_the_cap_that_is_spent() -> None:
    made = roadmap(row("a/x"), money=1)
    object.__setattr__(made.money[0], "spend", {2027: made.money[0].caps[2027] / 4})
    text = drawn(made, "r-").page
    width = r'<rect class="{}"[^>]* width="([0-9.]+)"'
    [spent] = re.findall(width.format("spent"), text)
    [box] = re.findall(width.format("box"), text)
    assert abs(float(spent) - float(box) / 4) < 0.2


def test_a_document_loads_nothing_and_carries_its_marking_at_both_ends() -> None:
    text = svg_text(roadmap(row("a/x", work())), "OFFICIAL-SENSITIVE", SOURCE)
    root = picture(text)
    assert "<script" not in text
    assert "url(" not in text.replace("url(#", "")
    markings = [each for each in root.iter(f"{SVG}text") if each.get("class") == "marking"]
    assert [each.text for each in markings] == ["OFFICIAL-SENSITIVE"] * 2
    assert text == svg_text(roadmap(row("a/x", work())), "OFFICIAL-SENSITIVE", SOURCE)


def test_a_picture_on_paper_has_colours_of_its_own() -> None:
    found = drawn(roadmap(row("a/x", work())), "r-")
    assert "var(" in found.page
    assert "var(" not in found.paper
    assert "{" not in "".join(picture(found.paper).itertext()).split("</style>")[-1].split("}")[-1]


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_of_an_inventory_is_markup(name: str, option: str) -> None:
    made = roadmap(
        row("a/x", work(option=option, description=name), Mark("milestone", SUPPORT.day, name), name=name)
    )
    plain = roadmap(row("a/x", work(), Mark("milestone", SUPPORT.day, "a step"), name="x"))
    for text, like in ((drawn(made, "r-").page, drawn(plain, "r-").page), (drawn(made, "r-").paper, "")):
        root = picture(text)
        if like:
            tags = {each.tag for each in root.iter()}
            assert tags <= {each.tag for each in picture(like).iter()}


def test_each_part_has_its_table() -> None:
    made = roadmap(*(row(f"o{at}/s{number}", work()) for at in range(8) for number in range(25)), money=4)
    parts = charts(made)
    assert [each.title for each in parts][:2] == [
        f"Work, dates and money by year ({at} of {len(parts)})" for at in (1, 2)
    ]
    assert sum(len(each.table.rows) for each in parts) == 200
    assert len({each.specification for each in parts}) == len(parts)
    assert all(len(each.table.rows) == 0 or each.is_wide for each in printed_charts(made))


def test_the_words_say_what_is_to_be_seen() -> None:
    made = roadmap(row("a/x", work()), row("b/y"))
    assert description(made) == (
        "2 systems of 2 organisations, a row each, over the years 2027-28 to 2030-31; work on 1 of them. "
        "Red at the end, in 2036-37: 1. The tables say the same in words."
    )


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


def test_the_picture_is_as_accepted() -> None:
    """Rows of each kind, marks of each kind, a link, and money within and above a cap."""
    marks = [
        Mark(kind, date(2027 + at % 4, 1 + at, 1), f"a {kind}") for at, kind in enumerate(get_args(MarkKind))
    ]
    made = roadmap(
        row("a/register", work(2027, 2029), *marks, name="Register of everything that sails"),
        row("a/licences", work(2028, 2028, committed=True, approach="retire")),
        row("b/letters"),
        links=(Link("a/register", "a/licences", "requires"),),
        money=2,
    )
    golden.check("reports/roadmap.svg", svg_text(made, "OFFICIAL", SOURCE))
