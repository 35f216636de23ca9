"""Colours by WCAG 2.2: a contrast of 4.5 to 1 for text, 3 to 1 for shapes that mean something."""

import pytest
from hypothesis import given

from legacymap.domain.connections import EstateMap
from legacymap.domain.inventory import Arrow
from legacymap.reports.map.drawing import COLOURS, drawing
from legacymap.reports.map.layout import Area
from tests.reports.mapped import CASES, CIS, LOOSE, PNC, PORTAL, graphs, mapped, node, seven


def _areas(found: EstateMap) -> dict[str, Area]:
    return {box.node.id: area for box, area in drawing(found).boxes}


@given(graphs())
def test_every_system_is_drawn_once_without_overlap(found: EstateMap) -> None:
    made = drawing(found)
    assert sorted(box.node.id for box, _ in made.boxes) == [each.id for each in found.systems]
    areas = [area for _, area in made.boxes]
    for at, one in enumerate(areas):
        assert one.x >= 0
        assert one.x + one.width <= made.width + 0.01
        assert one.y + one.height <= made.height + 0.01
        for two in areas[:at]:
            apart = one.x + one.width <= two.x + 0.01 or two.x + two.width <= one.x + 0.01
            assert apart or one.y + one.height <= two.y + 0.01 or two.y + two.height <= one.y + 0.01


@given(graphs())
def test_every_arrow_is_drawn_once(found: EstateMap) -> None:
    assert sorted(
        (arrow for route in drawing(found).routes for arrow in route.arrows),
        key=lambda each: (each.consumer, each.needed),
    ) == list(found.dependencies)


def test_services_stand_above_what_they_need() -> None:
    areas = _areas(seven())
    assert areas[PORTAL].y + areas[PORTAL].height < areas[CIS].y
    assert areas[PORTAL].y + areas[PORTAL].height < areas[PNC].y


def test_a_cycle_is_one_frame_round_its_members() -> None:
    made = drawing(seven())
    ((place, frame),) = made.cycle_frames
    assert place == 0
    areas = {box.node.id: area for box, area in made.boxes}
    inside = {
        system
        for system, area in areas.items()
        if frame.x < area.x and area.x + area.width < frame.x + frame.width
        and frame.y < area.y and area.y + area.height < frame.y + frame.height
    }  # fmt: skip
    assert inside == {CASES, PNC}


def test_lanes_reach_from_top_to_bottom_beside_each_other_with_their_systems_in_them() -> None:
    names = [f"a/s{at}" for at in range(3)]
    arrows = [Arrow(each, end, hard=True, confirmed=True) for each in names for end in ("a/hub", "b/hub")]
    made = drawing(mapped(*(node(each) for each in (*names, "a/hub", "b/hub")), arrows=tuple(arrows)))
    assert made.lanes
    lanes = dict(made.regions)
    assert [(lane.y, lane.height) for lane in lanes.values()] == [(0.0, made.height)] * 2
    for box, area in made.boxes:
        lane = lanes[box.node.organisation]
        assert lane.x <= area.x
        assert area.x + area.width <= lane.x + lane.width
        assert area.y >= 20.0  # below the name of the lane
    first, second = sorted(lanes.values(), key=lambda lane: lane.x)
    assert first.x + first.width <= second.x + 0.01


def test_what_has_no_arrow_stands_apart() -> None:
    made = drawing(seven())
    assert made.loose is not None
    areas = {box.node.id: area for box, area in made.boxes}
    assert [system for system, area in areas.items() if area.y > made.loose.y] == [LOOSE]


def test_an_estate_of_one_system_is_a_drawing() -> None:
    made = drawing(mapped(node("a/b")))
    assert len(made.boxes) == 1
    assert made.routes == ()


_TONES = ("alarm", "caution", "calm", "quiet")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(shade: int) -> None:
    fills = ["paper", "region", *(f"{tone}-fill" for tone in _TONES)]
    pairs = [(ink, fill) for ink in ("ink", "quiet-ink") for fill in fills]
    pairs += [(tone, f"{tone}-fill") for tone in _TONES]
    weak = [pair for pair in pairs if _contrast(COLOURS[pair[0]][shade], COLOURS[pair[1]][shade]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
def test_lines_stand_out_from_what_is_behind_them(shade: int) -> None:
    pairs = [(line, fill) for line in ("line", *_TONES) for fill in ("paper", "region")]
    weak = [pair for pair in pairs if _contrast(COLOURS[pair[0]][shade], COLOURS[pair[1]][shade]) < 3]
    assert weak == []
