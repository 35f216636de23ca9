"""Lists and mappings are nested more than 100 deep.

Why: No inventory needs it, and deep nesting is a known way to crash a reader.

Mend: Write the inventory with fewer levels; look for a bracket that is never
closed.

Wrong:

    # a hundred brackets more than are shown here
    notes: [[[[[[[[ … ]]]]]]]]

Right:

    notes: Written in one line
"""

from legacymap.domain.findings import Severity

CODE = "LM008"
SEVERITY: Severity = "error"
