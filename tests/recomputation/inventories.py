"""Random inventories that are valid, strange and written in every style: one seed, one set of files."""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.recomputation.facts import Facts, facts, money
from tests.recomputation.styles import yaml_text

KINDS = ("service", "application", "application", "platform", "data", "infrastructure", "external", None)
STATUSES = ("live", "live", "live", "build", "retiring", "proposed", "retired", None, None)


@dataclass(frozen=True)
class Organisation:
    """A mapping as it will be written, and the ids of its systems."""

    about: Facts
    systems: list[str]


@dataclass(frozen=True)
class Estate:
    """What records may refer to, and how closely they are knit: arrows a system."""

    known: list[str]
    arrows: float


def write_inventory(seed: int, folder: Path, day: date) -> None:
    """Files of a few organisations whose ids start with `s<seed>-`."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret: the same seed must give the same files
    organisations = _organisations(seed, dice)
    known = [f"{owner}/{system}" for owner, each in organisations.items() for system in each.systems]
    estate = Estate(known, dice.choice((0.5, 1, 1.5, 2.5)))
    for owner, each in organisations.items():
        records = [_record(f"{owner}/{system}", estate, each.about, day, dice) for system in each.systems]
        _write(folder / owner, each.about, records, dice)


def _organisations(seed: int, dice: random.Random) -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for number in range(dice.randint(2, 4)):
        owner = f"s{seed}-{'abcd'[number]}"
        parents = [None, f"s{seed}-crown", *found]
        parent = dice.choice(parents)
        currency = dice.choice(("GBP", "GBP", "GBP", "EUR"))
        about: Facts = {"id": owner, "name": f"Organisation {owner}", "parent": parent, "currency": currency}
        if dice.random() < 0.5:
            about["annual_budget"] = money(dice.choice((0, 100, 500, 1000)) * 10**6, str(currency), dice)
        systems = [
            f"{letter}{dice.randint(0, 9)}" for letter in "uvwxyz"[: dice.randint(0 if number else 2, 6)]
        ]
        found[owner] = Organisation(about, systems)
    return found


def _record(full_id: str, estate: Estate, about: Facts, day: date, dice: random.Random) -> Facts:
    owner, _, own_id = full_id.partition("/")
    record: Facts = {"id": own_id, "name": f"System {own_id}: of {owner}"}
    if kind := dice.choice(KINDS):
        record["kind"] = kind
    if status := dice.choice(STATUSES):
        record["status"] = status
    known = estate.known
    others = [other for other in known if other != full_id]
    away = f"{owner.split('-', maxsplit=1)[0]}-{dice.choice(('away', 'crown'))}/{dice.choice('pq')}"
    targets = [other for other in [*others, away] if dice.random() < estate.arrows / len(known)]
    if targets:
        stated = [*targets, targets[0]] if dice.random() < 0.1 else targets
        record["depends_on"] = [_dependency(_short(owner, target, dice), dice) for target in stated]
    consumers = [
        other for other in [*others, away, f"{owner}/ghost"] if dice.random() < estate.arrows / 2 / len(known)
    ]
    if consumers:
        record["used_by"] = [_short(owner, consumer, dice) for consumer in consumers]
    earlier = known[: known.index(full_id)]
    if earlier and dice.random() < 0.25:
        record["part_of"] = _short(owner, dice.choice([*earlier[-3:], away]), dice)
    items = list(facts(day, str(about["currency"]), dice).items())
    dice.shuffle(items)
    return record | dict(items)


def _short(owner: str, reference: str, dice: random.Random) -> str:
    return reference.removeprefix(f"{owner}/") if dice.random() < 0.7 else reference


def _dependency(target: str, dice: random.Random) -> object:
    if dice.random() < 0.4:
        return target
    written: Facts = {"system": target}
    if dice.random() < 0.6:
        written["strength"] = dice.choice(("hard", "soft", None))
    if dice.random() < 0.6:
        written["confidence"] = dice.choice(("confirmed", "assumed"))
    if dice.random() < 0.3:
        written["kind"] = dice.choice(("runtime", "data", "network"))
    return written


def _write(folder: Path, about: Facts, records: list[Facts], dice: random.Random) -> None:
    folder.mkdir(parents=True)
    cut = dice.randint(0, len(records))
    mapping = {key: value for key, value in about.items() if value is not None or dice.random() < 0.3}
    documents: list[Facts] = [{"organisation": mapping}, {"organisation": str(about["id"])}]
    if cut:
        documents[0]["systems"] = records[:cut]
    if records[cut:]:
        documents[1]["systems"] = records[cut:]
    texts = [
        yaml_text(document, dice) for document in documents if len(document) > 1 or document is documents[0]
    ]
    if dice.random() < 0.2:
        (folder / ".draft.yaml").write_text("not: [an inventory", encoding="utf-8")
    if dice.random() < 0.3:
        (folder / "all.yml").write_text("---\n".join(texts), encoding=dice.choice(("utf-8", "utf-8-sig")))
        return
    for number, text in enumerate(reversed(texts)):
        place = folder / dice.choice((".", "deeper")) / f"part-{number}.yaml"
        place.parent.mkdir(exist_ok=True)
        header = "legacymap: 1\n" if dice.random() < 0.5 else "# Kept by the architecture team\n"
        place.write_text(header + text, encoding=dice.choice(("utf-8", "utf-8-sig")))
