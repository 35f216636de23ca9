"""Random options of remediation: every approach, with and without stated effects."""

import random

from tests.recomputation.assessed import IMPACT, LIKELIHOOD

Facts = dict[str, object]
APPROACHES = (
    "retire", "retain", "encapsulate", "rehost", "relocate",
    "replatform", "refactor", "rearchitect", "rebuild", "replace",
)  # fmt: skip


def options(dice: random.Random) -> list[object]:
    """A few options with ids of their own."""
    return [_option(number, dice) for number in range(dice.choice((0, 1, 1, 2, 3)))]


def _option(number: int, dice: random.Random) -> Facts:
    approach = dice.choice(APPROACHES)
    written: Facts = {"id": f"{approach}-{number}", "approach": approach, "price_base": "2026-27"}
    written[dice.choice(("rdel", "cdel"))] = [dice.choice(("0", "2m", "750k")) for _ in "abc"[number:]]
    if dice.random() < 0.6:
        written["after"] = dice.choice((_after(dice), _after(dice), {}, None))
        if isinstance(written["after"], dict) and dice.random() < 0.4:
            written["after"]["others"] = "unchanged"
    if dice.random() < 0.4:
        written["supported_until"] = dice.choice(("2026", "2029-06", "2031-04-01", "2033-34", "2040"))
    return written


def _after(dice: random.Random) -> Facts:
    return {
        dice.choice((criterion, code)): str(dice.randint(1, 6 if criterion in LIKELIHOOD else 5))
        for criterion, code in (LIKELIHOOD | IMPACT).items()
        if dice.random() < 0.25
    }
