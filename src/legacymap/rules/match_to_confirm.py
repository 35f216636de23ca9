"""A row has the name of a system that the inventory holds already.

Why: It may be the same or another; the row is held back until somebody says so.

Mend: Write under `matches` in the mapping which it is, or `new`.

Wrong:

    import: register
    columns: {Name: name}

Right:

    import: register
    matches: {APP014: home-office/case-tracker}
    columns: {Name: name}
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM510"
SEVERITY: RuleSeverity = "warning"
