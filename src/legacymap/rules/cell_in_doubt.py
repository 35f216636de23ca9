"""A cell holds no value that can be trusted.

Why: An error, a formula that was never computed, a cell merged across columns, or a
number where a version stands: spreadsheets make 3.1 of 3.10.

Mend: Mend the cell in the source; make versions and ids text.

Wrong:

    product,version
    Java,=1/0

Right:

    product,version
    Java,3.10
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM503"
SEVERITY: RuleSeverity = "warning"
