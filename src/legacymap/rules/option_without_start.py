"""An option's years leave it no start.

Why: `earliest` and `latest` bound the year in which an option may start, and
`committed` fixes it. Where they contradict each other, no plan can obey them all.

Mend: Correct the year that is wrong.

Wrong:

    remediation:
      options:
      - {id: move, approach: rehost, rdel: [£2m], earliest: 2029-30, latest: 2027-28}

Right:

    remediation:
      options:
      - {id: move, approach: rehost, rdel: [£2m], earliest: 2027-28, latest: 2029-30}
"""

from collections.abc import Iterator

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.domain.system import Option
from legacymap.rules.context import Context

CODE = "LM130"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every option whose `latest` is before its `earliest`, or whose `committed` is outside the two."""
    for record in context.stating("options.earliest", "options.committed"):
        options = (record.system.remediation and record.system.remediation.options) or ()
        for number, option in enumerate(options):
            for key, year, side, bound in _contradictions(option):
                path = ("remediation", "options", number, key)
                other = "earliest" if side == "before" else "latest"
                wrong, right = financial_year_text(year), financial_year_text(bound)
                yield Fault(
                    "option-without-start",
                    f"`{key}` {wrong} is {side} `{other}` {right}, so `{option.id}` has no start",
                    record.at(*path),
                    f"Correct `{key}` or `{other}`.",
                    record.id,
                    written(path, record.invalid),
                    f"`{key}` is {side} `{other}`, so the option has no start",
                    related=((record.at(*path[:-1], other), f"`{other}` is here"),),
                )


def _contradictions(option: Option) -> Iterator[tuple[str, int, str, int]]:
    """The key that contradicts, its year, on which side of its bound it lies, and that bound."""
    earliest, latest, committed = option.earliest, option.latest, option.committed
    if earliest is not None and latest is not None and latest < earliest:
        yield "latest", latest, "before", earliest
    elif committed is not None and earliest is not None and committed < earliest:
        yield "committed", committed, "before", earliest
    elif committed is not None and latest is not None and committed > latest:
        yield "committed", committed, "after", latest
