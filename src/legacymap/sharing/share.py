"""A return: what leaves a department for an audience, as an inventory that counts exactly."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace

from legacymap.domain.assessment import Assessment
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Organisation, Record
from legacymap.domain.nearest import listed
from legacymap.domain.results import CatalogueEdition, Edition, Provenance
from legacymap.domain.sharing import Audience
from legacymap.domain.values import HANDLINGS, Handling
from legacymap.sharing.audience import Allowed, Cut, Steps, cut, money_text, own_keys, with_own_keys
from legacymap.sharing.names import Names, Touching, fingerprint, own_names, stub, stub_names, touching

MANIFEST = "return.yaml"
_FORMAT = "1"
_OF_ORGANISATIONS = frozenset({"id", "name", "parent", "currency", "handling"})  # what always leaves
_TAKEN = frozenset({"return", "legacymap"})  # names of files that mean something else
Dump = Callable[[Mapping[str, object]], str]


@dataclass(frozen=True, slots=True)
class Source:
    """What a return is made of: an inventory with the score of each system, and what those rest on.

    `least` is the lowest marking that anything made from the inventory carries, `impact` the groups of the
    framework that speak of impact, `not_read` how many records and files could not be read. `written` has
    records by full id, and organisations by id, as their files have them.
    """

    inventory: Inventory
    assessments: Mapping[str, Assessment]
    provenance: Provenance
    least: Handling = HANDLINGS[0]
    impact: frozenset[str] = frozenset()
    not_read: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom a return is made, of which systems (None: of all), and under which key.

    `sha256` is that of the audience's file; `supplier` is the text that contracts are looked through for;
    `impacts` lets withheld systems count, by the intervals of their impact, for what they stand on.
    """

    audience: Audience
    sha256: str
    chosen: frozenset[str] | None = None
    supplier: str = ""
    key: bytes | None = None
    impacts: bool = False
    department: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """The files of a return by name, and what it holds: records, stubs, and what did not leave by route.

    `shared` are the full ids at home of the systems that leave as records.
    """

    files: Mapping[str, str]
    shared: frozenset[str]
    records: int
    stubs: int
    withheld: Mapping[str, int]
    department: str
    organisations: tuple[str, ...] = field(default=())


def shared_systems(source: Source, wish: Wish) -> frozenset[str]:
    """The systems that leave as records: chosen, not marked too high, of the supplier."""
    inventory, audience = source.inventory, wish.audience
    if audience.records == "none":
        return frozenset()
    most = HANDLINGS.index(audience.up_to)
    return frozenset(
        system
        for system, record in inventory.records.items()
        if (wish.chosen is None or system in wish.chosen)
        and HANDLINGS.index(marking(source, record)) <= most
        and (audience.records == "all" or _supplies(record, wish.supplier))
    )


def marking(source: Source, record: Record) -> Handling:
    """The marking of a record at home, never below what the department's settings ask for."""
    return max(source.inventory.handling(record), source.least, key=HANDLINGS.index)


def made_return(source: Source, wish: Wish, dump: Dump) -> Return:
    """The files of a return; `dump` writes a document as YAML.

    Raises RequestError where nothing would leave, or where a record would carry a marking above the
    audience's own.
    """
    shared = shared_systems(source, wish)
    if not shared:
        raise RequestError(
            "No system leaves for this audience, so there is no return.",
            f"It sees records up to {wish.audience.up_to}; `--organisation` and `--tag` choose further.",
        )
    key = wish.key if wish.audience.names == "pseudonyms" else None
    names = own_names(shared, key)
    touched = touching(source.inventory, shared)
    stubs = stub_names(touched, names, wish.key)
    in_a_cycle = frozenset(member for cycle in source.inventory.part_cycles for member in cycle)
    work = _Work(source, wish, Names({**names, **stubs}, key), shared, in_a_cycle)
    by_organisation = _records(work, names, touched, stubs)
    _check_markings(work)
    files = {}
    for organisation, records in sorted(by_organisation.items()):
        documents = _documents(work, organisation, records)
        files[file_name(organisation)] = "---\n".join(dump(each) for each in documents)
    department = wish.department or _department(source.inventory, shared)
    work.withheld.update(_withheld_records(source.inventory, shared))
    withheld = dict(sorted(work.withheld.items()))
    made = Return(files, shared, len(names), len(stubs), withheld, department, tuple(sorted(by_organisation)))
    return replace(made, files={**files, MANIFEST: dump(_manifest(source, wish, made))})


def file_name(organisation: str) -> str:
    """The file of a return that holds an organisation."""
    return f"{organisation}.organisation.yaml" if organisation in _TAKEN else f"{organisation}.yaml"


def suppliers_of(inventory: Inventory, shared: Iterable[str], supplier: str) -> tuple[str, ...]:
    """The suppliers of some systems, as their contracts name them, that the one asked for may be."""
    named = {each.supplier for system in shared for each in inventory.records[system].system.contracts or ()}
    return tuple(sorted(each for each in named if each and _is_of(each, supplier)))


@dataclass(frozen=True, slots=True)
class _Work:
    source: Source
    wish: Wish
    names: Names
    shared: frozenset[str]
    in_a_cycle: frozenset[str]
    withheld: Counter[str] = field(default_factory=Counter)
    markings: dict[str, Handling] = field(default_factory=dict)


def _records(
    work: _Work, names: Mapping[str, str], touched: Mapping[str, Touching], stubs: Mapping[str, str]
) -> dict[str, list[Mapping[str, object]]]:
    """The records of each organisation, stubs among them, sorted by id."""
    found: dict[str, dict[str, Mapping[str, object]]] = {}
    allowed = Allowed(work.wish.audience)
    for system, name in names.items():
        organisation, _, short = name.partition("/")
        record = _record(work, work.source.inventory.records[system], short, allowed)
        found.setdefault(organisation, {})[short] = record
    for system, name in stubs.items():
        organisation, _, short = name.partition("/")
        made = stub(name, touched[system], names)
        if work.wish.impacts:
            made |= _levels(work, system, work.source.impact)
            work.markings[organisation] = max(
                work.markings.get(organisation, HANDLINGS[1]), HANDLINGS[1], key=HANDLINGS.index
            )
        found.setdefault(organisation, {})[short] = made
    return {organisation: [each[short] for short in sorted(each)] for organisation, each in found.items()}


def _record(work: _Work, record: Record, short: str, allowed: Allowed) -> Mapping[str, object]:
    audience, system = work.wish.audience, record.system
    is_renamed = work.names.key is not None
    in_years = audience.dates == "financial-year"
    how = Cut(allowed, _writer(work, record), in_years, work.withheld, record.invalid)
    name = f"System {short}" if is_renamed else system.name if allowed.leaves(("name",)) else short
    found: dict[str, object] = {"id": short, "name": name}
    skipped = {"id", "name", "owners", "withheld", "handling"}
    skipped |= {"aliases", "ids"} if is_renamed else set()
    skipped |= {"assessment"} if audience.scores != "facts" else set()
    for key in type(system).model_fields:
        value = system.answers if key == "owner" else getattr(system, key)
        if value is None or key in skipped:
            is_counted = key in {"aliases", "ids"} or (key == "assessment" and audience.scores == "none")
            work.withheld[key] += value is not None and is_counted
            continue
        if key == "contracts" and audience.records == "of-supplier":
            value = tuple(
                each for each in system.contracts or () if _is_of(each.supplier, work.wish.supplier)
            )
        each = cut(value, (key,), how)
        if each is not None and not (
            key in {"kind", "status"} and each == type(system).model_fields[key].default
        ):
            found[key] = _sorted(key, each)
    if audience.scores == "levels":
        scored = work.source.assessments.get(record.id)
        ids = {each.code: each.criterion for each in (scored.criteria if scored else ())}
        found |= _with_words(_levels(work, record.id), record, how, ids)
    _add_marking(work, record, found, allowed)
    written = work.source.written.get(record.id, record.extensions)
    if audience.is_everything and not is_renamed:
        with_own_keys(found, written)
    else:
        work.withheld["x-"] += own_keys(written)
    return found


def _writer(work: _Work, record: Record) -> Callable[[Steps, str], str | None]:
    """What a reference of a record becomes; None where it is gone: withheld, without a trace, or dangling."""
    inventory, names = work.source.inventory, work.names

    def written(path: Steps, reference: str) -> str | None:
        full_id = record.full_id(reference)
        if full_id == record.id or (path == ("part_of",) and record.id in work.in_a_cycle):
            return None
        if full_id in inventory.records:
            return names.written(full_id, record.organisation)
        presence = inventory.presence(full_id)
        is_there = presence == "not-loaded" or (presence == "missing" and path == ("used_by",))
        return names.elsewhere(full_id, record.organisation) if is_there else None

    return written


def _sorted(key: str, value: object) -> object:
    """Lists of systems in the order of what is written, so that their order tells nothing."""
    if key not in {"depends_on", "used_by"} or not isinstance(value, list):
        return value
    short = [each["system"] if isinstance(each, dict) and len(each) == 1 else each for each in value]
    return sorted(
        short, key=lambda each: (each["system"], str(each)) if isinstance(each, dict) else (each, "")
    )


def _with_words(
    levels: dict[str, object], record: Record, how: Cut, ids: Mapping[str, str]
) -> dict[str, object]:
    """The same with the assessor, date and evidence of an assessment, where an audience names these routes.

    `ids` has the id of each criterion by its code.
    """
    assessment, stated = levels.get("assessment"), record.system.assessment
    if not isinstance(assessment, dict) or stated is None:
        return levels
    for key in ("date", "assessor"):
        value = cut(getattr(stated, key), ("assessment", key), how)
        if value is not None:
            assessment[key] = value
    path = ("assessment", "scores", "evidence")
    for key, level in assessment["scores"].items():
        named = (stated.scores or {}).get(key) or (stated.scores or {}).get(ids.get(key, ""))
        evidence = cut(named.evidence, path, how) if named else None
        if evidence is not None:
            level["evidence"] = evidence
    return levels


def _levels(work: _Work, system: str, groups: frozenset[str] | None = None) -> dict[str, object]:
    """The criteria of a system as intervals: all, or those of some groups; nothing where it is not scored."""
    assessment = work.source.assessments.get(system)
    criteria = assessment.criteria if assessment else ()
    scores = [each for each in criteria if groups is None or each.group in groups]
    if not scores:
        return {}
    levels = {
        score.code: {
            "between": [str(score.low), str(score.high)],
            "basis": "unknown" if score.basis == "unknown" else "shared",
        }
        for score in scores
    }
    return {"assessment": {"framework": work.source.provenance.framework.id, "scores": levels}}


def _add_marking(work: _Work, record: Record, found: dict[str, object], allowed: Allowed) -> None:
    """Its marking, which the record states where the audience sees it; else its organisation carries it."""
    own = marking(work.source, record)
    holds = bool(found.get("incidents")) or "vulnerabilities" in found or "assessment" in found
    is_stated = record.system.handling or work.source.inventory.organisation(record.organisation).handling
    if holds and not is_stated:
        own = max(own, HANDLINGS[1], key=HANDLINGS.index)
    if allowed.leaves(("handling",)):
        found["handling"] = own
    organisation = record.organisation
    work.markings[organisation] = max(work.markings.get(organisation, own), own, key=HANDLINGS.index)


def _check_markings(work: _Work) -> None:
    most = HANDLINGS.index(work.wish.audience.up_to)
    above = [each for each, mark in sorted(work.markings.items()) if HANDLINGS.index(mark) > most]
    if above:
        audience = work.wish.audience
        raise RequestError(
            f"The audience `{audience.audience}` sees records up to {audience.up_to}, but what it lets out "
            f"(scores, incidents or vulnerabilities) is marked higher, in {listed(above, 'and')}.",
            "Let less out, or raise `up_to` to official-sensitive.",
        )


def _documents(
    work: _Work, organisation: str, records: list[Mapping[str, object]]
) -> list[Mapping[str, object]]:
    """The documents of an organisation's file: itself with its systems, then the organisations above it."""
    inventory = work.source.inventory
    first, *above = inventory.lineage(organisation)
    documents: list[Mapping[str, object]] = [
        {"legacymap": _FORMAT, "organisation": _described(work, first), "systems": records}
    ]
    documents += [{"organisation": _described(work, each)} for each in above if each in inventory.described]
    return documents


def _described(work: _Work, organisation: str) -> Mapping[str, object]:
    """What leaves of an organisation: id, name, parent and currency; for `all`, what it is and states."""
    inventory, audience = work.source.inventory, work.wish.audience
    about = inventory.organisation(organisation)
    found: dict[str, object] = {"id": organisation}
    if about.name:
        found["name"] = about.name
    if len(list(inventory.lineage(organisation))) > 1 and about.parent:
        found["parent"] = about.parent
    if about.currency:
        found["currency"] = about.currency
    written = work.source.written.get(organisation, {})
    if audience.is_everything:
        found |= _everything(about, Allowed(audience))
        with_own_keys(found, written)
    else:
        stated = (key for key in type(about).model_fields if getattr(about, key) is not None)
        work.withheld.update(f"organisation.{key}" for key in stated if key not in _OF_ORGANISATIONS)
        work.withheld["x-"] += own_keys(written)
    if not Allowed(audience).leaves(("handling",)) and organisation in work.markings:
        found["handling"] = work.markings[organisation]
    return found


def _everything(about: Organisation, allowed: Allowed) -> dict[str, object]:
    kept: dict[str, object] = {}
    as_stated = Cut(allowed, lambda _, reference: reference, in_years=False)
    if about.sources:
        kept["sources"] = cut(about.sources, ("sources",), as_stated)
    if about.annual_budget is not None:
        kept["annual_budget"] = money_text(about.annual_budget)
    if about.tags:
        kept["tags"] = list(about.tags)
    if about.notes:
        kept["notes"] = about.notes
    if about.handling:
        kept["handling"] = about.handling
    return kept


def _department(inventory: Inventory, shared: frozenset[str]) -> str:
    """The family that most of the shared systems belong to."""
    counts = Counter(inventory.family(inventory.records[system].organisation) for system in shared)
    return min(counts, key=lambda each: (-counts[each], each))


def _withheld_records(inventory: Inventory, shared: frozenset[str]) -> dict[str, int]:
    withheld = len(inventory.records) - len(shared)
    return {"records": withheld} if withheld else {}


def _manifest(source: Source, wish: Wish, made: Return) -> Mapping[str, object]:
    provenance, audience = source.provenance, wish.audience
    pseudonyms = {"pseudonyms": fingerprint(wish.key)} if wish.key else {}
    not_read = {"not_read": {each: str(count) for each, count in source.not_read.items()}}
    return {
        "legacymap": _FORMAT,
        "share": {
            "audience": audience.audience,
            "title": audience.title,
            "audience_sha256": wish.sha256,
            "names": audience.names,
            **pseudonyms,
            "department": made.department,
            "organisations": list(made.organisations),
            "as_of": provenance.as_of.isoformat(),
            "tool": f"legacymap {provenance.legacymap}",
            "framework": _edition(provenance.framework),
            "lifecycle": _edition(provenance.lifecycle),
            "inventory_sha256": provenance.inventory_sha256,
            "records": str(made.records),
            "stubs": str(made.stubs),
            "withheld": {route: str(count) for route, count in made.withheld.items() if count},
            **(not_read if source.not_read else {}),
            "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in made.files.items()},
        },
    }


def _edition(edition: Edition | CatalogueEdition) -> Mapping[str, str]:
    return {"id": edition.id, "version": edition.version, "sha256": edition.sha256}


def _supplies(record: Record, supplier: str) -> bool:
    return any(_is_of(each.supplier, supplier) for each in record.system.contracts or ())


def _is_of(named: str | None, supplier: str) -> bool:
    """Whether a contract's supplier is the one asked for: by whole words, whatever their case."""
    wanted = re.escape(supplier.strip().casefold())
    return bool(named) and re.search(rf"(?<!\w){wanted}(?!\w)", str(named).casefold()) is not None
