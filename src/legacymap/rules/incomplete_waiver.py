"""A waiver has no reason or no expiry.

Why: A finding may be accepted, but for a reason and for a time. A waiver without
them waives nothing.

Mend: Add `reason` and `expires`.

Wrong:

    organisation: home-office
    waivers:
    - {rule: LM204, system: case-tracker, reason: Contract under renegotiation}

Right:

    organisation: home-office
    waivers:
    - rule: LM204
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31
"""

from legacymap.domain.findings import Severity

CODE = "LM212"
SEVERITY: Severity = "error"
