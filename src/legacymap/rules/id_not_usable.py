"""What a source gives as an id cannot be one.

Why: Ids stand in references and file names; another one was made of the name.

Mend: Use lower-case letters, digits and hyphens.

Wrong:

    id,name
    Case_Tracker,Case tracker

Right:

    id,name
    case-tracker,Case tracker
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM509"
SEVERITY: RuleSeverity = "warning"
