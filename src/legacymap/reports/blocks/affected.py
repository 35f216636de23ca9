"""The systems that an impact reaches: all of them, the services, and by organisation."""

from collections.abc import Callable
from dataclasses import replace

from legacymap.domain.impact import Affected, Impact, Share, Sum
from legacymap.reports.judgements import rating_of
from legacymap.reports.view import FOR_DATA, Cell, Column, Judgement, Table

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
    rows = tuple((effects[each.effect], *(cell(each) for _, cell in _COLUMNS)) for each in impact.affected)
    columns = (Column("effect", "effect"), *(_shown(column, impact) for column, _ in _COLUMNS))
    return (Table(_SYSTEMS[impact.direction], columns, rows, _ROUTE),)


def affected_services(impact: Impact) -> tuple[Table, ...]:
    """The services among them with their users; downstream only, and nothing where there is none."""
    services = [each for each in impact.affected if each.member.kind == "service"]
    if impact.direction == "upstream" or not services:
        return ()
    rows = tuple((_DOWNSTREAM[each.effect], *(cell(each) for _, cell in _SERVICE)) for each in services)
    columns = (Column("effect", "effect"), *(column for column, _ in _SERVICE))
    return (Table("Services among them", columns, rows),)


def affected_organisations(impact: Impact) -> tuple[Table, ...]:
    """A row for each organisation; nothing where there is none."""
    shares = impact.organisations
    if not shares:
        return ()
    rows: tuple[tuple[Cell, ...], ...]
    if impact.direction == "upstream":
        rows = tuple((share.organisation, share.name, share.stop, share.degrade) for share in shares)
        return (Table(_BY_ORGANISATION, _effects("would stop it", "would degrade it"), rows),)
    rows = tuple(_organisation(share) for share in shares)
    return (Table(_BY_ORGANISATION, (*_effects("stop", "degrade"), *_TOUCHED), rows, _UNKNOWN),)


def _shown(column: Column, impact: Impact) -> Column:
    """The column; one that says for each system that it is part of nothing is for data only."""
    if column.key != "part_of" or any(each.member.whole for each in impact.affected):
        return column
    return replace(column, priority=FOR_DATA)


def _effects(stop: str, degrade: str) -> tuple[Column, ...]:
    return (
        Column("organisation", "organisation"),
        Column("name", "name", priority=5),
        Column("stop", stop, "count"),
        Column("degrade", degrade, "count"),
    )


def _way(each: Affected) -> Judgement:
    """The way, to people after its first system: `-> dwp/cis ~?> home-office/pnc`."""
    steps = []
    for arrow in each.way:
        doubt = "" if arrow.confirmed else "?"
        steps.append(f"{'-' if arrow.hard else '~'}{doubt}> {arrow.needed}")
    words = " ".join(steps)
    return Judgement(f"{each.way[0].consumer} {words}", words)


def _organisation(share: Share) -> tuple[Cell, ...]:
    return (
        share.organisation,
        share.name,
        share.stop,
        share.degrade,
        share.services,
        _stated(share.users),
        _stated(share.transactions_per_year),
    )


def _stated(found: Sum) -> str | None:
    return None if found.total is None else f"{found.total:,} ({found.stated} of {found.systems})"


def _name(each: Affected) -> Cell:
    return each.member.record.system.name if each.member.record else None


def _users(each: Affected) -> Cell:
    users = each.member.record.system.users if each.member.record else None
    return users.count if users else None


def _group(each: Affected) -> Cell:
    users = each.member.record.system.users if each.member.record else None
    return users.group if users else None


def _transactions(each: Affected) -> Cell:
    return each.member.record.system.transactions_per_year if each.member.record else None


def _data(key: str) -> Column:
    return Column(key, key, priority=FOR_DATA)


_COLUMNS: tuple[tuple[Column, Callable[[Affected], Cell]], ...] = (
    (Column("system", "system", "prose", least=26), lambda each: each.member.system),
    (Column("name", "name", priority=6), _name),
    (_data("organisation"), lambda each: each.member.organisation),
    (Column("kind", "kind", priority=4), lambda each: each.member.kind),
    (Column("rating", "rating", priority=3), lambda each: rating_of(each.member.rating)),
    (Column("part_of", "part of", priority=5), lambda each: each.member.whole),
    (_data("users"), _users),
    (_data("user_group"), _group),
    (_data("transactions_per_year"), _transactions),
    (_data("steps"), lambda each: len(each.way)),
    (_data("assumed_steps"), lambda each: sum(not arrow.confirmed for arrow in each.way)),
    (Column("way", "along", "prose", least=26), _way),
)
_SERVICE: tuple[tuple[Column, Callable[[Affected], Cell]], ...] = (
    (Column("system", "service", least=26), lambda each: each.member.system),
    (Column("name", "name", priority=3), _name),
    (Column("users", "users", "count"), _users),
    (Column("user_group", "who", priority=2), _group),
    (Column("transactions_per_year", "transactions a year", "count"), _transactions),
)
