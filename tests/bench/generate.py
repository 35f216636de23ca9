"""A synthetic inventory of any size: always the same systems for the same seed.

python -m tests.bench.generate N FOLDER [--per-file K] [--seed S]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

_ORGANISATIONS = 40
_PRODUCTS = (
    "oracle-database 12.1", "cobol", "windows-server 2012", "rhel 7.9", "java 8", "db2 11.1", "python 3.10",
    "sql-server 2016", "websphere 8.5", "dotnet 6", "postgresql 13", "vb6",
)  # fmt: skip
_SUPPLIERS = ("Northwind Systems", "Harrow Digital", "Acme", "Calder & Sons", "Pennine Data")
_KINDS = ("service", "application", "application", "application", "platform", "data", "infrastructure")
_LIKELIHOOD = (
    "end_of_support", "vendor_contract", "skills", "business_needs", "physical_environment",
    "vulnerabilities", "recorded_issues",
)  # fmt: skip
_IMPACT = ("national_security", "reputation", "financial", "stakeholders", "operations", "other_systems")


def write_inventory(systems: int, folder: Path, per_file: int = 1, seed: int = 1) -> None:
    """Writes an inventory of so many systems, so many of them in each file."""
    random = Random(seed)  # noqa: S311 - synthetic data, not secrets
    for first in range(0, systems, per_file):
        organisation = _organisation(first // per_file)
        numbers = range(first, min(first + per_file, systems))
        below = folder / organisation
        below.mkdir(parents=True, exist_ok=True)
        records = "".join(line for number in numbers for line in _system(number, per_file, random))
        text = f"organisation: {organisation}\nsystems:\n{records}"
        (below / f"{first:07d}.yaml").write_text(text, encoding="utf-8")


def _organisation(file: int) -> str:
    return f"department-{file % _ORGANISATIONS:02d}"


def _system(number: int, per_file: int, random: Random) -> Iterator[str]:
    """The lines of a record, about 37; it needs only systems with a smaller number."""
    yield f"- id: system-{number:07d}\n"
    yield f"  name: Synthetic system number {number}\n"
    yield f"  description: Keeps the records of scheme {random.randint(1, 900)} and answers for them\n"
    yield f"  kind: {random.choice(_KINDS)}\n"
    yield f"  in_service: {random.randint(1974, 2023)}-{random.randint(1, 12):02d}\n"
    yield f"  owner: {{business: Scheme {random.randint(1, 90)} operations, technical: Platform team}}\n"
    yield "  hosting: {type: on-premises, location: Data centre in the north}\n"
    yield f"  users: {{count: {random.randint(10, 90000)}, group: staff}}\n"
    yield f"  transactions_per_year: {random.randint(1, 900)}_000\n"
    yield from _technologies(random)
    yield "  contracts:\n"
    yield f"  - supplier: {random.choice(_SUPPLIERS)}\n"
    yield f"    ends: {random.randint(2025, 2032)}-{random.randint(1, 12):02d}\n"
    yield f"    replacement_agreed: {random.choice(('yes', 'no'))}\n"
    yield from _dependencies(number, per_file, random)
    yield from _assessment(random)
    run, failure = random.randint(1, 90), random.randint(1, 60)
    yield f"  costs: {{annual_run: £{run}.5m, cost_of_failure: £{failure}m}}\n"
    yield from _remediation(random)


def _technologies(random: Random) -> Iterator[str]:
    first, second = random.sample(_PRODUCTS, 2)
    product, _, version = first.partition(" ")
    yield "  technologies:\n"
    yield f"  - product: {product}\n"
    yield f"    version: {version or '1.0'}\n"
    yield f"    support: {{standard_ends: {random.randint(2018, 2031)}-07-31}}\n"
    yield f"  - {second}\n"


def _dependencies(number: int, per_file: int, random: Random) -> Iterator[str]:
    if number == 0:
        return
    yield "  depends_on:\n"
    for _ in range(3):
        needed = random.randrange(number)
        reference = f"{_organisation(needed // per_file)}/system-{needed:07d}"
        if random.random() < 0.5:
            yield f"  - {reference}\n"
        else:
            yield f"  - {{system: {reference}, kind: data, strength: soft}}\n"


def _assessment(random: Random) -> Iterator[str]:
    yield "  assessment:\n"
    yield f"    date: 2026-0{random.randint(1, 9)}-15\n"
    yield "    scores:\n"
    for criterion in random.sample(_LIKELIHOOD, 4):
        yield f"      {criterion}: {random.randint(1, 6)}\n"
    for criterion in random.sample(_IMPACT, 3):
        yield f"      {criterion}: {{score: {random.randint(1, 5)}, evidence: Panel of the spring}}\n"


def _remediation(random: Random) -> Iterator[str]:
    yield "  remediation:\n"
    yield "    plan: {agreed: no}\n"
    yield "    options:\n"
    yield "    - id: replace\n"
    yield "      approach: replace\n"
    yield f"      rdel: [£{random.randint(1, 9)}m, £{random.randint(1, 9)}m]\n"


def main() -> None:
    """Writes what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("systems", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--per-file", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write_inventory(given.systems, given.folder, given.per_file, given.seed)


if __name__ == "__main__":
    main()
