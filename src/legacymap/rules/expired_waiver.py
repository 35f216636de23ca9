"""A waiver has expired.

Why: A finding is accepted for a time. The time is over, so the finding counts
again.

Mend: Mend what the waiver accepted and delete it, or have it approved again with
a new expiry.

Wrong:

    # as of 22 November 2026
    organisation: home-office
    waivers:
    - rule: LM204
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2026-03-31

Right:

    organisation: home-office
    waivers:
    - rule: LM204
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31
"""

from legacymap.domain.findings import Severity

CODE = "LM403"
SEVERITY: Severity = "warning"
