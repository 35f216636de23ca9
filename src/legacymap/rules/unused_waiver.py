"""A waiver matches no finding.

Why: What it accepted may have been mended, or its rule or system be misspelt. It
would hide the next finding of its kind. This is said only when everything of its
organisation was read.

Mend: Delete the waiver, or correct its rule and system.

Wrong:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
    waivers:
    - rule: LM204
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31

Right:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
"""

from legacymap.domain.findings import Severity

CODE = "LM213"
SEVERITY: Severity = "warning"
