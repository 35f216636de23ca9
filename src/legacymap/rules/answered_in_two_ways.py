"""An answer says something else than the record, or than another workbook.

Why: The record has changed since the question was asked, or two owners were asked and
do not agree. Which of them is right cannot be told from here; nothing is written.

Mend: Decide which is true, and write it in the record.

Wrong:

    on record: saas   answer: on-premises

Right:

    on record: saas   answer: saas
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM603"
SEVERITY: RuleSeverity = "warning"
