"""A scenario fixes, forbids or demands something that the inventory does not have.

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

from legacymap.domain.findings import Fault, Path, Route, Severity
from legacymap.domain.inventory import Inventory, Record, nearest_system
from legacymap.domain.nearest import did_you_mean, listed, nearest
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import options_of

CODE = "LM317"
SEVERITY: Severity = "error"
_FULL_ID = "Write its full id, `organisation/system`, as the inventory gives it."
_MOST_SEARCHES = 100  # for what was meant; a file of nothing but slips must not take minutes


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every decision and target whose system or option is not in the inventory."""
    patience = _MOST_SEARCHES
    for path, system, options in _named(context):
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
            continue
        described = [each.id for each in options_of(record)]
        for key, option in options:
            if option not in described:
                yield _no_option(context.route.to(*path, *key), (*path, *key), record, option)


def _no_option(where: Route, subject: Path, record: Record, option: str) -> Fault:
    options = [each.id for each in options_of(record)]
    few = f"Its options are {listed(options, 'and')}." if options else "It describes no option."
    few = "Mend the options of its record first." if record.is_invalid("remediation") else few
    return Fault(
        "unknown-choice",
        f"`{record.id}` has no option `{option}`",
        where,
        did_you_mean(option, options) or few,
        subject=subject,
        related=((record.at("id"), "the system is here"),),
    )


_Options = tuple[tuple[Path, str], ...]


def _named(context: ScenarioContext) -> Iterator[tuple[Path, str, _Options]]:
    """Every system that the scenario names, with the options that it names of it."""
    scenario = context.scenario
    for number, must in enumerate(scenario.must):
        options = tuple((("options", place), each) for place, each in enumerate(must.options or ()))
        yield ("must", number), must.system, options
    for number, fix in enumerate(scenario.fix):
        yield ("fix", number), fix.system, _one(fix.option)
    for number, forbidden in enumerate(scenario.forbid):
        yield ("forbid", number), forbidden.system, _one(forbidden.option)
    for number, target in enumerate(scenario.goal.targets or ()):
        if target.no_red is not None and target.no_red.system is not None:
            yield ("goal", "targets", number, "no_red"), target.no_red.system, ()


def _one(option: str | None) -> _Options:
    return () if option is None else ((("option",), option),)


def _hint(system: str, inventory: Inventory) -> str:
    if inventory.presence(system) == "left-out":
        return "Mend its record first: `legacymap validate` says what is wrong with it."
    organisation, _, short = system.rpartition("/")
    same = [each for each in inventory.records if each.rpartition("/")[2] == short]
    beside = [each for each in inventory.records if each.rpartition("/")[0] == organisation]
    found = nearest(system, same) or (same[0] if same else None) or nearest(system, beside)
    found = found or nearest_system(short, inventory.records)
    if found:
        return f"Did you mean `{found}`?"
    return _FULL_ID
