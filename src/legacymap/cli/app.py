"""The program's commands, by task; each command's module registers itself here."""

from typing import Annotated

import typer

from legacymap import __version__
from legacymap.cli.add import add
from legacymap.cli.explain import explain
from legacymap.cli.gaps import gaps
from legacymap.cli.impact import impact
from legacymap.cli.init import init
from legacymap.cli.lifecycle import lifecycle
from legacymap.cli.map import map_estate
from legacymap.cli.plan import plan
from legacymap.cli.report import report
from legacymap.cli.rules import rules
from legacymap.cli.scan import scan
from legacymap.cli.schema import schema
from legacymap.cli.share import share
from legacymap.cli.technologies import technologies
from legacymap.cli.validate import validate

_START = "Start an inventory"
_CHECK = "Keep the inventory true"
_SEE = "See the estate"
_ACT = "Plan the update"
_DATES = "Know the support dates"
_SHARE = "Share with others"

app = typer.Typer(
    name="legacymap",
    help="Map legacy systems, score their risk honestly, and plan their update.",
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"legacymap {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


app.command(rich_help_panel=_START)(init)
app.command(rich_help_panel=_START)(add)
app.command(rich_help_panel=_CHECK)(validate)
app.command(rich_help_panel=_CHECK)(rules)
app.command(rich_help_panel=_CHECK)(schema)
app.command(rich_help_panel=_SEE)(scan)
app.command(rich_help_panel=_SEE)(explain)
app.command(rich_help_panel=_SEE)(gaps)
app.command(rich_help_panel=_SEE)(impact)
app.command(name="map", rich_help_panel=_SEE)(map_estate)
app.command(rich_help_panel=_SEE)(technologies)
app.command(rich_help_panel=_ACT)(plan)
app.command(rich_help_panel=_ACT)(report)
app.command(rich_help_panel=_SHARE)(share)
app.add_typer(lifecycle, name="lifecycle", rich_help_panel=_DATES)
