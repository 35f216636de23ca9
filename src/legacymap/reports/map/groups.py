"""What a map leaves out, and how to see it."""

from collections import Counter

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.frozen import dataclass
from legacymap.reports.content.provenance import lacking_text
from legacymap.reports.words import counted

MOST_DRAWN = 150  # systems, where nobody asks for more
MOST_DRAWN_ARROWS = 1_000  # more of them are a hairball, and take minutes to draw
SHOWN_ARROWS = 80  # between organisations, where text stands for a drawing
_HOW = (
    "To see systems one by one: --around SYSTEM --hops N, --organisation ID, or a higher --limit; "
    "-f json and -f graphml hold them all."
)
_SIMPLY = (
    "Where arrows are too many for layers, systems stand in rows and arrows are straight; "
    "--around SYSTEM shows the ways of one."
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group with a title: its own systems, and the groups within it."""

    title: str
    nodes: tuple[MapNode, ...]
    inner: tuple["Cluster", ...] = ()


def is_summed_up(found: EstateMap, limit: int) -> bool:
    """Whether it has more systems, or more arrows, than are drawn one by one."""
    return len(found.systems) > limit or len(found.dependencies) > MOST_DRAWN_ARROWS


def is_dense(items: int, links: int) -> bool:
    """Whether so many links among so many items take minutes to lay out in layers, and show nothing then."""
    return links > max(100, 4 * items)


def is_drawn_simply(found: EstateMap) -> bool:
    """Whether a part of its drawing is in rows with straight arrows, as there are too many for layers."""
    part_of = {node.id: node.id for node in found.systems}
    cycles = [[each for each in cycle.members if each in part_of] for cycle in found.cycles]
    part_of |= {each: members[0] for members in cycles for each in members}
    inner = Counter(
        part_of[each.consumer]
        for each in found.dependencies
        if part_of[each.consumer] == part_of[each.needed]
    )
    between = {
        (part_of[each.consumer], part_of[each.needed])
        for each in found.dependencies
        if part_of[each.consumer] != part_of[each.needed]
    }
    sizes = [(len(members), inner[members[0]]) for members in cycles if members]
    return any(is_dense(*size) for size in (*sizes, (len(set(part_of.values())), len(between))))


def left_out(found: EstateMap, limit: int) -> tuple[str, ...]:
    """Sentences on what a drawing of the map does not show."""
    said = []
    if is_summed_up(found, limit):
        size = counted(len(found.systems), "system")
        why = f"as there are more than {limit:,}"
        if len(found.systems) <= limit:
            why = f"as there are {len(found.dependencies):,} arrows, and no more than 1,000 can be told apart"
        said = [f"{size} are summed up by organisation, {why}.", _HOW]
    elif is_drawn_simply(found):
        said = [_SIMPLY]
    if found.totals.systems < found.totals.systems_of_estate:
        beyond = found.totals.systems_of_estate - found.totals.systems
        verb = "is" if beyond == 1 else "are"
        said += [f"{counted(beyond, 'system')} of the estate {verb} not on this map."]
    return tuple(said)


def caveats(found: EstateMap, limit: int) -> tuple[str, ...]:
    """The same after what could not be read, for drawings that stand alone."""
    return (*lacking_text(found.incomplete, found.provenance), *left_out(found, limit))


def scope_text(found: EstateMap) -> str:
    """What the map is of, in a few words."""
    scope = found.scope
    if scope.around is not None:
        return f"Around {scope.around}, as far as {counted(scope.hops, 'arrow')}"
    if scope.organisation is not None:
        return f"{scope.organisation}, all below it, and direct neighbours"
    return "The whole estate"


def clusters(found: EstateMap) -> tuple[Cluster, ...]:
    """Organisations with their cycles inside, then the cycles across organisations."""
    by_system = {node.id: node for node in found.systems}
    cycles = [[by_system[each] for each in cycle.members if each in by_system] for cycle in found.cycles]
    cycles = [members for members in cycles if len(members) > 1]
    ringed = {node.id for members in cycles for node in members}
    made = []
    for region in found.organisations:
        here = [node for node in found.systems if node.organisation == region.id]
        own = [members for members in cycles if {node.organisation for node in members} == {region.id}]
        alone = tuple(node for node in here if node.id not in ringed)
        if alone or own:
            made.append(Cluster(region.title, alone, tuple(_cycle_cluster(members) for members in own)))
    across = [members for members in cycles if len({node.organisation for node in members}) > 1]
    return (*made, *(_cycle_cluster(members) for members in across))


def _cycle_cluster(members: list[MapNode]) -> Cluster:
    return Cluster("Cycle: these need each other", tuple(members))
