"""Two rows have one key, or one name where there are no keys.

Why: Only one of them can be the record; the others are left out.

Mend: Give each row a key of its own, or delete what is the same.

Wrong:

    id,name
    APP1,Case tracker
    APP1,Case archive

Right:

    id,name
    APP1,Case tracker
    APP2,Case archive
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM508"
SEVERITY: RuleSeverity = "warning"
