"""What the record lacks about the support of its technologies."""

from dataclasses import replace

from legacymap.domain.catalogue import Match, standard_ends, stated_end
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.system import Technology
from legacymap.scoring.derive.end_of_support import technology_levels
from legacymap.scoring.facts import Facts

_UNSTATED = "a technology that is not named"


def missing(record: Record, facts: Facts) -> str | None:
    """For each technology that keeps the criterion open, the first thing to find out about it."""
    technologies = record.system.technologies
    if not technologies:
        return "List what it stands on with versions, and whether upgrades are planned (technologies)"
    weighed = [(technology, technology_levels(technology, facts)) for technology in technologies]
    floor = max(levels.low for _, levels in weighed)
    wanted: dict[str, list[str]] = {}
    for technology, levels in weighed:
        if levels.high > floor:
            name = technology.label.strip() or _UNSTATED
            names = wanted.setdefault(_wanted(technology, facts), [])
            if name not in names:
                names.append(name)
    asked = "; ".join(words.format(listed(names, "and")) for words, names in wanted.items())
    return f"{asked[:1].upper()}{asked[1:]}"


def _wanted(technology: Technology, facts: Facts) -> str:
    match = facts.match(technology)
    upgrade = "" if technology.upgrade_planned is not None else " and whether an upgrade is planned"
    if stated_end(technology) is None:
        if not technology.product:
            return "name the product and version of {} (technologies)"
        if match.product and not match.cycles and not technology.version:
            return f"give the version of {{}}{upgrade} (technologies)"
        if _releases_differ(technology, match, facts):
            releases = listed(_braced(cycle.cycle) for cycle in match.cycles)
            return f"say which release of {{}} it is, {releases}{upgrade} (technologies)"
    ends = standard_ends(technology, match)
    if "unknown" in ends:
        return f"give the day on which standard support of {{}} ends{upgrade} (technologies.support)"
    if "not-announced" in ends:
        return "assess it, as no end of support of {} is announced (assessment.scores)"
    return "say whether an upgrade of {} is planned (technologies.upgrade_planned)"


def _releases_differ(technology: Technology, match: Match, facts: Facts) -> bool:
    """Whether the releases that the version may mean stand at different levels."""
    if len(match.cycles) < 2:
        return False
    levels = [
        _levels_of(technology, Match(match.product, (cycle,), match.why), facts) for cycle in match.cycles
    ]
    return len(set(levels)) > 1


def _levels_of(technology: Technology, match: Match, facts: Facts) -> tuple[int, int]:
    def alone(_: Technology) -> Match:
        return match

    levels = technology_levels(technology, replace(facts, match=alone))
    return levels.low, levels.high


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
