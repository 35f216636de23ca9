"""A record says the opposite of what its side agreed to, and later.

Why: An agreement changes the estate until it is settled anew. A record that was judged
later (its assessment, or the return that it came in) and says the opposite means
that one of the two is wrong.

Mend: Ask both sides. Correct the record, or write a new agreement in the place of the
old one.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      depends_on: [identity-hub]
      assessment: {date: 2026-10-01}
    - {id: identity-hub, name: Identity hub}
    ---
    agreements:
    - about: [home-office/case-tracker, home-office/identity-hub]
      says: no-arrow
      date: 2026-02-01

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - id: case-tracker
      name: Case tracker
      depends_on: [identity-hub]
      assessment: {date: 2026-10-01}
    - {id: identity-hub, name: Identity hub}
    ---
    agreements:
    - about: [home-office/case-tracker, home-office/identity-hub]
      says: arrow-confirmed
      date: 2026-11-01
"""

from legacymap.domain.findings import Severity

CODE = "LM221"
SEVERITY: Severity = "warning"
