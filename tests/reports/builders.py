"""Small values for the tests of reports, and an estate of nine systems made by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from legacymap.domain.assessment import Assessment, Basis, CriterionScore, Levels, Rating
from legacymap.domain.catalogue import NEVER
from legacymap.domain.dates import partial_date
from legacymap.domain.figures import Spread
from legacymap.domain.findings import Diagnostic, Place, Route, Severity
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Record
from legacymap.domain.registers import Technologies, TechnologyCounts, TechnologyUse
from legacymap.domain.results import (
    CatalogueEdition,
    Change,
    ConfirmedReach,
    Cycle,
    Edition,
    Entry,
    Explanation,
    Foundation,
    Known,
    Losses,
    Named,
    Neighbour,
    OldFoundation,
    Provenance,
    Reach,
    Scan,
    TotalLosses,
    Totals,
)
from legacymap.domain.system import System

PROVENANCE = Provenance(
    legacymap="0.1.0",
    framework=Edition("uk-litraf", "2025-03-13", "3f" * 32),
    lifecycle=CatalogueEdition("2026-11", "a7" * 32),
    inventory_sha256="5c" * 32,
    as_of=date(2026, 11, 22),
    prior="calibrated",
    reach_decay=0.5,
    assumptions=("Support that the catalogue does not know is taken as unknown.",),
)
_NAMES = {
    "L": (
        "End of support",
        "Vendor contract",
        "Skills",
        "Business needs",
        "Physical environment",
        "Vulnerabilities",
        "Recorded issues",
    ),
    "C": (
        "National security",
        "Reputation",
        "Financial",
        "Stakeholders",
        "Operations",
        "Other systems",
    ),
}


@cache
def framework() -> Framework:
    groups = [_group("likelihood", "L", 6), _group("impact", "C", 5)]
    return Framework.model_validate(
        {
            "framework": "uk-litraf",
            "version": "2025-03-13",
            "name": "UK Legacy IT Risk Assessment Framework",
            "combination": "mean-max-product",
            "ratings": {"red": "16", "legacy": {"group": "likelihood", "level": "3"}},
            "prior": "calibrated",
            "priors": {"calibrated": {"ratio": "0.77"}, "uniform": {"ratio": "1"}},
            "groups": groups,
        }
    )


def weighted_framework() -> Framework:
    group = {**_group("all", "C", 5), "role": None}
    return framework().model_validate(
        {
            "framework": "two-questions",
            "version": "1",
            "name": "Two questions",
            "combination": "weighted-sum",
            "ratings": {"red": "4", "legacy": {"level": "3"}},
            "prior": "flat",
            "priors": {"flat": {"ratio": "1"}},
            "groups": [group],
        }
    )


def assessment(
    likelihood: str, impact: str, *, system: str = "home-office/pnc", evidence: str = ""
) -> Assessment:
    """Levels as text, a criterion each: `5` or `1-6`; expectations lie in the middle, which tests rely on."""
    scores = tuple(_score("L", at, level, evidence) for at, level in enumerate(likelihood.split()))
    scores += tuple(_score("C", at, level, evidence) for at, level in enumerate(impact.split()))
    groups = {group: _total(scores, group) for group in ("likelihood", "impact")}
    one, two = groups["likelihood"], groups["impact"]
    overall = Spread(one.low * two.low, one.expected * two.expected, one.high * two.high)
    rating: Rating = "red" if overall.low >= 16 else "not-red" if overall.high < 16 else "possibly-red"
    lows = [score.low for score in scores if score.group == "likelihood"]
    highs = [score.high for score in scores if score.group == "likelihood"]
    legacy = 1.0 if max(lows) >= 3 else 0.0 if max(highs) < 3 else 0.4375
    return Assessment(
        system=system,
        low=overall.low,
        expected=overall.expected,
        high=overall.high,
        groups=groups,
        criteria=scores,
        rating=rating,
        p_red={"red": 1.0, "possibly-red": 0.3125, "not-red": 0.0}[rating],
        legacy="yes" if legacy == 1.0 else "no" if legacy == 0.0 else "possibly",
        p_legacy=legacy,
        likelihood=one.expected,
        impact=two.expected,
    )


def record(
    full_id: str = "home-office/pnc", name: str = "Police National Computer", **keys: object
) -> Record:
    organisation, _, short = full_id.partition("/")
    extensions = {key.replace("_", "-"): keys.pop(key) for key in list(keys) if key.startswith("x_")}
    system = System.model_validate({"id": short, "name": name, **keys})
    return Record(organisation, system, Route(f"{organisation}.yaml"), extensions=extensions)


def reach(dependents: int = 0, underpinning: float = 0.0, risk: float = 0.0, *, gap: bool = False) -> Reach:
    """Of so many, all along confirmed arrows."""
    return Reach(
        confirmed=ConfirmedReach(min(dependents, 9), dependents, dependents - dependents // 4, underpinning),
        direct_dependents=min(dependents, 9),
        dependents=dependents,
        hard_dependents=dependents - dependents // 4,
        services=dependents // 5,
        organisations=min(dependents, 3),
        underpinning=underpinning,
        weighted_risk=risk,
        underpinning_capability=gap or dependents > 6,
        underpinning_gap=gap,
    )


def entry(
    rank: int,
    found: Record,
    scored: Assessment | None = None,
    reached: Reach | None = None,
    foundation: Foundation | None = None,
) -> Entry:
    return Entry(
        rank=rank,
        id=found.id,
        name=found.system.name,
        organisation=found.organisation,
        kind=found.system.kind,
        status=found.system.status,
        score=scored,
        reach=reached,
        foundation=foundation,
        known=Known(scored.known, len(scored.criteria)) if scored else None,
        place=(rank, rank),
        tags=found.system.tags or (),
        data=found.system.data,
        own_keys=found.extensions,
        record=found,
        handling="official-sensitive",
    )


def diagnostic(
    severity: Severity = "error",
    place: Place | None = None,
    *,
    code: str = "LM201",
    message: str = "`home-office/pnx` is not in the inventory",
    waived: str | None = None,
    related: tuple[tuple[Place, str], ...] = (),
) -> Diagnostic:
    return Diagnostic(
        code=code,
        name="dangling-dependency",
        severity=severity,
        message=message,
        hint="Did you mean `home-office/pnc`?",
        place=place or Place("inventory/dwp.yaml", 12, 13, 12, 28),
        system="dwp/searchlight",
        path="depends_on[0].system",
        fingerprint="0f" * 8,
        waived=waived,
        redacted=message,
        related=related,
        redacted_hint="Did you mean `home-office/pnc`?",
    )


@cache
def survey() -> Scan:
    entries = tuple(_entries())
    return Scan(
        as_of=PROVENANCE.as_of,
        provenance=PROVENANCE,
        totals=Totals(5, 9, 14, 7, 4, 1, 2, 3, 2, 2, 3.62),
        systems=entries,
        cycles=(
            Cycle(
                ("home-office/case-store", "home-office/pnc"),
                ("home-office/case-store", "home-office/pnc", "home-office/case-store"),
                (("home-office/case-store", "home-office/pnc"),),
            ),
        ),
        old_foundations=(
            OldFoundation("home-office/border-app", ("home-office/pnc", "dwp/customer-information-system")),
        ),
        capabilities=("dwp/customer-information-system", "home-office/pnc"),
        losses=TotalLosses(2, {2026: 1, 2027: 0, 2028: 3, 2029: 0, 2030: 1}, 4, 1),
        diagnostics=(diagnostic(), diagnostic("warning"), diagnostic("error", waived="agreed")),
        ratings=_ratings(entries),
        names={each.id: each.name for each in entries},
        handling="official-sensitive",
    )


def _entries() -> list[Entry]:
    cis = "dwp/customer-information-system"
    unfunded = {"plan": {"agreed": "partly", "funded": "no"}, "options": [{"id": "a", "approach": "replace"}]}
    contradicted = _contradicted(assessment("5 2 5 4 1 6 5", "5 5 3 5 5 4"))
    return [
        entry(
            1,
            record(
                kind="platform",
                technologies=["adabas 8.2", "natural"],
                owner={"business": "Police systems", "technical": "Hosting team"},
                contracts=[{"supplier": "Acme", "ends": "2027-03"}],
                costs={"annual_run": "£21.5m"},
                remediation=unfunded,
                x_tier="gold",
            ),
            contradicted,
            reach(21, 12.25, 92.3456, gap=True),
            Foundation(3, "home-office/case-store"),
        ),
        entry(
            2,
            record("home-office/case-store", "Case store", kind="data"),
            assessment("6 6 6 5 5 5 5", "4 4 4 4 5 5"),
            reach(20, 9.5, 75.125),
            Foundation(2, "home-office/pnc"),
        ),
        entry(
            3,
            record("hmrc/nps", "National Insurance and PAYE Service", status="retiring"),
            assessment("5 5 1-6 1-6 1 3 2", "2 4 5 4 4 3-5"),
            reach(8, 3.0, 24.9),
            Foundation(1, cis),
        ),
        entry(
            4,
            record(cis, "Customer Information System, the record of everyone who has a number"),
            assessment("1-6 1-6 4 1-6 2 1-6 1-6", "3 1-5 1-5 5 4 5"),
            reach(1204, 310.75, 1201.5, gap=True),
            Foundation(0, None),
        ),
        entry(
            5,
            record("dvla/driver-database", "Driver | database <b>*new*</b>"),
            assessment("1-6 1-6 1-6 1-6 1-6 1-6 1-6", "1-5 1-5 1-5 1-5 1-5 1-5"),
            reach(2, 0.75, 12.0),
            Foundation(1, "home-office/pnc"),
        ),
        entry(
            6,
            record("dwp/searchlight", "Searchlight", kind="service"),
            assessment("2 2 2 1 1 1 1", "2 2 2 2 2 1"),
            reach(),
            Foundation(4, cis),
        ),
        entry(
            7,
            record("moj/court-listing", "Court listing", status="build"),
            assessment("1-2 1 1 1 1 1 1", "3 3 2 4 4 1"),
            reach(1, 0.5, 3.25),
            Foundation(0, None),
        ),
        entry(8, record("home-office/border-app", "Border app", status="proposed")),
        entry(9, record("moj/old-listing", "Old listing 法院列表系統", status="retired")),
    ]


def _ratings(entries: tuple[Entry, ...]) -> Mapping[str, Rating]:
    return {found.id: found.score.rating for found in entries if found.score}


def _contradicted(found: Assessment) -> Assessment:
    said = "assessed 2, but the contract with Acme ends on 2027-03-01, within 1 year"
    scores = tuple(
        replace(
            score,
            evidence=_EVIDENCE.get(score.code, ""),
            contradiction=said if score.code == "L2" else None,
        )
        for score in found.criteria
    )
    return replace(found, criteria=scores)


_EVIDENCE = {
    "L1": "Standard support of adabas 8.2 ended on 2024-12-31; cover that we bought runs to 2028-03",
    "L3": "Two contractors left who know the batch suite",
    "C6": "9 systems of the estate need it directly, and more may",
}


def _group(group: str, letter: str, high: int) -> dict[str, object]:
    levels = {str(level): f"Level {level}" for level in range(1, high + 1)}
    criteria = [
        {
            "id": name.lower().replace(" ", "_"),
            "code": f"{letter}{at}",
            "name": name,
            "question": f"How is it with {name.lower()}?",
            "levels": levels,
        }
        for at, name in enumerate(_NAMES[letter], start=1)
    ]
    return {
        "id": group,
        "name": group.capitalize(),
        "role": group,
        "low": "1",
        "high": str(high),
        "criteria": criteria,
    }


def _score(letter: str, at: int, level: str, evidence: str) -> CriterionScore:
    first, _, last = level.partition("-")
    low, high = int(first), int(last or first)
    basis: Basis = "assessed" if low == high else "unknown" if low == 1 else "derived"
    group = "likelihood" if letter == "L" else "impact"
    name = _NAMES[letter][at].lower().replace(" ", "_")
    return CriterionScore(
        criterion=name,
        code=f"{letter}{at + 1}",
        group=group,
        low=low,
        expected=(low + high) / 2,
        high=high,
        basis=basis,
        evidence=evidence,
    )


def _total(scores: tuple[CriterionScore, ...], group: str) -> Spread:
    mine = [score for score in scores if score.group == group]
    low, expected, high = (
        (sum(levels) / len(levels) + max(levels)) / 2
        for levels in (
            [score.low for score in mine],
            [score.expected for score in mine],
            [score.high for score in mine],
        )
    )
    return Spread(low, expected, high)


@cache
def explanation() -> Explanation:
    found = survey()
    return Explanation(
        as_of=PROVENANCE.as_of,
        provenance=PROVENANCE,
        system=found.systems[0],
        needs=(
            Neighbour("home-office/case-store", "red", "hard", "confirmed", "data", "Nightly extract"),
            Neighbour("external/interpol", None, "soft", "assumed"),
        ),
        needed_by=(
            Neighbour("dvla/driver-database", "possibly-red", "hard", "confirmed"),
            Neighbour("home-office/border-app", None, "hard", "assumed"),
        ),
        foundations=(Named("home-office/case-store", "red"), Named("external/interpol", None)),
        old_foundations=(),
        cycles=found.cycles,
        changes=(
            Change("end_of_support", "L1", (1, 2, 3), "possibly-red"),
            Change("vendor_contract", "L2", (5, 6), "not-red"),
        ),
        p_red={"calibrated": 1.0, "uniform": 0.9971},
        names={
            **{listed.id: listed.name for listed in found.systems},
            "external/interpol": "Interpol",
        },
        handling="official-sensitive",
    )


def explanation_of(entry: Entry, *old: Named) -> Explanation:
    return replace(
        explanation(),
        system=entry,
        needs=(),
        needed_by=(),
        foundations=(),
        cycles=(),
        changes=(),
        old_foundations=old,
    )


@cache
def exposure() -> Technologies:
    """Four technologies: shared and past, under cover, open, and of a name that nothing knows."""
    years = {2026: 0, 2027: 0, 2028: 0, 2029: 0, 2030: 0}
    police, cis = "home-office/pnc", "dwp/customer-information-system"
    oracle = TechnologyUse(
        technology="Oracle Database 12.1",
        product="oracle-database",
        cycles=("12.1",),
        written=("Oracle 12.1", "oracle-database 12.1"),
        systems=(cis, "hmrc/nps", "home-office/case-store", police),
        organisations=("dwp", "hmrc", "home-office"),
        support="ended",
        standard_ends=partial_date("2018-07-31"),
        past=3,
        cover_ends=date(2027, 3, 31),
        loses_support=Losses(2, {**years, 2026: 1, 2028: 1}, 0),
        skills=Levels(5, 6),
    )
    adabas = TechnologyUse(
        "Adabas 8.2", "adabas", ("8.2",), ("adabas 8.2",), (police,), ("home-office",), "covered",
        "ended", 1, NEVER, Losses(0, years, 0), Levels(5, 5),
    )  # fmt: skip
    natural = TechnologyUse(
        "Natural", "natural", (), ("natural",), (police,), ("home-office",), "unknown",
        "unknown", 0, None, Losses(0, years, 1), Levels(5, 5),
    )  # fmt: skip
    homegrown = TechnologyUse(
        "=home | grown 法院", None, (), ("=home | grown 法院",), ("moj/court-listing",), ("moj",),
        "supported", "not-announced", 0, None, Losses(0, years, 0), None,
    )  # fmt: skip
    return Technologies(
        as_of=PROVENANCE.as_of,
        provenance=PROVENANCE,
        totals=TechnologyCounts(7, 4, 7, 6, 5),
        loses_support=TotalLosses(2, {**years, 2026: 1, 2028: 1}, 1, 2),
        technologies=(oracle, adabas, homegrown, natural),
        diagnostics=(diagnostic("warning"),),
        handling="official-sensitive",
    )
