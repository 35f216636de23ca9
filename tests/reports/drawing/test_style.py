"""Colours by WCAG 2.2: a contrast of 4.5 to 1 for text, 3 to 1 for shapes that mean something."""

import pytest

from legacymap.reports.map.drawing import COLOURS

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
