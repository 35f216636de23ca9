"""Returns of many departments as one estate: which stand, which are replaced, and where they meet."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.nearest import listed, nearest
from legacymap.domain.sharing import Manifest
from legacymap.sharing.share import MANIFEST

LOG = "docked.yaml"
KEPT = ".returns"
_MOST_COMPARISONS = 20_000
Dump = Callable[[Mapping[str, object]], str]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A return that was found sound: where from, its files and manifest, what it holds, and when it came.

    `shown` is how its place is named to people.
    """

    shown: str
    files: Mapping[str, bytes]
    manifest: Manifest
    inventory: Inventory
    docked: str

    @property
    def own(self) -> frozenset[str]:
        """The organisations that it describes: those of which it holds more than stubs."""
        records = self.inventory.records.values()
        return frozenset(record.organisation for record in records if record.system.kind != "external")

    @property
    def leader(self) -> str:
        """What it is kept under: its department where it describes it, else its first organisation."""
        own = self.own or frozenset(self.manifest.organisations)
        return self.manifest.department if self.manifest.department in own else min(own)

    @property
    def day(self) -> date:
        """The day on which it was judged."""
        return self.manifest.as_of.last

    @property
    def sha256(self) -> str:
        """The hash of its manifest, which holds those of its files."""
        return hashlib.sha256(self.files[MANIFEST]).hexdigest()

    def place(self, organisation: str) -> str:
        """The file and organisation, for people."""
        return (
            f"{self.shown} (`{organisation}`, as of {self.manifest.as_of}, from {self.manifest.department})"
        )


@dataclass(frozen=True, slots=True)
class Unmet:
    """A reference to a record that its docked organisation does not have, with the nearest id."""

    consumer: str
    named: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Docked:
    """What docking came to: the returns that stand, files by path below the folder, and what to tell.

    `met` counts the references between returns that lead to a record, `unmet` are those that do not though
    the organisation is there, `away` counts those to organisations that have not docked.
    """

    returns: tuple[Arrived, ...]
    files: Mapping[str, bytes]
    replaced: tuple[str, ...]
    warnings: tuple[str, ...]
    met: int
    unmet: tuple[Unmet, ...]
    away: Mapping[str, int]


def docked(
    before: Iterable[Arrived], incoming: Iterable[Arrived], dump: Dump, *, replace: bool = False
) -> Docked:
    """The estate once returns have docked; the order in which they are given changes nothing.

    Raises RequestError where two departments describe one organisation, where a return is older than the one
    that it would replace (unless `replace`), or would make organisations vanish.
    """
    current, replaced = _current(before, incoming, replace=replace)
    _require_one_description(current)
    files = dict(_files(current, dump))
    met, unmet, away = _meetings(current)
    return Docked(tuple(current), files, tuple(replaced), tuple(_warnings(current)), met, tuple(unmet), away)


def _current(
    before: Iterable[Arrived], incoming: Iterable[Arrived], *, replace: bool
) -> tuple[list[Arrived], list[str]]:
    found = sorted(before, key=lambda each: each.leader)
    replaced: list[str] = []
    for arrived in sorted(_newest(incoming), key=lambda each: each.leader):
        for old in [each for each in found if each.own & arrived.own]:
            _require_successor(old, arrived, replace=replace)
            found.remove(old)
            if old.sha256 != arrived.sha256:
                replaced.append(
                    f"{old.manifest.department}: {old.manifest.as_of} gives way to {arrived.manifest.as_of}"
                )
        found.append(arrived)
    return sorted(found, key=lambda each: each.leader), replaced


def _newest(incoming: Iterable[Arrived]) -> list[Arrived]:
    """Of several returns of one organisation that are given at once, the newest."""
    found: list[Arrived] = []
    for arrived in sorted(incoming, key=lambda each: (each.day, each.sha256), reverse=True):
        rivals = [each for each in found if each.own & arrived.own]
        for rival in rivals:
            _require_one_department(rival, arrived)
            if rival.day == arrived.day and rival.sha256 != arrived.sha256:
                organisation = min(rival.own & arrived.own)
                first, second = sorted((rival.place(organisation), arrived.place(organisation)))
                raise RequestError(f"Two returns of one day differ: {first}; {second}.", "Leave one out.")
        if not rivals:
            found.append(arrived)
    return found


def _require_one_department(one: Arrived, other: Arrived) -> None:
    if one.manifest.department != other.manifest.department:
        organisation = min(one.own & other.own)
        first, second = sorted((one.place(organisation), other.place(organisation)))
        raise RequestError(
            f"Two departments describe the organisation `{organisation}`: {first}; {second}.",
            "Settle between them whose it is; the other keeps stubs of kind `external`.",
        )


def _require_successor(old: Arrived, new: Arrived, *, replace: bool) -> None:
    _require_one_department(old, new)
    if old.sha256 == new.sha256 or replace:
        return
    organisation = min(old.own & new.own)
    if new.day <= old.day:
        age = "older than" if new.day < old.day else "of the same day as"
        raise RequestError(
            f"{new.place(organisation)} is {age} what is docked: {old.place(organisation)}.",
            "`--replace` docks it all the same.",
        )
    gone = sorted(old.own - new.own)
    if gone:
        raise RequestError(
            f"{new.place(organisation)} lacks what is docked from {old.place(organisation)}: "
            f"{listed(gone, 'and')}.",
            "`--replace` docks it all the same, and those organisations leave.",
        )


def _require_one_description(current: Sequence[Arrived]) -> None:
    """Returns may repeat what stands above their organisations, but not say it differently."""
    first: dict[str, tuple[object, Arrived]] = {}
    for arrived in current:
        for organisation, described in sorted(arrived.inventory.described.items()):
            about = described.organisation.model_dump(exclude_none=True, exclude={"handling"})
            known = first.setdefault(organisation, (about, arrived))
            if known[0] != about:
                raise RequestError(
                    f"Two returns describe the organisation `{organisation}` differently: "
                    f"{known[1].place(organisation)}; {arrived.place(organisation)}.",
                    "Settle its name, parent and currency between them.",
                )


def _files(current: Sequence[Arrived], dump: Dump) -> Iterator[tuple[str, bytes]]:
    """Each organisation's file and manifest, what is kept as it came, and the log."""
    owned = {organisation for each in current for organisation in each.own}
    stubs: dict[str, dict[str, Record]] = {}
    for arrived in current:
        for name, content in sorted(arrived.files.items()):
            yield f"{KEPT}/{arrived.leader}/{name}", content
        named = {route.file.rpartition("/")[2]: each for each, route in arrived.inventory.named.items()}
        for name, organisation in sorted(named.items()):
            if organisation in arrived.own:
                yield f"{organisation}/{name}", arrived.files[name]
                yield f"{organisation}/{MANIFEST}", arrived.files[MANIFEST]
        for record in arrived.inventory.records.values():
            if record.organisation not in owned:
                stubs.setdefault(record.organisation, {}).setdefault(record.system.id, record)
    for organisation, records in sorted(stubs.items()):
        yield f"{organisation}/{organisation}.yaml", dump(_stubs(organisation, records)).encode()
    yield LOG, dump(_log(current)).encode()


def _stubs(organisation: str, records: Mapping[str, Record]) -> Mapping[str, object]:
    """The stubs that returns hold of an organisation which none of them describes."""
    return {
        "legacymap": "1",
        "organisation": organisation,
        "systems": [_stub(records[each]) for each in sorted(records)],
    }


def _stub(record: Record) -> Mapping[str, object]:
    system = record.system
    found: dict[str, object] = {"id": system.id, "name": system.name, "kind": "external"}
    if system.status != "live":
        found["status"] = system.status
    if system.withheld:
        found["withheld"] = "yes"
    needs = [
        {"system": each.system, "strength": each.strength, "confidence": each.confidence}
        for each in system.depends_on or ()
    ]
    if needs:
        found["depends_on"] = needs
    if system.used_by:
        found["used_by"] = list(system.used_by)
    return found


def _log(current: Sequence[Arrived]) -> Mapping[str, object]:
    return {
        "share": "docked",
        "docked": [
            {
                "department": each.manifest.department,
                "organisations": sorted(each.own),
                "as_of": str(each.manifest.as_of),
                "docked": each.docked,
                "audience": each.manifest.audience,
                "title": each.manifest.title,
                "framework": f"{each.manifest.framework.id} {each.manifest.framework.version}",
                "framework_sha256": each.manifest.framework.sha256,
                "records": str(each.manifest.records),
                "stubs": str(each.manifest.stubs),
                "sha256": each.sha256,
            }
            for each in current
        ],
    }


def _warnings(current: Sequence[Arrived]) -> Iterator[str]:
    frameworks: dict[str, list[str]] = {}
    days: dict[str, list[str]] = {}
    for each in current:
        framework = each.manifest.framework
        said = f"{framework.id} {framework.version} ({framework.sha256[:8]})"
        frameworks.setdefault(said, []).append(each.leader)
        days.setdefault(str(each.manifest.as_of), []).append(each.leader)
    if len(frameworks) > 1:
        yield f"returns were scored under different frameworks: {_grouped(frameworks)}"
    if len(days) > 1:
        yield f"returns were judged on different days: {_grouped(days)}"
    for each in current:
        if not each.own:
            yield f"the return of {each.manifest.department} holds stubs alone"
        if each.manifest.not_read:
            yield f"the return of {each.manifest.department} lacks what could not be read where it was made"


def _grouped(groups: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{key}: {listed(names, 'and')}" for key, names in sorted(groups.items()))


def _meetings(current: Sequence[Arrived]) -> tuple[int, list[Unmet], dict[str, int]]:
    """How many references between returns meet a record, those that do not, and those that lead away."""
    there: dict[str, set[str]] = {}
    for arrived in current:
        for record in arrived.inventory.records.values():
            there.setdefault(record.organisation, set()).add(record.system.id)
    met = 0
    unmet: list[Unmet] = []
    away: dict[str, int] = {}
    patience = _MOST_COMPARISONS
    for arrived in current:
        for consumer, named in sorted(_references(arrived)):
            organisation, _, short = named.partition("/")
            if organisation not in there:
                away[organisation] = away.get(organisation, 0) + 1
            elif short in there[organisation]:
                met += 1
            else:
                patience -= len(there[organisation])
                near = nearest(short, sorted(there[organisation])) if patience > 0 else None
                unmet.append(Unmet(consumer, named, near and f"{organisation}/{near}"))
    return met, unmet, dict(sorted(away.items()))


def _references(arrived: Arrived) -> Iterator[tuple[str, str]]:
    """Every reference of a return to a system that it does not hold itself."""
    records = arrived.inventory.records
    for system, record in records.items():
        named = [each.system for each in record.system.depends_on or ()]
        named += [
            *(record.system.used_by or ()),
            *filter(None, (record.system.part_of, record.system.replaced_by)),
        ]
        for full_id in {record.full_id(each) for each in named}:
            if full_id not in records:
                yield system, full_id
