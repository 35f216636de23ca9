"""A reference is not written as a system's id.

Why: It cannot name any system, so the dependency is lost from the map.

Mend: Write `system` for a system of the same organisation, and
`organisation/system` for another's.

Wrong:

    depends_on: [Identity Hub]

Right:

    depends_on: [identity-hub]
"""

from legacymap.domain.findings import Severity

CODE = "LM106"
SEVERITY: Severity = "error"
