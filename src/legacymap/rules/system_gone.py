"""An answer is about a system that the inventory no longer holds.

Why: The record was taken out, or has another id since the question was asked.

Mend: Write the answer in the record under its new id, or drop it.

Wrong:

    the workbook asks about `harbours/tides`, which is now `harbours/tide-tables`

Right:

    the workbook asks about `harbours/tide-tables`
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM604"
SEVERITY: RuleSeverity = "warning"
