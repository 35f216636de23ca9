"""An impact as people read it: what stops and what degrades, services first, by organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from legacymap.domain.connections import Affected, Impact, Share, Sum
from legacymap.domain.inventory import Record
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.content.scan import cycles, findings
from legacymap.reports.view import (
    BRIEF,
    FOR_DATA,
    NAME,
    WHOLE_ID,
    Cell,
    Column,
    Columns,
    Judgement,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, marking_text, rating_of, rough

_ROUTE = "Along: -> a hard arrow, ~> a soft one; with ? it is assumed (-?>, ~?>)."
_DOWNSTREAM = {
    "stops": Judgement("stops", "stops", "alarm"),
    "degrades": Judgement("degrades", "degrades", "caution"),
}
_UPSTREAM = {
    "stops": Judgement("stops", "would stop it", "alarm"),
    "degrades": Judgement("degrades", "would degrade it", "caution"),
}
_SYSTEMS = {
    "downstream": "What stops and what degrades",
    "upstream": "What would stop it, then what would degrade it, each weakest first",
}
_BY_ORGANISATION = "By organisation"
_TOUCHED = (
    Column("services", "services", "count", priority=2),
    Column("users", "users", priority=3),
    Column("transactions_per_year", "transactions a year", priority=4),
)
_UNKNOWN = (
    "Users and transactions are added up where records state them, in brackets by how many of the systems; "
    "a person may count several times."
)


def affected(impact: Impact) -> tuple[Table, ...]:
    """A row for each system; nothing where there is none."""
    if not impact.affected:
        return ()
    effects = _UPSTREAM if impact.direction == "upstream" else _DOWNSTREAM
    told = _columns(impact)
    rows = tuple((effects[each.effect], *(cell(each) for _, cell in told)) for each in impact.affected)
    columns = (Column("effect", "effect"), *(_shown(column, impact) for column, _ in told))
    return (Table(_SYSTEMS[impact.direction], columns, rows, _ROUTE),)


def affected_services(impact: Impact) -> tuple[Table, ...]:
    """The services among them with their users; downstream only, and nothing where there is none."""
    services = [each for each in impact.affected if each.kind == "service"]
    if impact.direction == "upstream" or not services:
        return ()
    told = (*_system_columns(impact, "service", least=BRIEF), *_SERVICE)
    rows = tuple((_DOWNSTREAM[each.effect], *(cell(each) for _, cell in told)) for each in services)
    columns = (Column("effect", "effect"), *(column for column, _ in told))
    return (Table("Services among them", columns, rows),)


def affected_organisations(impact: Impact) -> tuple[Table, ...]:
    """A row for each organisation; nothing where there is none."""
    shares = impact.organisations
    if not shares:
        return ()
    rows: tuple[tuple[Cell, ...], ...]
    if impact.direction == "upstream":
        rows = tuple((*_organisation_named(share), share.stop, share.degrade) for share in shares)
        return (Table(_BY_ORGANISATION, _effects("would stop it", "would degrade it"), rows),)
    rows = tuple(_organisation(share) for share in shares)
    return (Table(_BY_ORGANISATION, (*_effects("stop", "degrade"), *_TOUCHED), rows, _UNKNOWN),)


_FIRST_STEPS, _LAST_STEPS = 12, 4


def _shown(column: Column, impact: Impact) -> Column:
    """The column; one that says nothing of any system is for data only."""
    says = {
        "part_of": any(each.part_of for each in impact.affected),
        "kinds": any(step.kind for each in impact.affected for step in each.arrows),
        "notes": any(step.note for each in impact.affected for step in each.arrows),
    }
    return column if says.get(column.key, True) else replace(column, priority=FOR_DATA)


def _effects(stop: str, degrade: str) -> tuple[Column, ...]:
    return (
        Column("name", "organisation", "prose", least=BRIEF),
        Column("organisation", "id", priority=5),
        Column("stop", stop, "count"),
        Column("degrade", degrade, "count"),
    )


def _path_text(each: Affected, impact: Impact) -> Judgement:
    """The way: in data by ids, `a/x -> dwp/cis ~?> dwp/vme`; to people by names, without its first."""
    arrows = [
        f"{'-' if arrow.strength == 'hard' else '~'}{'?' if arrow.confidence == 'assumed' else ''}>"
        for arrow in each.arrows
    ]
    by_id = _way(arrows, each.path[1:])
    return Judgement(f"{each.path[0]} {by_id}", _way(arrows, [impact.named(step) for step in each.path[1:]]))


def _way(arrows: Sequence[str], systems: Sequence[str]) -> str:
    pairs = zip(arrows, systems, strict=True)
    return " ".join(_curtailed([f"{arrow} {system}" for arrow, system in pairs]))


def _curtailed(steps: list[str]) -> list[str]:
    """The steps of a path, of a long one its beginning and end: what lies between, other rows tell."""
    between = len(steps) - _FIRST_STEPS - _LAST_STEPS
    if between <= 1:
        return steps
    return [*steps[:_FIRST_STEPS], f"… {between:,} more …", *steps[-_LAST_STEPS:]]


def _organisation(share: Share) -> tuple[Cell, ...]:
    return (
        *_organisation_named(share),
        share.stop,
        share.degrade,
        share.services,
        _stated(share.users),
        _stated(share.transactions_per_year),
    )


def _organisation_named(share: Share) -> tuple[Cell, ...]:
    return Judgement(share.name or "", share.name or share.organisation), share.organisation


def _stated(found: Sum) -> str | None:
    return None if found.total is None else f"{found.total:,} ({found.stated} of {found.systems})"


def _users(each: Affected) -> Cell:
    return each.users


def _group(each: Affected) -> Cell:
    users = each.record.system.users if each.record else None
    return users.group if users else None


def _transactions(each: Affected) -> Cell:
    return each.transactions_per_year


def _listed(words: Iterable[str | None]) -> str | None:
    """What is said of the steps of a path, in their order; a step of which nothing is said has a dash."""
    said = [each or "-" for each in words]
    return "; ".join(_curtailed(said)) if any(each != "-" for each in said) else None


def _data(key: str) -> Column:
    return Column(key, key, priority=FOR_DATA)


def _system_columns(impact: Impact, heading: str, least: int) -> Columns[Affected]:
    """A system by its name and, where there is room, its id; in data a name is only what a record states."""

    def name(each: Affected) -> Cell:
        return Judgement(each.name or "", impact.named(each.id))

    return (
        (Column("name", heading, "prose", least=least), name),
        (Column("system", "id", priority=6, least=WHOLE_ID), lambda each: each.id),
    )


def _columns(impact: Impact) -> Columns[Affected]:
    """What is told of each affected system."""

    def whole(each: Affected) -> Cell:
        return Judgement(each.part_of, impact.named(each.part_of)) if each.part_of else None

    return (
        *_system_columns(impact, "system", least=NAME),
        *_OF_A_SYSTEM,
        (Column("part_of", "part of", priority=5), whole),
        *_OF_A_WAY,
        (Column("way", "along", "prose", least=NAME), lambda each: _path_text(each, impact)),
    )


_OF_A_SYSTEM: Columns[Affected] = (
    (_data("organisation"), lambda each: each.organisation),
    (Column("kind", "kind", priority=4), lambda each: each.kind),
    (Column("rating", "rating", priority=3), lambda each: rating_of(each.rating)),
)
_OF_A_WAY: Columns[Affected] = (
    (_data("users"), _users),
    (_data("user_group"), _group),
    (_data("transactions_per_year"), _transactions),
    (_data("steps"), lambda each: len(each.arrows)),
    (_data("assumed_steps"), lambda each: sum(arrow.confidence == "assumed" for arrow in each.arrows)),
    (Column("kinds", "kinds", "prose", priority=7), lambda each: _listed(step.kind for step in each.arrows)),
    (
        Column("notes", "notes", "prose", priority=8, least=NAME),
        lambda each: _listed(step.note for step in each.arrows),
    ),
)
_SERVICE: Columns[Affected] = (
    (Column("users", "users", "count"), _users),
    (Column("user_group", "who", priority=2), _group),
    (Column("transactions_per_year", "transactions a year", "count"), _transactions),
)


def consequence(impact: Impact) -> tuple[Prose, ...]:
    """Who stops and who degrades, where, how many services, and with how many users."""
    if not impact.in_estate:
        return (Prose(_outside(impact)),)
    told = _upstream(impact) if impact.direction == "upstream" else _downstream(impact)
    return (Prose(told), *_whole(impact))


def _outside(impact: Impact) -> str:
    status = impact.system.record.system.status if impact.system.record else ""
    return f"Its status is {status}, so it is not part of the estate, and no arrow reaches it or leaves it."


def _downstream(impact: Impact) -> str:
    name, total = _consequence_name(impact), impact.totals
    if not impact.affected:
        record = impact.system.record
        complete = record is not None and record.system.consumers_complete
        sure = "its record states that every consumer is known" if complete else "consumers may be missing"
        return f"If {name} stops, no other system is known to stop or degrade; {sure}."
    stop = f"{counted(total.stop, 'system stops', 'systems stop')}" if total.stop else "no system stops"
    degrade = counted(total.degrade, "degrades", "degrade") if total.degrade else "none degrades"
    where = counted(len(impact.organisations), "organisation")
    unless, sure = _assumed(impact)
    return f"If {name} stops, {stop} and {degrade}, in {where}{unless}. {_services(impact)}{sure}"


def _assumed(impact: Impact) -> tuple[str, str]:
    """That it rests on assumed arrows, and what holds along confirmed ones; empty where all does."""
    sure = [each for each in impact.affected if each.is_confirmed]
    if len(sure) == len(impact.affected):
        return "", ""
    stop = sum(each.effect == "stops" for each in sure)
    degrade = len(sure) - stop
    if impact.direction == "upstream":
        counts = f"{_count(stop)} would stop it and {_count(degrade)} would degrade it"
    else:
        counts = f"{_count(stop)} stop and {_count(degrade)} degrade"
    told = f" Along confirmed arrows alone {counts}."
    return ", if assumed arrows hold", told


def _count(systems: int) -> str:
    return f"{systems:,}" if systems else "none"


def _services(impact: Impact) -> str:
    count = impact.totals.services
    if not count:
        return "No service is among them."
    verb = "1 of them is a service" if count == 1 else f"{count:,} of them are services"
    users = _known(impact.services.users, "user")
    transactions = _known(impact.services.transactions_per_year, "transaction", " a year")
    return f"{verb}, with {users} and {transactions}."


def _known(found: Sum, noun: str, suffix: str = "") -> str:
    """`2.1m users known (3 state no count)`, or that nothing is known."""
    if found.total is None:
        return f"no count of {noun}s{suffix} known"
    plural = noun if found.total == 1 else f"{noun}s"
    silent = found.systems - found.stated
    rest = f" ({counted(silent, 'states', 'state')} no count)" if silent else ""
    return f"{rough(found.total)} {plural}{suffix} known{rest}"


def _upstream(impact: Impact) -> str:
    name, total = _consequence_name(impact), impact.totals
    if not impact.affected:
        return f"{name} is not known to need any system."
    where = counted(len(impact.organisations), "organisation")
    stands = f"{name} stands on {counted(total.stop + total.degrade, 'system')}, in {where}"
    parts = [
        *([f"it stops {_when(total.stop)}"] if total.stop else []),
        *([f"it degrades {_when(total.degrade)}"] if total.degrade else []),
    ]
    unless, sure = _assumed(impact)
    return f"{stands}: {', and '.join(parts)}{unless}. {_weakest(impact)}".rstrip() + sure


def _when(count: int) -> str:
    return "when 1 of them does" if count == 1 else f"when any of {count:,} does"


def _weakest(impact: Impact) -> str:
    scored = [each for each in impact.affected if each.effect == "stops" and each.rating]
    if not scored:
        return "None of those that would stop it is scored." if impact.totals.stop else ""
    assumed = "" if scored[0].is_confirmed else ", along an assumed arrow"
    rating = rating_of(scored[0].rating).words
    return f"The weakest that would stop it is {impact.named(scored[0].id)} ({rating}{assumed})."


def _whole(impact: Impact) -> tuple[Prose, ...]:
    """Its own users, what it is part of, and its parts, which are judged by their own arrows."""
    told = [*_own(impact.system.record)]
    if impact.system.part_of:
        told.append(f"It is part of {impact.named(impact.system.part_of)}.")
    if impact.parts:
        told.append(f"Its parts go by their own arrows: {'; '.join(map(impact.named, impact.parts))}.")
    return (Prose(" ".join(told)),) if told else ()


def _own(record: Record | None) -> tuple[str, ...]:
    """What the record of the system itself states of users and transactions."""
    users = record.system.users.count if record and record.system.users else None
    transactions = record.system.transactions_per_year if record else None
    stated = [
        *([counted(users, "user")] if users is not None else []),
        *([counted(transactions, "transaction") + " a year"] if transactions is not None else []),
    ]
    return (f"Its own record states {' and '.join(stated)}.",) if stated else ()


def _consequence_name(impact: Impact) -> str:
    record = impact.system.record
    return record.system.name if record else impact.system.id


def impact_view(impact: Impact) -> View:
    """The consequence in words, every system with its way, services, organisations, cycles with it."""
    record = impact.system.record
    system = f"{record.system.name} ({impact.system.id})" if record else impact.system.id
    return View(
        title=f"{'What it stands on' if impact.direction == 'upstream' else 'Impact'}: {system}",
        marking=marking_text(impact.handling, impact.provenance),
        blocks=(
            *lacks(impact.incomplete),
            *consequence(impact),
            *affected(impact),
            *affected_services(impact),
            *affected_organisations(impact),
            *cycles(impact.cycles, impact.names),
            findings(impact.diagnostics),
        ),
        provenance=provenance(impact.provenance),
    )
