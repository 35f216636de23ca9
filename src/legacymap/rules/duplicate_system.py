"""Several records have the same full id.

Why: Nobody can say which of them a reference means. Only the first record is
used until they are told apart.

Mend: Give each system an id of its own, or join the records into one.

Wrong:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
    - {id: case-tracker, name: Case tracking}

Right:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
    - {id: case-tracking, name: Case tracking}
"""

from legacymap.domain.findings import Severity

CODE = "LM205"
SEVERITY: Severity = "error"
