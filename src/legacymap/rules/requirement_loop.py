"""Options require each other, so that none of them could ever start.

Why: An option starts once what it requires is complete. Where every way to meet the
requirement leads back to the option itself, each waits for the other, and no plan
can choose any of them.

Mend: Drop one of the requirements, split the work so that a first part needs nothing
of the others, or, where both have to happen at once, use `moves_with`.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], requires: [identity-hub]}
    - id: identity-hub
      name: Identity hub
      remediation:
        options:
        - {id: upgrade, approach: replatform, rdel: [£1m], requires: [case-tracker]}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      remediation:
        options:
        - {id: move, approach: rehost, rdel: [£2m], requires: [identity-hub]}
    - id: identity-hub
      name: Identity hub
      remediation:
        options:
        - {id: upgrade, approach: replatform, rdel: [£1m]}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context
from legacymap.rules.requirements import Waiting, loop_text, waiting

CODE = "LM216"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every option of a shortest loop in each group, at the requirement that leads on to the next."""
    for each in waiting(context):
        yield _fault(each)


def _fault(waits: Waiting) -> Fault:
    record, path = waits.record, waits.path
    return Fault(
        "requirement-loop",
        f"The option `{waits.loop[waits.position]}` waits for itself{loop_text(waits.loop, waits.position)}",
        record.at(*path),
        "Drop one of the requirements, or use `moves_with` where the work has to begin together.",
        record.id,
        written(path, record.invalid),
        "The option waits for itself by way of what it requires",
    )
