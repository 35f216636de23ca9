"""Gaps and impacts made by hand, beside the builders of the older views."""

from dataclasses import fields
from functools import cache

from legacymap.domain.connections import Affected, Effect, Impact, Member, Share, Step, Sum, Sums
from legacymap.domain.inventory import Record
from legacymap.domain.results import Gap, Gaps, GapTotals, Question, Relief
from tests.reports.builders import PROVENANCE, diagnostic, record, survey

_TITLES = {
    "C1": "National security",
    "C6": "Other systems",
    "L1": "End of support",
    "L2": "Vendor contract",
    "L3": "Knowledge and skills",
}


@cache
def gaps() -> Gaps:
    """Two owners, one of them in two organisations, and systems of nobody."""
    return Gaps(
        as_of=PROVENANCE.as_of,
        provenance=PROVENANCE,
        prior=PROVENANCE.prior,
        totals=GapTotals(5, 9, 0.71875),
        shares=(Relief(9, 0.8125),),
        gaps=(
            _gap(1, "home-office/pnc", "Police systems", "C6", 0.0625),
            _gap(2, "dwp/customer-information-system", None, "L3", 0.03125),
            _gap(3, "hmrc/nps", "=Operations | all", "L2", 0.0208, "=Say when the contract with <Acme> ends"),
            _gap(4, "moj/court-listing", "Police systems", "L3", 0.0156),
            _gap(5, "home-office/pnc", "Police systems", "L1", 0.0),
            _gap(6, "dvla/driver-database", None, "C1", 0.0),
        ),
        questions=(
            _question("home-office/pnc", "Police systems", "List what else needs it", 0.0625),
            _question("home-office/pnc", "Police systems", "Assess it: Reputation", 0.125, is_fact=False),
            _question("dwp/customer-information-system", None, "Say where it runs", 0.03125),
            _question("hmrc/nps", "=Operations | all", "=Say when the contract with <Acme> ends", 0.0208),
            _question("moj/court-listing", "Police systems", "Say where it runs", 0.0156),
            _question("dvla/driver-database", None, "Say where it runs", 0.0),
        ),
        diagnostics=(diagnostic("warning"),),
        handling="official-sensitive",
    )


def _question(
    system: str, owner: str | None, question: str, value: float, *, is_fact: bool = True
) -> Question:
    return Question(
        system=system,
        owner=owner,
        question=question,
        criteria=("skills",),
        value=value,
        name=f"Name of {system}",
        organisation=system.partition("/")[0],
        doubt=0.1875,
        is_fact=is_fact,
    )


def _gap(
    rank: int, system: str, owner: str | None, code: str, value: float, settled_by: str | None = None
) -> Gap:
    title, high = _TITLES[code], 5 if code.startswith("C") else 6
    return Gap(
        rank=rank,
        system=system,
        name=f"Name of {system}",
        organisation=system.partition("/")[0],
        owner=owner,
        criterion=title.lower().replace(" ", "_"),
        code=code,
        title=title,
        question=f"How is it with {title.lower()}, now and in the next three years?",
        low=1,
        high=high,
        value=value,
        p_red=0.25,
        settled_by=settled_by or f"Assess, from 1 to {high}: {title} (assessment.scores.{code})",
    )


@cache
def impact() -> Impact:
    """Three that stop, one of them a stub, and two that degrade, one along an assumed arrow."""
    pnc, case, cis, nps = "home-office/pnc", "home-office/case-store", "dwp/cis", "hmrc/nps"
    police = "external/police-forces"
    yearly = member(nps, "service", transactions_per_year="2_100_000")
    affected = (
        _affected(member(case, "data"), "stops", "-", pnc),
        _affected(member(police, None), "stops", "-?", pnc),
        _affected(
            member("dwp/search-light", "service", users={"count": "1200", "group": "staff"}, part_of="cis"),
            "stops",
            "- -",
            case,
            pnc,
        ),
        _affected(yearly, "degrades", "~", pnc),
        _affected(member(cis, "service"), "degrades", "~? ~", nps, pnc),
    )
    return Impact(
        as_of=PROVENANCE.as_of,
        provenance=PROVENANCE,
        direction="downstream",
        system=member(pnc, "platform", name="Police National Computer"),
        in_estate=True,
        parts=("home-office/pnc-web",),
        affected=affected,
        totals=Sums(3, 2, 3, Sum(1200, 1, 5), Sum(2_100_000, 1, 5)),
        services=Sums(1, 2, 3, Sum(1200, 1, 3), Sum(2_100_000, 1, 3)),
        organisations=(
            Share("dwp", "Work and Pensions", 1, 1, 2, Sum(1200, 1, 2), Sum(None, 0, 2)),
            Share("external", None, 1, 0, 0, Sum(None, 0, 1), Sum(None, 0, 1)),
            Share("hmrc", "Revenue and Customs", 0, 1, 1, Sum(None, 0, 1), Sum(2_100_000, 1, 1)),
            Share("home-office", "Home Office", 1, 0, 0, Sum(None, 0, 1), Sum(None, 0, 1)),
        ),
        cycles=survey().cycles,
        names={each.id: each.name for each in affected if each.name} | {pnc: "Police National Computer"},
        diagnostics=(diagnostic("warning"),),
        handling="official-sensitive",
    )


def member(system: str, kind: str | None, name: str = "", **keys: object) -> Member:
    """A member of a kind; a stub where that is None."""
    found = record(system, name or f"Name of {system}", kind=kind, **keys) if kind else None
    stated = found.system if found else None
    return Member(
        id=system,
        name=stated.name if stated else None,
        organisation=system.partition("/")[0],
        kind=found.system.kind if found else "external",
        stub=found is None,
        rating="possibly-red" if found else None,
        part_of=_whole(found),
        users=stated.users.count if stated and stated.users else None,
        transactions_per_year=stated.transactions_per_year if stated else None,
        record=found,
    )


def _whole(found: Record | None) -> str | None:
    return found.full_id(found.system.part_of) if found and found.system.part_of else None


def _affected(found: Member, effect: Effect, looks: str, *path: str) -> Affected:
    """Along a path from that member; `~` is a soft arrow, `?` an assumed one."""
    steps = tuple(
        Step("hard" if look.startswith("-") else "soft", "assumed" if "?" in look else "confirmed")
        for look in looks.split()
    )
    described = {each.name: getattr(found, each.name) for each in fields(found)}
    return Affected(
        **described,
        effect=effect,
        path=(found.id, *path),
        arrows=steps,
        is_confirmed=all(step.confidence == "confirmed" for step in steps),
    )
