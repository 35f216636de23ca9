"""An agreement matches nothing.

Why: An agreement settles what two records say of each other. One that names no system
of the inventory, or an arrow that neither side states, settles nothing: an id is
misspelt, or the records have moved on.

Mend: Correct the ids. Where the records now say what was agreed, take the agreement
out.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      depends_on: [identity-hub]
    - {id: identity-hub, name: Identity hub}
    ---
    agreements:
    - about: [home-office/case-tracker, home-office/identity-hbu]
      says: no-arrow

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      depends_on: [identity-hub]
    - {id: identity-hub, name: Identity hub}
    ---
    agreements:
    - about: [home-office/case-tracker, home-office/identity-hub]
      says: no-arrow
"""

from legacymap.domain.findings import Severity

CODE = "LM220"
SEVERITY: Severity = "warning"
