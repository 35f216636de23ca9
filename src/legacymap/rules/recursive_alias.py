"""An alias refers to the value that it stands in.

Why: Such a value contains itself and never ends.

Mend: Write the value out where the alias stands, or delete the alias.

Wrong:

    organisation: home-office
    systems: &all
    - *all

Right:

    organisation: home-office
    systems: &all
    - {id: case-tracker, name: Case tracker}
"""

from legacymap.domain.findings import Severity

CODE = "LM007"
SEVERITY: Severity = "error"
