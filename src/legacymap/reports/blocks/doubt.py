"""How unsure the estate is, and how much of that the first answers would remove."""

from legacymap.domain.gaps import Gaps
from legacymap.reports.figures import counted, shown
from legacymap.reports.view import Fact, Facts, Prose


def doubt(found: Gaps) -> tuple[Prose | Facts, ...]:
    """A sentence with the counts, and a line for each number of answers."""
    size = (
        f"{counted(found.open, 'criterion is', 'criteria are')} open in "
        f"{counted(found.systems, 'scored system')}."
    )
    if not found.reliefs:
        sure = " Which of them are red is settled: no answer can change it." if found.systems else ""
        return (Prose(f"{size}{sure}"),)
    told = (
        f"The doubt about which systems are red adds up to {shown(found.doubt, 'score')} (explained below)."
    )
    facts = tuple(
        Fact(
            f"the first {counted(each.answers, 'answer')}", f"would remove {shown(each.share, 'share')} of it"
        )
        for each in found.reliefs
    )
    return Prose(f"{size} {told}"), Facts(facts)
