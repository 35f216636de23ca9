"""A workbook that came back is not as it was sent.

Why: Rows are known by a hidden key, and columns by their headings. A key that was not
sent or stands twice, a heading that was changed, or the systems of another inventory
leave it open what an answer is about; such rows are not read.

Mend: Answer in the rows that were sent; sorting and filtering them is fine.

Wrong:

    Key   System   Question   Reply

Right:

    Key   System   Question   Answer
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM605"
SEVERITY: RuleSeverity = "warning"
