"""A heading is neither mapped nor ignored.

Why: Its cells are kept among the record's own keys, where no figure sees them.

Mend: Say in the mapping what the heading is: a route of the record, `keep` or
`ignore`.

Wrong:

    columns:
      Name: name

Right:

    columns:
      Name: name
      Internal notes: ignore
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM505"
SEVERITY: RuleSeverity = "note"
