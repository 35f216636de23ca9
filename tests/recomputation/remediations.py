"""Random options and scenarios to plan with: chains, companions, decisions, old prices, tight money."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.recomputation.assessed import IMPACT, LIKELIHOOD
from tests.recomputation.facts import Facts, facts
from tests.recomputation.styles import yaml_text

FIRST = 2027
BASES = ("2024-25", "2025-26", "2026-27", "2027-28")
WEIGHTS = {
    "retire": 3, "replace": 4, "rebuild": 2, "rearchitect": 2, "refactor": 1, "replatform": 1,
    "rehost": 1, "relocate": 1, "encapsulate": 1, "retain": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How large an inventory may be, and how many years it may be planned for."""

    systems: int
    years: int
    options: int
    rich: bool = False


TINY = Size(systems=5, years=3, options=2)
RICH = Size(systems=5, years=3, options=2, rich=True)
SMALL = Size(systems=14, years=5, options=3)


def write_planned(seed: int, folder: Path, day: date, size: Size) -> Path:
    """An inventory with options below `folder`, and beside it a scenario, whose file is given back."""
    dice = random.Random(f"plan {seed}")  # noqa: S311 - nothing secret: the same seed must give the same files
    parents = {"crown": None, "north": "crown", "south": dice.choice(("crown", None)), "east": "south"}
    systems = [
        f"{dice.choice((*parents, 'north'))}/s{number}" for number in range(dice.randint(2, size.systems))
    ]
    records = {system: _record(system, systems, day, dice) for system in systems}
    ids = {
        system: [f"{dice.choice('abc')}{number}" for number in range(dice.randint(0, size.options))]
        for system in systems
    }
    for system, record in records.items():
        options = [_option(system, option, ids, dice) for option in ids[system]]
        if size.rich:
            options = [_richer(system, each, ids, dice) for each in options]
        if len(options) > 1 and any("committed" in each for each in options[1:]):
            for each in options[1:]:
                each.pop("committed", None)
        if options:
            record["remediation"] = {"options": options}
        if dice.random() < 0.3:
            record["retires"] = dice.choice(("2028-05", "2030", "2031-32", "2026-12"))
            record["remediation"] = {"plan": _agreed(ids[system], size, dice)} | (
                {"options": options} if options else {}
            )
    for owner, parent in parents.items():
        mine = [record for system, record in records.items() if system.startswith(f"{owner}/")]
        about: Facts = {"id": owner, "name": owner.title(), "annual_budget": "£400m"}
        if parent:
            about["parent"] = parent
        place = folder / owner / "all.yaml"
        place.parent.mkdir(parents=True)
        place.write_text(yaml_text({"organisation": about, "systems": mine}, dice), encoding="utf-8")
    file = folder / "scenario.yaml"
    scenario = _scenario(ids, list(parents), size, dice)
    if size.rich:
        scenario |= _decided(scenario, ids, list(parents), dice)
    file.write_text(yaml_text(scenario, dice), encoding="utf-8")
    return file


def _agreed(options: list[str], size: Size, dice: random.Random) -> Facts:
    """What has been agreed: money for it, or for one of the options."""
    plan: Facts = {"funded": dice.choice(("yes", "yes", "no"))}
    if size.rich and dice.random() < 0.5:
        plan["ringfenced"] = dice.choice(("£500k", "£2.5m"))
        plan |= {"option": dice.choice(options)} if options else {}
    return plan


def _richer(system: str, option: Facts, ids: Mapping[str, list[str]], dice: random.Random) -> Facts:
    """An option with a size and a bias of its own, that moves with one that is named, or ends with it."""
    written = dict(option)
    if dice.random() < 0.3:
        written["size"] = dice.choice(("2", "0.5", "3"))
    if dice.random() < 0.3:
        written["optimism_bias"] = dice.choice(({"rdel": "0.3"}, {"cdel": "0", "basis": "Tender"}))
    if dice.random() < 0.25 and "committed" not in written:
        other = dice.choice([each for each in ids if each != system])
        named = dice.choice((None, *ids[other]))
        written["moves_with"] = [
            {"system": other}
            | ({"option": named} if named else {})
            | dice.choice(({"ends": "together"}, {"ends": "together"}, {}))
        ]
    return written


def _decided(told: Facts, ids: Mapping[str, list[str]], owners: list[str], dice: random.Random) -> Facts:
    """Decisions, floors, starts and targets on top of a scenario."""
    found: Facts = {}
    years = told["years"]
    assert isinstance(years, list)
    first, appraised = int(years[0][:4]), int(str(told["appraisal_years"]))
    able = [(system, option) for system, options in ids.items() for option in options]
    late = [f"{first + year}-{(first + year + 1) % 100:02}" for year in range(appraised)]
    if able and dice.random() < 0.3:
        system, option = dice.choice(able)
        named = dice.choice(({}, {"options": [option]}, *[{"options": ids[system]}] * 3))
        found["must"] = [{"system": system, "by": dice.choice(late[1:]), "why": "The lease ends"} | named]
    if able and dice.random() < 0.2:
        system, option = dice.choice(able)
        opened = dice.choice(({}, {"option": option}, {"start": dice.choice(years)}))
        found["fix"] = [{"system": system} | opened]
    if dice.random() < 0.3:
        found["starts"] = {dice.choice(("all", *owners)): str(dice.randint(1, 2))}
    if dice.random() < 0.3:
        found["scale"] = dice.choice(("0.9", "1.5"))
    budgets = told["budgets"]
    assert isinstance(budgets, list)
    if dice.random() < 0.3:
        floor = {dice.choice(years): f"£{dice.randint(1, 8) / 10}m"}
        found["budgets"] = [{**budgets[0], "floor": floor}, *budgets[1:]]
    wish = dice.random()
    if wish < 0.35:
        figures: list[dict[str, object]] = dice.sample(
            [
                {"expected_red": str(dice.choice((0.5, 1, 1.5, 2)))},
                {"weighted_risk": dice.choice(("60%", "0.8", "90%"))},
                {"no_red": dice.choice(({}, {"kind": "application"}, {"organisation": "crown"}))},
            ],
            dice.choice((1, 1, 2)),
        )
        targets = [figure | {"by": dice.choice(late[1:])} for figure in figures]
        found["goal"] = {"least": "cost", "targets": targets}
    if wish > 0.6:
        found["worth_at_most"] = dice.choice(("£20k", "£50k", "£100k", "£300k"))
    return found


def _record(system: str, systems: list[str], day: date, dice: random.Random) -> Facts:
    own = system.partition("/")[2]
    record: Facts = {"id": own, "name": own}
    if dice.random() < 0.6:
        record["kind"] = dice.choice(("service", "application", "platform", "data", "external"))
    if dice.random() < 0.3:
        record["status"] = dice.choice(("live", "build", "retiring", "retired", "proposed"))
    needs = [other for other in systems if other != system and dice.random() < 1.3 / len(systems)]
    if needs:
        record["depends_on"] = [
            {"system": other, "strength": dice.choice(("hard", "hard", "soft"))} for other in needs
        ]
    if dice.random() < 0.15:
        record["used_by"] = [dice.choice((*[other for other in systems if other != system], "away/p"))]
    if dice.random() < 0.15 and systems.index(system):
        record["part_of"] = dice.choice(systems[: systems.index(system)])
    record |= facts(day, "GBP", dice)
    # Whether a retirement is believed stands in the remediation plan, which is drawn elsewhere.
    record.pop("remediation", None)
    record.pop("retires", None)
    if dice.random() < 0.6:
        record["costs"] = {
            "annual_run": f"£{dice.randint(1, 9)}m",
            **dice.choice(({}, {"real_growth": "0.02"}, {"price_base": dice.choice(BASES)})),
        }
    # Most are in a bad way: a plan needs something to mend.
    if dice.random() < 0.6:
        scores = {code: str(dice.randint(3, 5)) for code in (*LIKELIHOOD.values(), *IMPACT.values())}
        record["assessment"] = {"scores": {each: scores[each] for each in scores if dice.random() < 0.8}}
    return record


def _option(system: str, option: str, ids: Mapping[str, list[str]], dice: random.Random) -> Facts:
    approach = dice.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
    written: Facts = {"id": option, "approach": approach}
    for fund in dice.choice((("rdel", "cdel"), ("rdel", "cdel"), ("rdel",), ("cdel",))):
        amounts = [f"£{dice.randint(0, 40) / 10}m" for _ in range(dice.randint(1, 3))]
        written[fund] = amounts
    if dice.random() < 0.04:
        written = {"id": option, "approach": approach}
    if dice.random() < 0.3:
        written["price_base"] = dice.choice(BASES)
    if dice.random() < 0.5:
        written["annual_saving"] = dice.choice(("£1.1m", "£400k", "-£300k"))
    if dice.random() < 0.5:
        written["after"] = {
            dice.choice((name, code)): str(dice.choice((1, 1, 2, 2, 3, 5)))
            for name, code in (LIKELIHOOD | IMPACT).items()
            if dice.random() < 0.4
        } | dice.choice(({}, {"others": "unchanged"}))
    if dice.random() < 0.2:
        written["supported_until"] = dice.choice(("2028-06", "2031-04", "2035"))
    if dice.random() < 0.08:
        written["committed"] = dice.choice(("2025-26", "2026-27", "2027-28", "2028-29"))
        return written
    return written | _links(system, ids, dice)


def _links(system: str, ids: Mapping[str, list[str]], dice: random.Random) -> Facts:
    others = [other for other in ids if other != system]
    written: Facts = {}
    if dice.random() < 0.25:
        written["earliest"] = dice.choice(("2027-28", "2028-29", "2029-30", "2033-34"))
    if dice.random() < 0.25:
        written["latest"] = dice.choice(("2026-27", "2028-29", "2028-29", "2029-30"))
    if dice.random() < 0.3:
        other = dice.choice(others)
        named = dice.choice((None, *ids[other]))
        written["requires"] = [{"system": other, "option": named} if named else other]
    if dice.random() < 0.15:
        written["moves_with"] = [dice.choice(others)]
    return written


def _scenario(ids: Mapping[str, list[str]], owners: list[str], size: Size, dice: random.Random) -> Facts:
    count = dice.randint(2, size.years)
    years = [f"{FIRST + year}-{(FIRST + year + 1) % 100:02}" for year in range(count)]
    every = [*BASES, *[year for year in years if year not in BASES]]
    found: Facts = {
        "scenario": "drawn",
        "years": years,
        "appraisal_years": str(dice.choice((count + 1, 8, 10))),
        "price_base": dice.choice(("2026-27", "2027-28")),
        "deflators": {year: f"{0.95 + 0.017 * number:.3f}" for number, year in enumerate(every)},
        "caps_in": dice.choice(("real", "cash")),
        "renew_contracts": dice.choice(("yes", "yes", "no")),
    }
    if dice.random() < 0.7:
        found["optimism_bias"] = {"rdel": "0.1", "cdel": "0.24"} | dice.choice(({}, {"upper": "0.6"}))
    if dice.random() < 0.5:
        found["discount"] = dice.choice(({"rate": "0.05"}, {"rate": "0"}, {"schedule": "green-book-2026"}))
    scale = dice.choice((2, 4, 8)) * size.systems / 8
    lines = [(owner, fund) for owner in ("all", *owners) for fund in ("rdel", "cdel", "total")]
    found["budgets"] = [
        {
            "organisation": owner,
            "fund": fund,
            "caps": {year: f"£{scale * dice.randint(2, 20) / 10:.2f}m" for year in years},
            "carry_forward": dice.choice(("yes", "no")),
        }
        for owner, fund in dice.sample(lines, dice.randint(1, 4))
    ]
    if dice.random() < 0.4:
        found["tail_cap"] = dice.choice(({"rdel": "£2m"}, {"cdel": "£3m"}, {"rdel": "£1m", "cdel": "£1m"}))
    if dice.random() < 0.5:
        found["capacity"] = {dice.choice(owners): str(dice.randint(1, 3))}
    able = [(system, option) for system, options in ids.items() for option in options]
    if able and dice.random() < 0.15:
        system, option = dice.choice(able)
        found["fix"] = [{"system": system, "option": option, "start": dice.choice(years)}]
    if able and dice.random() < 0.3:
        system, option = dice.choice(able)
        found["forbid"] = [
            {"system": system, "option": option} if dice.random() < 0.7 else {"system": system}
        ]
    return found
