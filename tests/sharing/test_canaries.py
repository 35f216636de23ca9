"""A string that stands nowhere else, planted everywhere: it is found in no byte that should not hold it."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from legacymap.analysis.request import Request
from legacymap.analysis.share import Choice, share
from legacymap.sharing.audience import FREE_TEXT, routes
from legacymap.writing.yaml import yaml_text

DAY = date(2026, 11, 22)
MARKS = ("official", "official-sensitive", "secret", "top-secret")
GOVERNMENT = [
    "name",
    "aliases",
    "ids",
    "kind",
    "status",
    "handling",
    "owner.business",
    "technologies",
    "depends_on",
    "used_by",
    "consumers_complete",
    "part_of",
    "replaced_by",
    "retires",
    "contracts.supplier",
    "contracts.ends",
    "costs",
    "remediation.plan.funded",
    "remediation.plan.target",
    "remediation.options",
]


class Planter:
    """Makes strings that stand nowhere else, and remembers by which route each would leave."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.planted: dict[str, tuple[str, str]] = {}

    def at(self, route: str, record: str = "") -> str:
        """A new canary for a route of a record; without a record it may never leave."""
        text = f"canary{len(self.planted):04d}x{self.dice.randrange(16**6):06x}"
        self.planted[text] = (record, route)
        return text

    def record(self, organisation: str, marking: str, others: list[str]) -> tuple[str, dict[str, object]]:
        """A record with a canary in every text, key and id."""
        own = self.at("id", "?")
        full_id = f"{organisation}/{own}"
        self.planted[own] = (full_id, "id")

        def at(route: str) -> str:
            return self.at(route, full_id)

        source = {"title": at("sources.title"), "url": at("sources.url"), "date": "2021-03"}
        needs: list[object] = [{"system": each, "note": at("depends_on.note")} for each in others]
        record: dict[str, object] = {
            "id": own,
            "name": at("name"),
            "aliases": [at("aliases"), at("aliases")],
            "description": at("description"),
            "purpose": at("purpose"),
            "tags": [at("tags")],
            "notes": at("notes"),
            "ids": {at("ids"): at("ids")},
            "owner": {"business": at("owner.business"), "technical": at("owner.technical")},
            "hosting": {"type": "on-premises", "location": at("hosting.location")},
            "data": {"personal": "yes", "description": at("data.description")},
            "technologies": [
                {
                    "product": at("technologies.product"),
                    "version": at("technologies.version"),
                    "support": {
                        "standard_ends": "2029-05-17",
                        "source": {"title": at("technologies.support.source.title")},
                    },
                },
                f"{at('technologies.product')} 4.2",
            ],
            "contracts": [
                {"supplier": at("contracts.supplier"), "scope": at("contracts.scope"), "ends": "2028-02-29"}
            ],
            "depends_on": needs,
            "incidents": [{"date": "2025-01-05", "severity": "minor", "summary": at("incidents.summary")}],
            "vulnerabilities": {"known": "no", "checked": "2026-05-04", "note": at("vulnerabilities.note")},
            "assessment": {
                "date": "2026-02-03",
                "assessor": at("assessment.assessor"),
                "scores": {"L3": {"score": "5", "evidence": at("assessment.scores.evidence")}, "C1": "2"},
            },
            "costs": {"annual_run": "£4.123456m", "cost_of_failure": "£8.765432m"},
            "remediation": {
                "plan": {
                    "agreed": "yes",
                    "work": at("remediation.plan.work"),
                    "disposition": at("remediation.plan.disposition"),
                    "milestones": [{"date": "2027-05", "what": at("remediation.plan.milestones.what")}],
                },
                "options": [
                    {
                        "id": at("remediation.options.id"),
                        "approach": "replace",
                        "description": at("remediation.options.description"),
                        "rdel": ["£2.345678m"],
                    }
                ],
            },
            "handling": marking,
            "sources": [source],
            self.key(): {self.key(): [at("x-"), at("x-")]},
        }
        return full_id, record

    def key(self) -> str:
        """A key of the user's own."""
        return f"x-{self.at('x-')}"


def plant(home: Path, dice: random.Random) -> tuple[Planter, dict[str, str]]:
    """An inventory of canaries; the marking of each of its records."""
    planter = Planter(dice)
    markings: dict[str, str] = {}
    for organisation in ("alpha", "beta"):
        records = []
        for marking in (*MARKS, "official"):
            others = dice.sample(sorted(markings), min(len(markings), 2))
            full_id, record = planter.record(organisation, marking, others)
            markings[full_id] = marking
            records.append(record)
        about = {"id": organisation, "name": organisation.title(), "notes": planter.at("organisation")}
        text = yaml_text({"organisation": about, "systems": records, planter.key(): planter.at("x-")})
        text += f"# {planter.at('comment')} by {planter.at('comment')}\n"
        path = home / planter.at("folder") / f"{planter.at('file')}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (home / f"{planter.at('file')}.yaml").write_text(
        f"scenario: {planter.at('scenario')}\n", encoding="utf-8"
    )
    return planter, markings


def may_leave(route: str, fields: list[str]) -> bool:
    """Whether an audience of these fields lets a route out, by the contract's words."""
    if route == "id" or route in fields:
        return True
    above = [field for field in fields if route.startswith(f"{field}.")]
    return any(not set(route.removeprefix(f"{field}.").split(".")) & FREE_TEXT for field in above)


def all_bytes(folder: Path) -> str:
    parts = []
    for path in sorted(folder.rglob("*")):
        parts.append(path.relative_to(folder).as_posix())
        if path.is_file():
            parts.append(path.read_bytes().decode())
    return "\n".join(parts)


def audiences(dice: random.Random) -> Iterator[tuple[str, list[str], str, str]]:
    """Text, fields, highest marking and names of an audience."""
    for names in ("kept", "pseudonyms"):
        fields = GOVERNMENT if dice.random() < 0.4 else dice.sample(sorted(routes()), dice.randint(1, 40))
        up_to = dice.choice(MARKS[1:])
        dates = dice.choice(("exact", "financial-year"))
        text = (
            f"audience: trial\ntitle: A trial\nup_to: {up_to}\nnames: {names}\n"
            f"fields: [{', '.join(fields)}]\n"
            f"scores: levels\ndates: {dates}\n"
        )
        yield text, fields, up_to, names


@pytest.mark.parametrize("seed", range(6))
def test_no_canary_is_where_it_should_not_be(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    planter, markings = plant(tmp_path / "home", dice)
    for number, (text, fields, up_to, names) in enumerate(audiences(dice)):
        audience = tmp_path / f"audience-{number}.yaml"
        audience.write_text(text, encoding="utf-8")
        output = tmp_path / f"return-{number}"
        key = tmp_path / f"key-{number}" if names == "pseudonyms" else None
        made = share(
            Request((tmp_path / "home",), DAY), Choice(str(audience), key=key, makes_key=bool(key)), output
        )
        assert made.checked is not None
        assert made.checked.hits == ()
        found = all_bytes(output)
        for canary, (record, route) in planter.planted.items():
            is_shared = record in markings and MARKS.index(markings[record]) <= MARKS.index(up_to)
            is_hidden = names == "pseudonyms" and route in {"id", "name", "aliases", "ids"}
            wanted = (
                is_shared
                and not is_hidden
                and (may_leave(route, fields) or (route == "name" and "name" in fields))
            )
            assert (canary in found) == wanted, (canary, record, route)
    assert len(planter.planted) > 300


def test_a_leak_is_seen_and_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from legacymap.sharing import share as making  # noqa: PLC0415 - it is made to leak

    plant(tmp_path / "home", random.Random(1))  # noqa: S311 - nothing secret
    honest = making._record  # noqa: SLF001 - the place to leak from

    def leaking(work: making._Work, record: object, short: str, allowed: object) -> object:
        made = dict(honest(work, record, short, allowed))  # type: ignore[arg-type]
        return made | {"purpose": record.system.notes}  # type: ignore[attr-defined]

    monkeypatch.setattr(making, "_record", leaking)
    made = share(Request((tmp_path / "home",), DAY), Choice("government"), tmp_path / "return")
    assert made.checked is not None
    assert len(made.checked.hits) >= 4
    assert not (tmp_path / "return").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
