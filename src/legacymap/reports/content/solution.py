"""The answer to a posed problem: what is started when, and how good it is known to be."""

from legacymap.domain.plan import Solution
from legacymap.reports.view import Block, Column, Fact, Figures, Prose, Table, View

_COLUMNS = (
    Column("start", "start", "text"),
    Column("system", "system", "text"),
    Column("option", "option", "text", priority=2),
    Column("value", "value", "working"),
    Column("present_cost", "present cost", "working", priority=3),
    Column("job", "job", "count", priority=2),
)
_WORDS = {
    "optimal": "Proven within the gap asked for.",
    "time-limit": "The best found; its true distance from the bound is the gap.",
    "infeasible": "No choice of starts keeps all limits and decisions.",
}


def solution_view(found: Solution) -> View:
    """The starts by year, under the value, the bound and the gap."""
    cut = tuple(Prose(f"The time limit cut {what} short.") for what in found.cut_short)
    if found.value is None:
        words = "No plan was found in time." if found.status == "time-limit" else _WORDS[found.status]
        return View(found.title, "", (*cut, Prose(words)))
    gap = "-" if found.gap is None else f"{found.gap:.4%}"
    proven = (
        Fact("value", found.value, "working"),
        Fact("bound", found.bound, "working"),
        Fact("gap", gap),
    )
    size = Fact("present cost", found.present_cost, "working"), Fact("chosen", len(found.chosen), "count")
    figures = Figures((proven, size))
    rows = tuple(
        (each.year, each.system, each.option, each.value, each.present_cost, each.job)
        for each in sorted(found.chosen, key=lambda each: (each.start, each.job))
    )
    blocks: tuple[Block, ...] = (*cut, figures, Prose(_WORDS[found.status]), Table("Starts", _COLUMNS, rows))
    return View(found.title, "", blocks)
