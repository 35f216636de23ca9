"""Who stands on one system, and how its risk follows from that."""

from legacymap.domain.survey import Entry
from legacymap.reports.figures import counted, shown
from legacymap.reports.view import Block, Fact, Facts, Heading


def reach(entry: Entry) -> tuple[Block, ...]:
    """Dependents, underpinning and weighted risk; nothing for a system outside the estate."""
    found = entry.reach
    if found is None:
        return ()
    split = f"{found.direct_dependents:,} direct, {found.hard_dependents:,} along hard arrows only"
    facts = (
        Fact("dependents", f"{found.dependents:,} ({split})"),
        Fact("among them", counted(found.services, "service")),
        Fact("belonging to", counted(found.organisations, "organisation")),
        Fact("underpinning", found.underpinning, "score"),
        Fact("capability", _capability(entry)),
        *((Fact("weighted risk", _risk(entry), "prose"),) if entry.assessment else ()),
    )
    return Heading("What stands on it"), Facts(facts)


def _capability(entry: Entry) -> str:
    if entry.reach is None or not entry.reach.underpinning_capability:
        return "not an underpinning capability"
    gap = ", and a gap: it is or could be red, and its plan is not funded"
    return f"an underpinning capability{gap if entry.reach.underpinning_gap else ''}"


def _risk(entry: Entry) -> str:
    if entry.assessment is None or entry.reach is None:
        return ""
    likelihood, impact = entry.assessment.likelihood, entry.assessment.impact
    steps = [shown(step, "working") for step in (likelihood, impact, entry.reach.underpinning)]
    risk = shown(entry.reach.weighted_risk, "score")
    return f"{risk} = likelihood {steps[0]} x (impact {steps[1]} + underpinning {steps[2]})"
