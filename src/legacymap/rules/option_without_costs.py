"""An option has no costs.

Why: The planner weighs what an option buys against what it costs, so it cannot
choose one without costs. `retain` needs none.

Mend: Give `rdel`, `cdel` or both, with a cost for each year of the work; zeros
are fine.

Wrong:

    remediation:
      options:
      - {id: replace, approach: replace}

Right:

    remediation:
      options:
      - {id: replace, approach: replace, rdel: [£2m, £3m], cdel: [£8m]}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM121"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every option but `retain` with neither rdel nor cdel, unless they were given and did not fit."""
    for record in context.inventory.records.values():
        remediation = record.system.remediation
        for number, option in enumerate((remediation and remediation.options) or ()):
            if option.approach == "retain" or option.rdel or option.cdel:
                continue
            path: Path = ("remediation", "options", number)
            subject = written(path, record.invalid)
            if record.is_invalid(*subject, "rdel") or record.is_invalid(*subject, "cdel"):
                continue
            yield Fault(
                "option-without-costs",
                f"The option `{option.id}` has no costs, so no plan can choose it",
                record.at(*path),
                "Add `rdel:` or `cdel:` with a cost for each year of the work; zeros are fine.",
                record.id,
                subject,
                "The option has no costs, so no plan can choose it",
            )
