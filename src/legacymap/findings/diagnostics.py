"""Faults dressed for the reader: code, severity, waiver and fingerprint."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from legacymap.domain.findings import Diagnostic, Fault, Place, RulePage, Severity, path_text
from legacymap.domain.settings import Weight
from legacymap.findings.rulebook import Rulebook
from legacymap.findings.waivers import Waived

Located = tuple[Fault, Place, tuple[tuple[Place, str], ...]]


_WITHHELD = "What it says is withheld here; `legacymap validate` shows it."


def _always(_: Fault) -> bool:
    return True


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
    may be quoted in the discreet message and hint.
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
    """Every fault as a diagnostic for counting: with its file, but without line, path and fingerprint.

    Discreet messages and hints are empty: these are not for showing.
    """
    found = []
    severities: dict[str, Severity | None] = {}  # by rule: of thousands of faults most are of a few
    for fault in faults:
        if fault.rule not in severities:
            weighs = rulebook.weight(fault, weights)
            severities[fault.rule] = None if weighs == "off" else _severity(weighs)
        severity = severities[fault.rule]
        if severity is None:
            continue
        rule = rulebook.by_name[fault.rule]
        said = (rule.code, rule.name, severity, fault.message, fault.hint)
        where = (Place(fault.where.file), fault.system, "", "")
        found.append(Diagnostic(*said, *where, waived=waived.get((fault.system, rule.code))))
    return tuple(found)


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
