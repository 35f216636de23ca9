"""`legacymap rules`: the rules, or one rule's page."""

from typing import Annotated

import typer

from legacymap.cli.options import ColourChoice
from legacymap.cli.output import deliver, is_coloured, width


def rules(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A rule's code or name: LM201.")] = None,
    color: ColourChoice = "auto",
) -> None:
    """List the rules that validate applies; with a code, that rule's page."""
    from legacymap.reports.formats import FORMATS
    from legacymap.reports.screen import Screen
    from legacymap.reports.views.rule import rule_view
    from legacymap.reports.views.rules import rules_view
    from legacymap.verbs.rules import rule
    from legacymap.verbs.rules import rules as every_rule

    view = rules_view(every_rule()) if code is None else rule_view(rule(code))
    deliver(FORMATS["table"](view, Screen(width(None), is_coloured(color, None))), None)
