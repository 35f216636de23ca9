"""An id is not written in lower-case letters, digits and hyphens.

Why: Ids are used in references, file names and addresses, so they are kept
plain. A record without a usable id is left out.

Mend: Use lower-case letters, digits and hyphens, starting with a letter or
digit. The full name belongs in `name`.

Wrong:

    organisation: home-office
    systems:
    - id: Case Tracker
      name: Case tracker

Right:

    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
"""

from legacymap.domain.findings import Severity

CODE = "LM104"
SEVERITY: Severity = "error"
