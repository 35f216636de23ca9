"""Which findings somebody has accepted for a time, and what is wrong with how they did."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from legacymap.domain.findings import Fault
from legacymap.domain.inventory import Inventory, WaiverRecord
from legacymap.domain.nearest import did_you_mean
from legacymap.findings.rulebook import Rulebook

Waived = Mapping[tuple[str, str], str]

_WORDS = {"reason": "reason", "expires": "expiry"}


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
