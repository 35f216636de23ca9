"""A federation with planted disagreements: departments that agree, and a list of what does not."""

import random
from dataclasses import dataclass, field
from pathlib import Path

Truth = dict[str, set[frozenset[str]]]
_FIRST = [
    "Harbour",
    "Border",
    "Grant",
    "Court",
    "Pension",
    "Water",
    "Forest",
    "Museum",
    "Flood",
    "Energy",
    "Housing",
    "Probate",
    "Tariff",
    "Licence",
    "Vessel",
    "Welfare",
    "Schools",
    "Visa",
    "Export",
    "Archive",
    "Prison",
    "Apprentice",
    "Clinic",
    "Fisheries",
    "Heritage",
    "Land",
    "Mineral",
    "Nuclear",
    "Orchard",
    "Parking",
    "Quarry",
    "Railway",
    "Salmon",
    "Tenancy",
    "Union",
    "Veteran",
    "Wildlife",
    "Youth",
    "Zoning",
    "Bridge",
    "Canal",
    "Dairy",
    "Estate",
    "Fuel",
]
_SECOND = [
    "Casework",
    "Payments",
    "Register",
    "Claims",
    "Inspections",
    "Scheduling",
    "Correspondence",
    "Analytics",
    "Tracking",
    "Intake",
    "Appeals",
    "Billing",
    "Licensing",
    "Matching",
    "Notices",
    "Ordering",
    "Planning",
    "Querying",
    "Reporting",
    "Sampling",
    "Training",
    "Validation",
    "Warrants",
    "Exchange",
    "Yields",
    "Zones",
    "Audits",
    "Bookings",
    "Complaints",
    "Disputes",
    "Entries",
    "Forecasts",
    "Grading",
    "Hearings",
    "Issuing",
]
_THIRD = [
    "Portal",
    "Service",
    "Hub",
    "Ledger",
    "Desk",
    "Engine",
    "Store",
    "Gateway",
    "Index",
    "Console",
    "Workbench",
    "Archive",
]
_TECHNOLOGIES = [f"craft-{number}" for number in range(60)]


@dataclass
class Record:
    """A system to be written: its keys, and its arrows by full id with their strength."""

    id: str
    name: str
    aliases: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    technologies: list[str] = field(default_factory=list)
    contracts: list[tuple[str, str]] = field(default_factory=list)
    needs: dict[str, str] = field(default_factory=dict)
    users: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)


class Federation:
    """Departments of systems whose records agree, until something is planted in them."""

    def __init__(self, departments: int, systems: int, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - the same seed must give the same federation
        self.truth: Truth = {}
        self.records: dict[str, Record] = {}
        self.free: list[str] = []
        names = [f"{a} {b} {c}" for a in _FIRST for b in _SECOND for c in _THIRD]
        self.dice.shuffle(names)
        for number in range(systems):
            department = f"dept-{number % departments:02d}"
            name = names[number]
            record = Record(f"{department}/{name.lower().replace(' ', '-')}", name)
            record.technologies = self.dice.sample(_TECHNOLOGIES, 2)
            record.contracts = [(f"Supplier of {department}", f"20{self.dice.randint(27, 34)}-06")]
            record.ids = {"servicenow": f"APM{number:07d}"}
            self.records[record.id] = record
        self.free = sorted(self.records)
        self.dice.shuffle(self.free)
        for consumer in sorted(self.records):
            for needed in self.dice.sample(sorted(self.records), 2):
                if needed != consumer:
                    self.arrow(consumer, needed)

    def arrow(self, consumer: str, needed: str) -> None:
        """A hard arrow on which both sides agree."""
        self.records[consumer].needs[needed] = "hard"
        if consumer not in self.records[needed].users:
            self.records[needed].users.append(consumer)

    def take(self, count: int = 1) -> list[Record]:
        """Records in which nothing is planted yet, of different departments."""
        found: list[str] = []
        for system in list(self.free):
            if all(system.split("/")[0] != other.split("/")[0] for other in found):
                found.append(system)
                self.free.remove(system)
            if len(found) == count:
                break
        return [self.records[each] for each in found]

    def plant(self, kind: str, *systems: str) -> None:
        """Notes what a run must find."""
        self.truth.setdefault(kind, set()).add(frozenset(systems))

    def plant_all(self, each: int) -> None:
        """So many of every kind, in each of its forms."""
        for number in range(each):
            self._one_sided(number)
            self._told_differently()
            self._not_found(number)
            self._same_system(number)
            self._ends_before(number)
            self._replaced_by(number)
            self._shared_contract(number)

    def _one_sided(self, number: int) -> None:
        consumer, provider = self.take(2)
        if number % 2:
            consumer.needs[provider.id] = "hard"
            provider.more["consumers_complete"] = "yes"
        else:
            provider.users.append(consumer.id)
        self.plant("one-sided", consumer.id, provider.id)

    def _told_differently(self) -> None:
        consumer, provider = self.take(2)
        self.arrow(consumer.id, provider.id)
        consumer.needs[provider.id] = "soft"
        self.plant("told-differently", consumer.id, provider.id)

    def _not_found(self, number: int) -> None:
        consumer, provider = self.take(2)
        wrong = (
            provider.id[:-2] if number % 2 else provider.id.replace("-", "", 2).replace("dept", "dept-", 1)
        )
        consumer.needs[wrong] = "hard"
        self.plant("not-found", consumer.id, wrong)

    def _same_system(self, number: int) -> None:
        one, other = self.take(2)
        form = number % 4
        if form == 0:
            other.ids["register"] = one.ids["register"] = f"REG-{number}"
        elif form == 1:
            other.name = " ".join(reversed(one.name.split()))
        elif form == 2:
            other.aliases.append(one.name.upper())
        else:
            first, *rest = one.name.split()
            other.name = " ".join([first[:-1] + first[-1] * 2, *rest])
        if form:
            other.technologies = list(one.technologies)
            for user in self.dice.sample(sorted(self.records), 2):
                if user not in {one.id, other.id}:
                    self.arrow(user, one.id)
                    self.arrow(user, other.id)
        self.plant("same-system", one.id, other.id)
        # One supplier supports that they are one; ends of different years make no shared contract.
        one.contracts = [(f"Makers {number}", "2036-06")]
        other.contracts = [(f"Makers {number}", "2038-06")]

    def _ends_before(self, number: int) -> None:
        consumer, provider = self.take(2)
        self.arrow(consumer.id, provider.id)
        for user in list(provider.users):
            if user != consumer.id:
                provider.users.remove(user)
                self.records[user].needs.pop(provider.id, None)
        provider.more["retires"] = "2029-03-31"
        if number % 2:
            consumer.more["remediation"] = "{plan: {target: 2031-03-31}}"
        self.plant("ends-before", consumer.id, provider.id)

    def _replaced_by(self, number: int) -> None:
        one, other = self.take(2)
        one.more["replaced_by"] = other.id
        if number % 3 == 0:
            other.more["status"] = "retired"
            self._alone(other)
        elif number % 3 == 1:
            one.more["replaced_by"] = f"{other.id}-next-generation"
            self.plant("replaced-by", one.id, f"{other.id}-next-generation")
            return
        else:
            other.more["replaced_by"] = one.id
        self.plant("replaced-by", one.id, other.id)

    def _alone(self, record: Record) -> None:
        for user in record.users:
            self.records[user].needs.pop(record.id, None)
        for needed in record.needs:
            self.records[needed].users.remove(record.id)
        record.users, record.needs = [], {}

    def _shared_contract(self, number: int) -> None:
        one, other = self.take(2)
        one.contracts = [(f"Consultants {number} Ltd", "2029-05")]
        other.contracts = [(f"CONSULTANTS {number} Limited", "2029-11-30")]
        self.plant("shared-contract", one.id, other.id)

    def write(self, folder: Path) -> None:
        """An inventory folder a department."""
        by_department: dict[str, list[Record]] = {}
        for system in sorted(self.records):
            by_department.setdefault(system.split("/")[0], []).append(self.records[system])
        for department, records in by_department.items():
            path = folder / department / "systems.yaml"
            path.parent.mkdir(parents=True)
            head = f"organisation: {{id: {department}, name: Department {department[-2:]}}}\nsystems:\n"
            path.write_text(head + "".join(map(_text, records)), encoding="utf-8")


def _text(record: Record) -> str:
    own = record.id.partition("/")[2]
    lines = [f"- id: {own}", f"  name: {record.name}"]
    if record.aliases:
        lines.append(f"  aliases: [{', '.join(record.aliases)}]")
    lines.append(f"  ids: {{{', '.join(f'{key}: {value}' for key, value in record.ids.items())}}}")
    lines.append(f"  technologies: [{', '.join(record.technologies)}]")
    contracts = ", ".join(f"{{supplier: {supplier}, ends: {ends}}}" for supplier, ends in record.contracts)
    lines.append(f"  contracts: [{contracts}]")
    if record.needs:
        lines.append("  depends_on:")
        for needed, strength in sorted(record.needs.items()):
            lines.append(f"  - {{system: {needed}, strength: {strength}}}")
    else:
        lines.append("  depends_on: []")
    if record.users:
        lines.append(f"  used_by: [{', '.join(sorted(record.users))}]")
    lines += [f"  {key}: {value}" for key, value in record.more.items()]
    return "\n".join(lines) + "\n"
