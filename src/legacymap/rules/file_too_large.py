"""A file is larger than 64 MiB.

Why: Inventories come from many hands. A bound keeps one file from using up the
memory of everybody's build.

Mend: Split the file: one file for each system, or for each team, works well.

Wrong:

    # everything.yaml, 80 MiB
    organisation: home-office
    systems: [ … ]

Right:

    # case-tracker.yaml, one of many
    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
"""

from legacymap.domain.findings import Severity

CODE = "LM002"
SEVERITY: Severity = "error"
