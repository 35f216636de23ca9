"""An organisation is described in several places that disagree.

Why: Its budget, currency and parent decide scores and totals. What differs
counts as unknown.

Mend: Describe the organisation in one file; the others name its id alone.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems: []
    ---
    organisation: {id: home-office, name: The Home Office}
    systems: []

Right:

    organisation: {id: home-office, name: Home Office}
    systems: []
    ---
    organisation: home-office
    systems: []
"""

from legacymap.domain.findings import Severity

CODE = "LM206"
SEVERITY: Severity = "error"
