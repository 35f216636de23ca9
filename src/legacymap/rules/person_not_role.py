"""An owner is a person, not a role or a team.

Why: People move on, and registers of people are personal data: the name is neither
written nor kept.

Mend: Write the role beside it in the mapping's `values`, or in the source.

Wrong:

    owner
    (a given and a family name)

Right:

    owner
    Head of asylum operations
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM515"
SEVERITY: RuleSeverity = "warning"
