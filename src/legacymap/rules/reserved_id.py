"""An organisation has the id `all`.

Why: In budgets and filters `all` means every organisation.

Mend: Choose another id.

Wrong:

    organisation: all
    systems: []

Right:

    organisation: all-agencies
    systems: []
"""

from legacymap.domain.findings import Severity

CODE = "LM105"
SEVERITY: Severity = "error"
