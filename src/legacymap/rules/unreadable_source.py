"""A source cannot be read.

Why: Nothing of it is imported, and nothing is written.

Mend: Open it in the program that made it and save it once more: as xlsx or csv,
without a password.

Wrong:

    legacymap import register.xls

Right:

    legacymap import register.xlsx
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM501"
SEVERITY: RuleSeverity = "error"
