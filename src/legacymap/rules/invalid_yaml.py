"""The text is not YAML from this place on.

Why: Nothing after this place can be read with certainty. References to systems
that stand further down are not reported a second time.

Mend: Check indentation, quotes and brackets here and on the line above. A text
that begins with a sign such as `@`, `*` or `%` needs quotes.

Wrong:

    organisation: home-office
    systems:
    - id: case-tracker
      name: [Case tracker

Right:

    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
"""

from legacymap.domain.findings import Severity

CODE = "LM004"
SEVERITY: Severity = "error"
