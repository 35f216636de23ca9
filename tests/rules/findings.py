"""What the reader and the rules find in a folder of inventory files."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from legacymap.analysis.scenario import scenario_faults
from legacymap.domain.assessment import Assessment
from legacymap.domain.catalogue import Match, Product
from legacymap.domain.findings import Diagnostic
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory
from legacymap.domain.scenario import Scenario
from legacymap.estate.questions import Estate
from legacymap.findings import diagnostics, waived
from legacymap.lifecycle.matching import Matcher
from legacymap.reading import Places, read_inventory, read_single
from legacymap.rules import RULEBOOK, found
from legacymap.rules.context import Context
from legacymap.scoring.assess import assess
from legacymap.scoring.facts import Facts
from legacymap.scoring.frameworks import shipped_framework

TODAY = date(2026, 11, 22)
HEADER = "organisation: {id: home-office, name: Home Office}\nsystems:\n"


@cache
def uk_litraf() -> Framework:
    """The shipped framework."""
    model = read_single(shipped_framework("uk-litraf"), "framework", Framework).model
    assert model is not None
    return model


@cache
def catalogue() -> Matcher:
    """Products with versions, one of which no date is known, a service kept current, and an open name."""
    cycles = [{"cycle": cycle} for cycle in ("19", "12.2", "12.1")]
    builds = {"eclipse-temurin": "Eclipse Temurin", "oracle-jdk": "Oracle JDK"}
    ends = {"eclipse-temurin": ("2029", "2019", "2031"), "oracle-jdk": ("2026-09-30", "2018", "2031")}
    every = [
        {"id": "oracle-database", "name": "Oracle Database", "cycles": cycles},
        {"id": "cobol", "name": "COBOL"},
        {"id": "cloud-crm", "name": "Cloud CRM", "evergreen": "yes"},
        {"id": "java", "name": "Java", "aliases": ["openjdk"], "may_be": list(builds)},
        {"id": "windows-server", "name": "Windows Server", "cycles": [{"cycle": "2012 R2"}]},
        *(
            {
                "id": build,
                "name": builds[build],
                "cycles": [
                    {"cycle": cycle, "standard_ends": end}
                    for cycle, end in zip(("17", "6", "21"), ends[build], strict=True)
                ],
            }
            for build in builds
        ),
    ]
    return Matcher([Product.model_validate(each) for each in every])


def scored(inventory: Inventory, as_of: date) -> dict[str, Assessment]:
    """The assessment of every record, with no catalogue and no dependents."""
    nothing = Match(None, (), "no match")
    facts = Facts(as_of, match=lambda _: nothing, dependents=0, annual_budget=None, currency="GBP")
    framework = uk_litraf()
    return {
        full_id: assess(each, facts, framework, framework.prior)
        for full_id, each in inventory.records.items()
    }


def findings(folder: Path, as_of: date = TODAY) -> tuple[Diagnostic, ...]:
    """Every finding in the files of a folder, in the order of files and lines."""
    reading = read_inventory((folder,))
    context = Context(
        reading.inventory,
        uk_litraf(),
        scored(reading.inventory, as_of),
        as_of,
        match=catalogue().match,
        underpins=Estate.of(reading.inventory).is_underpinning_capability,
    )
    faults = [*reading.faults, *found(context)]
    scenarios = [read_single(file.path, "scenario", Scenario) for file in reading.scenarios]
    faults += scenario_faults(scenarios, reading.inventory, faults)
    reasons, wrong = waived(faults, reading.inventory, as_of, RULEBOOK)
    return diagnostics(Places(reading.files).located([*faults, *wrong]), reasons, {}, RULEBOOK)


def findings_in(folder: Path, text: str, as_of: date = TODAY) -> tuple[Diagnostic, ...]:
    """Every finding in one file of this text, written into `folder`."""
    (folder / "inventory.yaml").write_text(dedent(text), encoding="utf-8")
    return findings(folder, as_of)


def codes(diagnostics_found: tuple[Diagnostic, ...]) -> list[str]:
    """The codes of findings, in order."""
    return [each.code for each in diagnostics_found]


def expectations(text: str) -> set[tuple[int, str]]:
    """The lines and codes that the comments of a case file ask for."""
    asked: set[tuple[int, str]] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        comment = re.search(r"# expect(-next)?: (LM[0-9]{3}(?:, LM[0-9]{3})*)$", line.rstrip("\r"))
        if comment:
            on = number + 1 if comment[1] else number
            asked |= {(on, code) for code in comment[2].split(", ")}
    return asked


def as_of_in(text: str) -> date:
    """The as-of date that the first line of a case file sets, or the usual one."""
    stated = re.match(r"# as-of: (\S+)", text)
    return date.fromisoformat(stated[1]) if stated else TODAY
