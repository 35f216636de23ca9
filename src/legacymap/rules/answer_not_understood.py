"""An answer in a workbook that came back cannot be read as its field.

Why: A guess at what somebody meant would stand in the record as if they had said it.
Nothing of the row is written.

Mend: Ask once more: `--rejects FILE.xlsx` writes a workbook with only the rows that
were not taken, each with the reason beside it.

Wrong:

    What would one failure cost?   tbc

Right:

    What would one failure cost?   £4m
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM602"
SEVERITY: RuleSeverity = "warning"
