"""The source no longer says what the inventory has from it.

Why: It may be out of date; nothing is taken out unasked.

Mend: Take it out by hand, or all of it by `--withdraw`.

Wrong:

    last time:  APP1,Case tracker,critical
    now:        APP1,Case tracker,

Right:

    last time:  APP1,Case tracker,critical
    now:        APP1,Case tracker,critical
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM512"
SEVERITY: RuleSeverity = "note"
