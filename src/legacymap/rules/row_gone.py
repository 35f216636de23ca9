"""A row that was imported before is gone from the source.

Why: The system may be retired, or was forgotten there; its record stays as it is.

Mend: Say in the inventory what has become of it: `status: retired`.

Wrong:

    last time:  APP1,Case tracker
    now:        (no row APP1)

Right:

    last time:  APP1,Case tracker
    now:        APP1,Case tracker
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM513"
SEVERITY: RuleSeverity = "note"
