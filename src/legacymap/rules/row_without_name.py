"""A row has no name.

Why: A system without a name cannot be found again, so the row is left out.

Mend: Name it in the source, or delete the row.

Wrong:

    id,name
    APP1,

Right:

    id,name
    APP1,Case tracker
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM504"
SEVERITY: RuleSeverity = "warning"
