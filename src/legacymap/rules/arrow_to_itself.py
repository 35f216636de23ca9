"""A relation runs from a system to itself.

Why: It says nothing of what stands on what, so it is dropped.

Mend: Name the other system, or delete the row.

Wrong:

    consumer,provider
    APP1,APP1

Right:

    consumer,provider
    APP1,APP2
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM518"
SEVERITY: RuleSeverity = "warning"
