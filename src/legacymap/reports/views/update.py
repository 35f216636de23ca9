"""What an update of the catalogue brought."""

import shlex
from collections.abc import Iterator

from legacymap.domain.catalogue import CatalogueUpdate, Conversion
from legacymap.reports.figures import counted, day
from legacymap.reports.support import state_in_words
from legacymap.reports.view import Code, Fact, Facts, Points, Prose, View


def update_view(update: CatalogueUpdate) -> View:
    """Where the file is and how to use it, what is in it, what changed, and what was left out."""
    conversion = update.conversion
    facts = (
        Fact("from", update.source, "prose"),
        Fact("generated at", update.generated_at),
        Fact("sha256", update.sha256, "prose"),
        Fact("holds", f"{counted(conversion.products, 'product')}, {counted(conversion.cycles, 'cycle')}"),
        Fact(f"on {day(update.as_of)}", _states(update), "prose"),
        Fact("changed", _changes(update), "prose"),
    )
    left_out = tuple(_left_out(conversion))
    file = shlex.quote(update.file)
    return View(
        title=f"Wrote {update.file}",
        marking="",
        blocks=(
            Facts(facts),
            *((Points(left_out),) if left_out else ()),
            Prose(
                "No command uses the file by itself. To use it, name it to a command or in legacymap.yaml:"
            ),
            Code(f"legacymap scan --lifecycle {file}\n\nsettings: {{lifecycle: [{_quoted(update.file)}]}}"),
        ),
    )


def _states(update: CatalogueUpdate) -> str:
    return ", ".join(f"{count:,} {state_in_words(state).words}" for state, count in update.states.items())


def _changes(update: CatalogueUpdate) -> str:
    changes = update.changes
    return (
        f"against {update.before}: {counted(changes.products_added, 'product')} and "
        f"{counted(changes.cycles_added, 'cycle')} more, {changes.products_removed:,} and "
        f"{changes.cycles_removed:,} fewer, {counted(changes.ends_changed, 'cycle')} with other ends"
    )


def _left_out(conversion: Conversion) -> Iterator[str]:
    if conversion.products_left_out:
        yield f"{counted(conversion.products_left_out, 'product')} did not fit: left out."
    if conversion.cycles_left_out:
        said = counted(conversion.cycles_left_out, "release")
        yield f"{said} did not fit, or had another's name but for punctuation: left out."
    if conversion.names_dropped:
        yield f"{counted(conversion.names_dropped, 'name')} of another product as well: left to the first."
    if conversion.flags_overruled:
        said = counted(conversion.flags_overruled, "flag")
        yield f"{said} (ended or not) that the release's own date contradicts on that day: the date counts."


def _quoted(text: str) -> str:
    """The text as YAML takes it at its letters."""
    return "'" + text.replace("'", "''") + "'"
