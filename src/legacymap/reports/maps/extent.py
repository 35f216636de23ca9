"""What a map leaves out, and how to see it."""

from legacymap.domain.map import EstateMap
from legacymap.reports.figures import counted

SHOWN_ARROWS = 80  # between organisations, where text stands for a drawing

_HOW = (
    "To see systems one by one: --around SYSTEM --hops N, --organisation ID, or a higher --limit; "
    "-f json and -f graphml hold them all."
)


def is_summed_up(found: EstateMap, limit: int) -> bool:
    """Whether it has more systems than are drawn one by one."""
    return len(found.spots) > limit


def left_out(found: EstateMap, limit: int) -> tuple[str, ...]:
    """Sentences on what a drawing of the map does not show."""
    said = []
    if is_summed_up(found, limit):
        size = counted(len(found.spots), "system")
        said = [f"{size} are summed up by organisation, as there are more than {limit:,}.", _HOW]
    if len(found.spots) < found.systems:
        beyond = found.systems - len(found.spots)
        verb = "is" if beyond == 1 else "are"
        said += [f"{counted(beyond, 'system')} of the estate {verb} not on this map."]
    return tuple(said)


def scope_text(found: EstateMap) -> str:
    """What the map is of, in a few words."""
    scope = found.scope
    if scope.around is not None:
        return f"Around {scope.around}, as far as {counted(scope.hops, 'arrow')}"
    if scope.organisation is not None:
        return f"{scope.organisation}, all below it, and direct neighbours"
    return "The whole estate"
