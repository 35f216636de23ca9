"""A source is larger than is read.

Why: A file that unpacks to gigabytes stops a machine, so nothing of it is read.

Mend: Split it, or save only the sheets and columns that are needed.

Wrong:

    a workbook of 300,000 rows

Right:

    two workbooks of 150,000 rows
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM519"
SEVERITY: RuleSeverity = "error"
