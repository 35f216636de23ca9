"""A record of a table has more or fewer cells than there are headings.

Why: It cannot be known which cell belongs under which heading, so none of the record
is read.

Mend: Put texts that hold the delimiter or a quote between quotes; double the quotes
within.

Wrong:

    id,name,department
    APP1,Case tracker,Borders, asylum

Right:

    id,name,department
    APP1,Case tracker,"Borders, asylum"
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM502"
SEVERITY: RuleSeverity = "warning"
