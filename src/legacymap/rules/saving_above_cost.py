"""An option saves more a year than its system costs to run, or nobody says what that is.

Why: What is not spent cannot be saved. A plan counts a saving up to the running
cost that is stated, and none where none is stated; the rest of the case for the
option would be lost without a word.

Mend: Correct the saving, or state the running cost as `annual_run` under `costs`.

Wrong:

    costs: {annual_run: £1m}
    remediation:
      options: [{id: move, approach: rehost, rdel: [£2m], annual_saving: £3m}]

Right:

    costs: {annual_run: £4m}
    remediation:
      options: [{id: move, approach: rehost, rdel: [£2m], annual_saving: £3m}]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record, written
from legacymap.domain.money import pounds_text
from legacymap.domain.system import Option
from legacymap.rules.context import Context
from legacymap.rules.decisions import options_of

CODE = "LM415"
SEVERITY: Severity = "warning"
_LEAVING = "retire"  # what is switched off costs nothing, whatever is stated


def check(context: Context) -> Iterator[Fault]:
    """Every annual saving above nought that is more than the running cost, or that stands without one."""
    for record in context.stating("options.annual_saving"):
        for number, option in enumerate(options_of(record) if record.in_estate else ()):
            said = _said(record, option)
            if said is None:
                continue
            path: Path = ("remediation", "options", number, "annual_saving")
            message, hint, redacted = said
            yield Fault(
                "saving-above-cost",
                message,
                record.at(*path),
                hint,
                record.id,
                written(path, record.invalid),
                redacted,
            )


def _said(record: Record, option: Option) -> tuple[str, str, str] | None:
    """Message, hint and redacted form; None where the saving can be."""
    saving, costs = option.annual_saving, record.system.costs
    if saving is None or saving.amount <= 0 or option.approach in {"retain", _LEAVING}:
        return None
    run = costs.annual_run if costs else None
    if run is None:
        if record.is_invalid("costs", "annual_run"):
            return None
        message = f"`{option.id}` saves {pounds_text(float(saving))} a year, but no running cost is stated"
        hint = "State `annual_run` under `costs`; until then the saving counts for nothing."
        return message, hint, "An option saves money, but no running cost is stated"
    is_comparable = costs is not None and costs.price_base == option.price_base
    if is_comparable and saving.amount > run.amount:
        message = f"`{option.id}` saves {pounds_text(float(saving))} a year of {pounds_text(float(run))}"
        hint = "Correct one of the two; the saving counts up to the running cost."
        return message, hint, "An option saves more than the system costs to run"
    return None
