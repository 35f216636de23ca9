"""What people are told of a fault: code, severity, waiver and fingerprint, in words that give nothing away.

The rulebook knows the rules by the words that people choose them with; waivers accept findings for a time;
redaction says which findings speak of what must not be quoted where many people read (format, section 9).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic, Fault, Place, Route, RulePage, Severity, path_text
from legacymap.domain.inventory import Inventory, Record, WaiverRecord
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.settings import Weight
from legacymap.domain.values import HANDLINGS, Handling

Located = tuple[Fault, Place, tuple[tuple[Place, str], ...]]
_WITHHELD = "What it says is withheld here; `legacymap validate` shows it."
_BEGINNING = re.compile(r"LM[0-9]{0,2}")
_LIST = "`legacymap rules` lists the rules."
Waived = Mapping[tuple[str, str], str]
_WORDS = {"reason": "reason", "expires": "expiry"}
SENSITIVE_FIELDS = frozenset({"vulnerabilities", "incidents", "assessment"})
_OPEN: Handling = "official"
_QUOTED = re.compile(r"`([^`]+)`")


def _always(_: Fault) -> bool:
    return True


class Rulebook:
    """Every rule's page, found by name, code or the words of people."""

    def __init__(self, pages: Iterable[RulePage]) -> None:
        self.pages = tuple(pages)
        self.by_name: Mapping[str, RulePage] = {each.name: each for each in self.pages}
        self.by_code: Mapping[str, RulePage] = {each.code: each for each in self.pages}

    def __iter__(self) -> Iterator[RulePage]:
        return iter(self.pages)

    def page(self, word: str) -> RulePage | None:
        """The page of the rule of this code or name."""
        return self.by_code.get(word.strip().upper()) or self.by_name.get(word.strip().lower())

    def named(self, word: str) -> RulePage:
        """The same of a word that was asked for; RequestError when it names no rule, with the nearest."""
        page = self.page(word)
        if page is None:
            raise RequestError(f"There is no rule `{word}`.", self.hint(word))
        return page

    def code(self, fault: Fault) -> str:
        """The code of the rule that a fault breaks."""
        return self.by_name[fault.rule].code

    def weight(self, fault: Fault, weights: Mapping[str, Weight]) -> Weight:
        """What a fault weighs: what settings say of its rule by code or name, else what the rule says."""
        rule = self.by_name[fault.rule]
        own: Weight = "error" if rule.severity == "error" else "warning"  # no fault of an inventory is a note
        return weights.get(rule.code) or weights.get(rule.name) or own

    def codes(self, word: str) -> tuple[str, ...]:
        """The codes of the rules that a word means; none when it is no code, name or beginning of a code."""
        wanted = word.strip()
        if wanted in self.by_name:
            return (self.by_name[wanted].code,)
        code = wanted.upper()
        if code in self.by_code:
            return (code,)
        if not _BEGINNING.fullmatch(code):
            return ()
        return tuple(each.code for each in self.pages if each.code.startswith(code))

    def hint(self, word: str) -> str:
        """What to write instead of a word that means no rule."""
        wanted = word.strip()
        begun = next(
            (name for name in self.by_name if len(wanted) > 3 and name.startswith(wanted.lower())), None
        )
        meant = f"Did you mean `{begun}`?" if begun else did_you_mean(wanted, (*self.by_code, *self.by_name))
        return meant or _LIST

    def weights(self, severities: Mapping[str, Weight]) -> dict[str, Weight]:
        """The weight of each rule that is given one: code or name beats beginning, longer beats shorter."""
        found: dict[str, Weight] = {}
        for word in sorted(severities, key=_exactness):
            found |= dict.fromkeys(self.codes(word), severities[word])
        return found


class Redaction:
    """Judges findings by the fields and the records that they are about; what nobody could read is sensitive.

    `least` is the lowest marking that any record of this run has.
    """

    def __init__(self, inventory: Inventory, faults: Iterable[Fault], least: Handling = _OPEN) -> None:
        self._inventory = inventory
        self._is_open_at_all = least == _OPEN
        # Several records share these ids, and only the marking of the first is known.
        self._shared = frozenset(each.system for each in faults if each.rule == "duplicate-system")
        self._judged: dict[str, bool] = {}

    def is_sensitive(self, fault: Fault) -> bool:
        """Whether the message or hint of a fault may quote a value that is not for everybody."""
        if fault.subject and fault.subject[0] in SENSITIVE_FIELDS:
            return True
        if fault.system:
            about_it = self._is_sensitive_system(fault.system)
        else:
            about_it = self._is_sensitive_place(fault.where)
        related = any(self._is_sensitive_place(route) for route, _ in fault.related)
        return about_it or related or self._names_sensitive(f"{fault.message} {fault.hint}")

    def may_name(self, system: str) -> bool:
        """Whether outputs that many people see may name a system: its own record is not sensitive."""
        return system not in self._inventory.records or not self._is_sensitive_system(system)

    def _names_sensitive(self, text: str) -> bool:
        """Whether words name a record that is sensitive itself, as a hint may: by id, short id or name."""
        return any(word.casefold() in self._sensitive_words for word in _QUOTED.findall(text))

    @cached_property
    def _sensitive_words(self) -> Collection[str]:
        sensitive = [each for each in self._inventory.records.values() if self._is_sensitive_system(each.id)]
        words = {
            word for each in sensitive for word in (each.id, each.id.partition("/")[2], each.system.name)
        }
        return {word.casefold() for word in words}

    def _is_sensitive_system(self, system: str) -> bool:
        if system not in self._judged:
            record = self._inventory.records.get(system)
            is_open = record is not None and system not in self._shared and self._is_open(record)
            self._judged[system] = not is_open
        return self._judged[system]

    def _is_open(self, record: Record) -> bool:
        """Whether the marking of a record is known, and the lowest."""
        described = self._inventory.described.get(record.organisation)
        unclear = record.is_invalid("handling") or (described is not None and "handling" in described.invalid)
        return self._is_open_at_all and not unclear and self._inventory.handling(record) == _OPEN

    def _is_sensitive_place(self, where: Route | Place) -> bool:
        """What belongs to no record that could be read is sensitive; else its record or its file decides."""
        if isinstance(where, Place) or not self._is_open_at_all:
            return True
        if where.path[:1] != ("systems",):
            return where.file in self._files
        owner = self._owners.get(Route(where.file, where.document, where.path[:2]))
        return owner is None or self._is_sensitive_system(owner)

    @cached_property
    def _owners(self) -> Mapping[Route, str]:
        return {record.route: record.id for record in self._inventory.records.values()}

    @cached_property
    def _files(self) -> Collection[str]:
        """The files with a sensitive record, or that describe an organisation whose records are."""
        records = self._inventory.records
        files = {each.route.file for system, each in records.items() if self._is_sensitive_system(system)}
        for described in self._inventory.described.values():
            marking = described.organisation.handling or _OPEN
            if "handling" in described.invalid or HANDLINGS.index(marking) > 0:
                files |= {described.route.file, *(route.file for route in described.elsewhere.values())}
        return files


def diagnostics(  # noqa: PLR0913, PLR0917 - two judges of what may be said go beside what is said
    located: Iterable[Located],
    waived: Waived,
    weights: Mapping[str, Weight],
    rulebook: Rulebook,
    is_sensitive: Callable[[Fault], bool] = _always,
    may_name: Callable[[str], bool] = bool,
) -> tuple[Diagnostic, ...]:
    """Every fault as a diagnostic, in the order given.

    `waived` has the reason by system and code; `weights` are the severities that settings give to
    rules by code or name; a rule that they turn off is left out. `is_sensitive` says of which faults no value
    may be quoted in the redacted message and hint.
    """
    seen: Counter[str] = Counter()
    found = []
    for fault, place, related in located:
        rule = rulebook.by_name[fault.rule]
        weighs = rulebook.weight(fault, weights)
        if weighs == "off":
            continue
        mark = _mark(fault, place)
        seen[mark] += 1
        redacted, redacted_hint = (
            _redacted(fault, rule) if is_sensitive(fault) else (fault.message, fault.hint)
        )
        found.append(
            Diagnostic(
                code=rule.code,
                name=rule.name,
                severity=_severity(weighs),
                message=fault.message,
                hint=fault.hint,
                place=place,
                system=fault.system,
                path=path_text(fault.subject),
                fingerprint=_digest(f"{mark}\0{seen[mark]}"),
                waived=waived.get((fault.system, rule.code)),
                redacted=redacted,
                related=related,
                redacted_hint=redacted_hint,
                is_named=may_name(fault.system),
            )
        )
    return tuple(found)


def outlined(
    faults: Iterable[Fault], waived: Waived, weights: Mapping[str, Weight], rulebook: Rulebook
) -> tuple[Diagnostic, ...]:
    """Every fault as a diagnostic for counting, not for showing: its rule, severity and waiver, nothing else.

    Faults that count alike are one object: there may be several for each system of a large estate.
    """
    alike: dict[tuple[str, str | None], Diagnostic | None] = {}
    found = []
    for fault in faults:
        kind = (fault.rule, waived.get((fault.system, rulebook.by_name[fault.rule].code)) if waived else None)
        if kind not in alike:
            alike[kind] = _outline(fault, kind[1], weights, rulebook)
        outline = alike[kind]
        if outline is not None:
            found.append(outline)
    return tuple(found)


def _outline(
    fault: Fault, reason: str | None, weights: Mapping[str, Weight], rulebook: Rulebook
) -> Diagnostic | None:
    """What counts of a fault that is waived for a reason, or not; None where its rule is turned off."""
    weighs = rulebook.weight(fault, weights)
    if weighs == "off":
        return None
    rule = rulebook.by_name[fault.rule]
    return Diagnostic(rule.code, rule.name, _severity(weighs), "", "", Place(""), "", "", "", waived=reason)


def waived(
    faults: Iterable[Fault],
    inventory: Inventory,
    as_of: date,
    rulebook: Rulebook,
    chosen: Collection[str] | None = None,
) -> tuple[Waived, tuple[Fault, ...]]:
    """The waiver's reason by the system and rule's code that it is about, and the faults of the waivers.

    Only a waiver with a reason and an expiry that has not passed waives anything; only a waiver of a rule
    whose code is in `chosen` (None: all) can be one that matches nothing.
    """
    findings = {(fault.system, rulebook.code(fault)) for fault in faults}
    reasons: dict[tuple[str, str], str] = {}
    wrong: list[Fault] = []
    asked = rulebook.by_code if chosen is None else chosen
    for record in inventory.waivers:
        problems = list(_problems(record, as_of, rulebook))
        wrong += problems
        about = record.system, _code(record, rulebook)
        is_matched = about in findings
        if record.waiver.reason and record.waiver.expires and not problems:
            reasons[about] = record.waiver.reason
        is_known = record.organisation in inventory.whole and inventory.presence(record.system) != "left-out"
        if not is_matched and about[1] in asked and is_known:
            wrong.append(_unused(record, inventory))
    return reasons, tuple(wrong)


def _redacted(fault: Fault, rule: RulePage) -> tuple[str, str]:
    """Message and hint without a value: a rule that says nothing of its own here cannot give one away."""
    return fault.redacted or rule.summary.removesuffix("."), f"{rule.mend} {_WITHHELD}".strip()


def _severity(weighs: Weight) -> Severity:
    return "error" if weighs == "error" else "warning"


def _mark(fault: Fault, place: Place) -> str:
    """What stays the same when lines move or items change their order: no line and no index."""
    keys = ".".join(step for step in fault.subject if isinstance(step, str))
    return "\0".join((fault.rule, fault.system or place.file, keys, fault.message))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _exactness(word: str) -> tuple[bool, int]:
    is_beginning = _BEGINNING.fullmatch(word.strip().upper()) is not None
    return not is_beginning, len(word)


def _code(record: WaiverRecord, rulebook: Rulebook) -> str:
    rule = rulebook.page(record.waiver.rule)
    return rule.code if rule else ""


def _problems(record: WaiverRecord, as_of: date, rulebook: Rulebook) -> Iterator[Fault]:
    waiver, route = record.waiver, record.route
    if not _code(record, rulebook):
        message = f"`{waiver.rule[:60]}` is not a rule"
        hint = did_you_mean(waiver.rule, rulebook.by_name) or "`legacymap rules` lists the rules."
        yield _fault("unknown-rule", message, record, hint, "rule")
    stated = {"reason": waiver.reason, "expires": waiver.expires}
    absent = [_WORDS[key] for key, value in stated.items() if value is None and key not in record.invalid]
    if absent:
        message = f"The waiver of {waiver.rule[:60]} has no {' and no '.join(absent)}, so it waives nothing"
        yield Fault(
            "incomplete-waiver", message, route, "Say why it is accepted, and until when.", record.system
        )
    if waiver.expires is not None and waiver.expires.last < as_of:
        message = f"The waiver of {waiver.rule[:60]} expired on {waiver.expires.last}"
        yield _fault(
            "expired-waiver", message, record, "Mend what it accepts, or have it approved again.", "expires"
        )


def _unused(record: WaiverRecord, inventory: Inventory) -> Fault:
    message = f"The waiver of {record.waiver.rule[:60]} matches no finding of `{record.system}`"
    waived = inventory.records.get(record.system)
    return Fault(
        "unused-waiver",
        message,
        record.route,
        "Delete it, or correct its rule and system.",
        record.system,
        related=((waived.at("id"), "the system"),) if waived else (),
    )


def _fault(rule: str, message: str, record: WaiverRecord, hint: str, key: str) -> Fault:
    return Fault(rule, message, record.route.to(key), hint, record.system, (key,))
