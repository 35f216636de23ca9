"""A cell cannot be read as the field that its column stands for.

Why: What is not understood is not guessed: the text is kept among the record's own
keys. A status that is not understood is an error, and the row is held back: it would
count as live.

Mend: Give the word a meaning in the mapping's `values`, or mend the cell.

Wrong:

    columns:
      Stage: status

Right:

    columns:
      Stage: {to: status, values: {Under review: live}}
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM506"
SEVERITY: RuleSeverity = "warning"
