"""A reference names no system that is known.

Why: An arrow to nowhere would be lost; the text stands in the notes of the record
instead.

Mend: Name the system as its own row names it, or by its key.

Wrong:

    id,name,needs
    APP1,Case tracker,Identity hbu
    APP2,Identity hub,

Right:

    id,name,needs
    APP1,Case tracker,Identity hub
    APP2,Identity hub,
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM516"
SEVERITY: RuleSeverity = "warning"
