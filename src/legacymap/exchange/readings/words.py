"""Fields with fixed words, and what other registers call them: status, criticality, hosting, yes and no."""

import re
from collections.abc import Mapping

from legacymap.exchange.draft import CellInDoubt, Outcome, Read, Value
from legacymap.exchange.readings.cells import asked, doubted, text_of

_ABSENT_CRITICALITY = "5"
_NAMES = {
    "status": "status",
    "criticality": "criticality",
    "hosting": "kind of hosting",
    "hosting.type": "kind of hosting",
    "kind": "kind of system",
    "handling": "handling marking",
    "incidents.severity": "severity",
}


def read_word(value: Value, route: str) -> Outcome:
    """The inventory's word for what a cell says of a field with fixed words; `Read("")` says nothing."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    table = WORDS[route]
    text = _normal(text_of(value))
    if route == "criticality" and text.partition(" ")[0] == _ABSENT_CRITICALITY:
        return Read("")
    found = table.get(text) or table.get(_unnumbered(text_of(value), route))
    if found is not None:
        return Read(found)
    words = list(dict.fromkeys(table.values()))
    return asked(
        f"is no {_NAMES.get(route, 'word')} that is known",
        f"Say in the mapping which it is: {', '.join(words)}.",
    )


def read_yes_no(value: Value, _number_format: str = "") -> Outcome:
    """Yes or no in the words and marks of registers; anything else is a question, never a no."""
    return _by_table(value, YES_NO, "is neither yes nor no", "Write yes or no.")


def read_partly(value: Value, _number_format: str = "") -> Outcome:
    """Yes, partly or no."""
    return _by_table(value, PARTLY, "is none of yes, partly and no", "Write yes, partly or no.")


def _table(words: Mapping[str, str]) -> Mapping[str, str]:
    return {_normal(word): value for value, listed in words.items() for word in listed.split("|")}


def _normal(text: str) -> str:
    """A text for comparison: `Phase-out` and `phase out` are one."""
    return re.sub(r"[\s_-]+", " ", text.casefold()).strip(" .")


def _by_table(value: Value, table: Mapping[str, str], why: str, hint: str) -> Outcome:
    if isinstance(value, CellInDoubt):
        return doubted(value)
    found = table.get(_normal(text_of(value)))
    return asked(why, hint) if found is None else Read(found)


def _unnumbered(text: str, route: str) -> str:
    """A word without the number before it, as lists of choices write it: `3 - Live`; a bare number stays."""
    found = re.fullmatch(r"\s*\d+\s*[-–.):]\s*(\D.*)", text)
    return _normal(found[1]) if found and route != "criticality" else ""


YES_NO = _table(
    {
        "yes": "yes|true|y|1|✓|✔|☑|x|ja|j|oui|sí|si|sim|vrai|wahr|vero|waar|sand",
        "no": "no|false|n|0|✗|✘|☐|nein|nee|nej|non|não|faux|falsch|falso|onwaar|falsk",
    }
)
PARTLY = {**YES_NO, **_table({"partly": "partly|partially|in part|teilweise|deels|partiellement|delvist"})}
STATUS = _table(
    {
        "proposed": "proposed|plan|planned|pipeline|in planning|geplant|gepland|planifié|planlagt"
        "|idea|requested",
        "build": (
            "build|phase-in|phase in|phasein|pilot|development|in development|under development|in build"
            "|in entwicklung|in ontwikkeling|under udvikling|testing|implementation"
        ),
        "live": (
            "live|active|current|production|in production|operational|installed|1|in use|in service"
            "|in operation"
            "|aktiv|produktiv|in betrieb|actief|in productie|in gebruik|actif|en production|i drift"
        ),
        "retiring": (
            "retiring|phase-out|phase out|phaseout|sunset|sunsetting|deprecated|einde ondersteuning"
            "|to be retired"
            "|being retired|being decommissioned"
        ),
        "retired": "retired|decommissioned|7|6|stillgelegt|uitgefaseerd|retiré|udfaset",
    }
)
CRITICALITY = _table(
    {
        "critical": (
            "critical|1 - most critical|most critical|missioncritical|mission critical"
            "|mission-critical|tier 1"
            "|platinum|very high|kritisch|critique|kritisk"
        ),
        "high": (
            "high|2 - somewhat critical|somewhat critical|businesscritical|business critical"
            "|business-critical"
            "|tier 2|gold|hoch|hoog|élevé|høj"
        ),
        "medium": (
            "medium|med|3 - less critical|less critical|businessoperational|business operational"
            "|business-operational|tier 3|silver|moderate|mittel|gemiddeld|midden|moyen|mellem"
        ),
        "low": (
            "low|4 - not critical|not critical|administrativeservice|administrative service|tier 4|bronze"
            "|niedrig|laag|faible|lav"
        ),
    }
)
HOSTING = _table(
    {
        "on-premises": (
            "on-premises|on-prem|on prem|on-premise|on premise|on premises|onprem|onpremise|data centre"
            "|data center|datacentre|datacenter|own data centre|in-house data centre|rechenzentrum|lokal"
        ),
        "private-cloud": "private-cloud|private cloud|government cloud",
        "public-cloud": (
            "public-cloud|public cloud|iaas|paas|aws|azure|gcp|google cloud|amazon web services"
            "|microsoft azure"
            "|cloud hosted|cloud-hosted"
        ),
        "saas": "saas|cloud saas|software as a service|cloud (saas)",
        "supplier-hosted": (
            "supplier-hosted|supplier hosted|supplier|outsourced|vendor hosted|vendor-hosted"
            "|externally hosted"
            "|hosted by supplier|managed service"
        ),
        "hybrid": "hybrid|hybrid cloud|mixed",
    }
)
KIND = _table(
    {
        "service": "service|business service|public service|digital service",
        "application": "application|app|business application|anwendung|applicatie|system|it-system",
        "platform": "platform|plattform|shared platform",
        "data": "data|database|data store|dataset|data asset",
        "infrastructure": "infrastructure|server|network|infrastruktur|infrastructuur",
        "external": "external|extern|third party|third-party",
    }
)
GROUP = _table(
    {
        "public": "public|citizens|citizen|customers|bürger|burgers",
        "staff": "staff|employees|internal|internal users|mitarbeiter|medewerkers",
        "business": "business|businesses|companies",
        "partners": "partners|partner|suppliers",
    }
)
ROLE = _table(
    {
        "language": "language|programming language",
        "runtime": "runtime",
        "database": "database|dbms|db",
        "operating-system": "operating-system|operating system|os|platform os",
        "hardware": "hardware|server",
        "middleware": "middleware|application server|web server",
        "application": "application|software",
        "other": "other",
    }
)
SEVERITY = _table(
    {
        "minor": "minor|low|p4|sev 4|4 - low",
        "moderate": "moderate|medium|p3|sev 3|3 - moderate",
        "major": "major|high|p2|sev 2|2 - high",
        "severe": "severe|critical|p1|sev 1|1 - critical",
    }
)
HANDLING = _table(
    {
        "official": "official",
        "official-sensitive": "official-sensitive|official sensitive|official:sensitive|official - sensitive",
        "secret": "secret",
        "top-secret": "top-secret|top secret",
    }
)
_CONFIDENCE = _table({"confirmed": "confirmed", "assumed": "assumed"})
_STRENGTH = _table({"hard": "hard", "soft": "soft"})
_DEPENDENCY = _table(
    {
        word: word
        for word in (
            "runtime",
            "data",
            "authentication",
            "network",
            "batch",
            "shared-database",
            "manual",
            "other",
        )
    }
)
_APPROACH = _table(
    {
        word: word
        for word in (
            *("retire", "retain", "encapsulate", "rehost", "relocate"),
            *("replatform", "refactor", "rearchitect", "rebuild", "replace"),
        )
    }
)
WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": KIND,
    "status": STATUS,
    "criticality": CRITICALITY,
    "hosting": HOSTING,
    "hosting.type": HOSTING,
    "users.group": GROUP,
    "technologies.role": ROLE,
    "incidents.severity": SEVERITY,
    "handling": HANDLING,
    "depends_on.confidence": _CONFIDENCE,
    "depends_on.strength": _STRENGTH,
    "depends_on.kind": _DEPENDENCY,
    "remediation.options.approach": _APPROACH,
}
