"""`legacymap lifecycle`: the catalogue of support dates."""

import typer

from legacymap.cli.lifecycle.search import search
from legacymap.cli.lifecycle.show import show
from legacymap.cli.lifecycle.update import update

lifecycle = typer.Typer(
    help="The catalogue of support dates: show, search, and bring up to date.",
    rich_markup_mode="markdown",
)


@lifecycle.callback(invoke_without_command=True)
def _start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


lifecycle.command()(show)
lifecycle.command()(search)
lifecycle.command()(update)
