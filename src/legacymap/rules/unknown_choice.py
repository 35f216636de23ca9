"""A scenario fixes or forbids something that the inventory does not have.

Why: The decision would have no effect, and whoever took it believes that it has.

Mend: Name the system by its full id, `organisation/system`, and one of its
options by its id.

Wrong:

    organisation: {id: dwp, name: DWP}
    systems:
    - id: pscs
      name: Pension strategy
      remediation:
        options: [{id: rebuild, approach: rebuild, cdel: [£2m]}]
    ---
    scenario: baseline
    years: [2027-28]
    forbid: [{system: dwp/pscs, option: rebiuld}]

Right:

    organisation: {id: dwp, name: DWP}
    systems:
    - id: pscs
      name: Pension strategy
      remediation:
        options: [{id: rebuild, approach: rebuild, cdel: [£2m]}]
    ---
    scenario: baseline
    years: [2027-28]
    forbid: [{system: dwp/pscs, option: rebuild}]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Inventory
from legacymap.domain.nearest import did_you_mean, listed, nearest
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import options_of

CODE = "LM317"
SEVERITY: Severity = "error"
_FULL_ID = "Write its full id, `organisation/system`, as the inventory gives it."
_MOST_SEARCHES = 100  # for what was meant; a file of nothing but slips must not take minutes


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every fixed or forbidden choice whose system or option is not in the inventory."""
    patience = _MOST_SEARCHES
    for path, system, option in _named(context):
        record = context.inventory.records.get(system)
        if record is None:
            patience -= 1
            yield Fault(
                "unknown-choice",
                f"The inventory has no usable record of `{system}`"
                if context.inventory.presence(system) == "left-out"
                else f"The inventory has no system `{system}`",
                context.route.to(*path, "system"),
                _hint(system, context.inventory) if patience >= 0 else _FULL_ID,
                subject=(*path, "system"),
            )
        elif option is not None and option not in {each.id for each in options_of(record)}:
            options = [each.id for each in options_of(record)]
            few = f"Its options are {listed(options, 'and')}." if options else "It describes no option."
            few = "Mend the options of its record first." if record.is_unfit("remediation") else few
            yield Fault(
                "unknown-choice",
                f"`{system}` has no option `{option}`",
                context.route.to(*path, "option"),
                did_you_mean(option, options) or few,
                subject=(*path, "option"),
                related=((record.at("id"), "the system is here"),),
            )


def _named(context: ScenarioContext) -> Iterator[tuple[Path, str, str | None]]:
    for number, fix in enumerate(context.scenario.fix):
        yield ("fix", number), fix.system, fix.option
    for number, forbidden in enumerate(context.scenario.forbid):
        yield ("forbid", number), forbidden.system, forbidden.option


def _hint(system: str, inventory: Inventory) -> str:
    if inventory.presence(system) == "left-out":
        return "Mend its record first: `legacymap validate` says what is wrong with it."
    organisation, _, short = system.rpartition("/")
    same = [each for each in inventory.records if each.rpartition("/")[2] == short]
    beside = [each for each in inventory.records if each.rpartition("/")[0] == organisation]
    found = nearest(system, same) or (same[0] if same else None) or nearest(system, beside)
    if found:
        return f"Did you mean `{found}`?"
    return _FULL_ID
