"""A key is given twice in one mapping.

Why: YAML does not say which of the two counts, and taking either could hide a
fact. The value counts as unknown; of two ids or names the first is used.

Mend: Keep one of the two.

Wrong:

    status: live
    status: retired

Right:

    status: live
"""

from legacymap.domain.findings import Severity

CODE = "LM010"
SEVERITY: Severity = "error"
