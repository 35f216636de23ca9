"""A document is a list or a text, not a mapping.

Why: A document says by its keys what it holds: `organisation`, `systems`,
`waivers`. Without them nothing in it can be used.

Mend: Start the document with `organisation:` and `systems:`.

Wrong:

    - id: case-tracker
      name: Case tracker

Right:

    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
"""

from legacymap.domain.findings import Severity

CODE = "LM012"
SEVERITY: Severity = "error"
