"""An option's costs have no price base, though other money of its record has one.

Why: Costs without a `price_base` are taken to be in the prices of the scenario.
Where other amounts of the record name a year, this one was probably forgotten; a
cost of some years ago then looks cheaper than it is.

Mend: Name the financial year whose prices the costs are in.

Wrong:

    remediation:
      options:
      - {id: replace, approach: replace, cdel: [£8m], price_base: 2023-24}
      - {id: rehost, approach: rehost, rdel: [£2m]}

Right:

    remediation:
      options:
      - {id: replace, approach: replace, cdel: [£8m], price_base: 2023-24}
      - {id: rehost, approach: rehost, rdel: [£2m], price_base: 2023-24}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record, written
from legacymap.domain.system import Option
from legacymap.rules.context import Context

CODE = "LM129"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every option with costs above zero and no price base, in a record that states one elsewhere."""
    for record in context.stating("options.price_base", "costs.price_base"):
        options = (record.system.remediation and record.system.remediation.options) or ()
        if not _states_a_base(record, options):
            continue
        for number, option in enumerate(options):
            path: Path = ("remediation", "options", number)
            subject = written(path, record.invalid)
            if not _costs(option) or option.price_base or record.is_invalid(*subject, "price_base"):
                continue
            yield Fault(
                "price-base-missing",
                f"The option `{option.id}` has no price base, though other money of its record has one",
                record.at(*path),
                "Add `price_base:` with the financial year; until then the scenario's is taken.",
                record.id,
                subject,
                "The option has no price base, though other money of its record has one",
            )


def _states_a_base(record: Record, options: tuple[Option, ...]) -> bool:
    costs = record.system.costs
    return bool(costs and costs.price_base) or any(option.price_base for option in options)


def _costs(option: Option) -> bool:
    return any(cost.amount for cost in (*(option.rdel or ()), *(option.cdel or ())))
