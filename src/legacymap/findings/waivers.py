"""Which findings somebody has accepted for a time, and what is wrong with how they did."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from legacymap.domain.findings import Fault
from legacymap.domain.inventory import Inventory, WaiverRecord
from legacymap.domain.nearest import did_you_mean
from legacymap.rules import RULES_BY_CODE, RULES_BY_NAME

_WORDS = {"reason": "reason", "expires": "expiry"}


def waived(
    faults: Iterable[Fault], inventory: Inventory, as_of: date, chosen: Collection[str] = RULES_BY_CODE
) -> tuple[Mapping[int, str], tuple[Fault, ...]]:
    """The waiver's reason by the identity of each waived fault, and the faults of the waivers themselves.

    Only a waiver with a reason and an expiry that has not passed waives anything; only a waiver of a rule
    whose code is in `chosen` can be one that matches nothing.
    """
    findings: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        findings[fault.system, RULES_BY_NAME[fault.rule].code].append(fault)
    reasons: dict[int, str] = {}
    wrong: list[Fault] = []
    for record in inventory.waivers:
        problems = list(_problems(record, as_of))
        wrong += problems
        code = _code(record)
        matched = findings.get((record.system, code), [])
        if record.waiver.reason and record.waiver.expires and not problems:
            reasons |= {id(fault): record.waiver.reason for fault in matched}
        is_known = record.organisation in inventory.whole and inventory.standing(record.system) != "left-out"
        if not matched and code in chosen and is_known:
            wrong.append(_unused(record, inventory))
    return reasons, tuple(wrong)


def _code(record: WaiverRecord) -> str:
    rule = RULES_BY_CODE.get(record.waiver.rule.upper()) or RULES_BY_NAME.get(record.waiver.rule)
    return rule.code if rule else ""


def _problems(record: WaiverRecord, as_of: date) -> Iterator[Fault]:
    waiver, route = record.waiver, record.route
    if not _code(record):
        message = f"`{waiver.rule[:60]}` is not a rule"
        hint = did_you_mean(waiver.rule, RULES_BY_NAME) or "`legacymap rules` lists the rules."
        yield _fault("unknown-rule", message, record, hint, "rule")
    stated = {"reason": waiver.reason, "expires": waiver.expires}
    absent = [_WORDS[key] for key, value in stated.items() if value is None and key not in record.unfit]
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
