"""What a cell says as a field of the inventory: one reading a kind of field (exchange, section 3.3)."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import CellInDoubt, Outcome, Read, Reader, Refused, Value
from legacymap.exchange.readings.cells import (
    asked,
    doubted,
    identifier,
    long_text,
    looks_like_a_person,
    plain,
    read_owner,
    text,
    text_of,
    version,
)
from legacymap.exchange.readings.quantities import (
    MoneyColumn,
    Order,
    read_count,
    read_date,
    read_end,
    read_financial_year,
    read_money,
    read_share,
)
from legacymap.exchange.readings.words import WORDS, read_partly, read_word, read_yes_no

Kind = Literal[
    "text", "long-text", "id", "version", "date", "end", "financial-year", "money", "count", "share",
    "yes-no", "partly", "word", "owner", "level", "list", "references", "technologies", "technology",
]  # fmt: skip
_KINDS: Mapping[str, Kind] = {
    "id": "id",
    "description": "long-text",
    "purpose": "long-text",
    "notes": "long-text",
    "aliases": "list",
    "tags": "list",
    "in_service": "date",
    "last_upgraded": "date",
    "retires": "date",
    "replaced_by": "references",
    "part_of": "references",
    "depends_on": "references",
    "used_by": "references",
    "owner": "owner",
    "owner.business": "owner",
    "owner.technical": "owner",
    "users.count": "count",
    "transactions_per_year": "count",
    "data.personal": "yes-no",
    "technologies": "technologies",
    "technologies.product": "technology",
    "technologies.version": "version",
    "technologies.upgrade_planned": "yes-no",
    "technologies.support.standard_ends": "end",
    "technologies.support.extended_ends": "end",
    "technologies.support.ours_ends": "end",
    "contracts.ends": "end",
    "contracts.replacement_agreed": "yes-no",
    "contracts.exit_cost": "money",
    "consumers_complete": "yes-no",
    "incidents_complete": "yes-no",
    "incidents.date": "date",
    "incidents.ongoing": "yes-no",
    "vulnerabilities.known": "yes-no",
    "vulnerabilities.checked": "date",
    "assessment.date": "date",
    "assessment.assessor": "owner",
    "costs.annual_run": "money",
    "costs.cost_of_failure": "money",
    "costs.real_growth": "share",
    "costs.price_base": "financial-year",
    "remediation.plan.agreed": "partly",
    "remediation.plan.funded": "partly",
    "remediation.plan.ringfenced": "money",
    "remediation.plan.target": "date",
    "sources.date": "date",
}
# The fields of a record that hold one value, by the names under which our own register writes them.
SINGLE_ROUTES = frozenset(
    route
    for route in (*_KINDS, *WORDS)
    if ("." in route or "_" in route)
    and route.partition(".")[0] not in {"technologies", "contracts", "incidents", "depends_on", "sources"}
)
_PLAIN_MONEY = MoneyColumn()
_ITEM = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a column before its cells are read.

    `order` of its dates, None where its cells contradict each other; `values` maps words (compared without
    case) to what they mean, None where a word is a question; `currency` is the organisation's.
    """

    order: Order | None = "dmy"
    money: MoneyColumn = _PLAIN_MONEY
    currency: str = "GBP"
    values: Mapping[str, str | None] | None = None
    names_a_person: Callable[[str], bool] = lambda _: False
    keep_persons: bool = False


def kind_of(route: str) -> Kind:
    """What kind of field a route is; item names (`contracts[main].ends`) and own keys (`x-`) included."""
    bare = _ITEM.sub("", route)
    if bare in WORDS:
        return "word"
    if bare.startswith("ids."):
        return "id"
    if bare.startswith("assessment.scores."):
        return "level"
    return _KINDS.get(bare, "text")


def reader(route: str, reading: Reading | None = None) -> Reader:
    """What reads the cells of a column that stands for `route`."""
    known = reading or Reading()
    plainly = _reader(kind_of(route), _ITEM.sub("", route), known)
    if known.values is None:
        return plainly
    words = {plain(word): meaning for word, meaning in known.values.items()}
    return partial(
        _mapped, _closed(plainly) if kind_of(route) in {"word", "level"} else plainly, plainly, words
    )


def read_level(value: Value, _number_format: str = "") -> Outcome:
    """A level of a scale (not yet held against it): `4`, `4 - …`, `unknown` or `not-applicable`."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    words = text_of(value)
    if plain(words) in {"unknown", "not-applicable", "not applicable"}:
        return Read(plain(words).replace(" ", "-"))
    found = re.fullmatch(r"([0-9]{1,2})(?:\.|\.\s.*|\s*[-–:)]\s*[^0-9\s].*)?", words, re.DOTALL)
    return Read(str(int(found[1]))) if found else asked("is not a level of the scale", "Write its number.")


def _reader(kind: Kind, route: str, known: Reading) -> Reader:
    simple: Mapping[str, Reader] = {
        "text": text,
        "long-text": long_text,
        "id": identifier,
        "version": version,
        "financial-year": read_financial_year,
        "count": read_count,
        "share": read_share,
        "yes-no": read_yes_no,
        "partly": read_partly,
        "level": read_level,
    }
    if kind in simple:
        return simple[kind]
    if kind == "word":
        return lambda value, _: read_word(value, route)
    if kind in {"date", "end"}:
        reading = read_date if kind == "date" else read_end
        return lambda value, _: reading(value, known.order)
    if kind == "money":
        return lambda value, number_format: read_money(value, number_format, known.money, known.currency)
    if kind == "owner":
        is_person = partial(looks_like_a_person, names_a_person=known.names_a_person)
        return lambda value, _: read_owner(value, is_person, keep_persons=known.keep_persons)
    return text


def _closed(plainly: Reader) -> Reader:
    """The reading of a field with fixed words whose mapping lists all that a source may say."""
    why, hint = "is a word that the mapping does not list", "Add it to the `values` of its column."
    return lambda value, form: plainly(value, form) if isinstance(value, CellInDoubt) else asked(why, hint)


def _mapped(
    others: Reader, own: Reader, words: Mapping[str, str | None], value: Value, number_format: str
) -> Outcome:
    """What a word of the mapping's `values` means, else what the reading of `others` makes of it."""
    written = plain(text_of(value))
    if isinstance(value, CellInDoubt) or written not in words:
        return others(value, number_format)
    meaning = words[written]
    if meaning is not None:
        return Read(meaning)
    outcome = own(value, number_format)
    if isinstance(outcome, Refused) and not outcome.keeps:
        return outcome  # a person
    if isinstance(outcome, Read) and not outcome.value:
        return outcome  # a word that says nothing, and so needs no meaning
    return asked("has no meaning in the mapping yet", "Write it beside the word, in the column's `values`.")
