"""A product of a lifecycle file has the same cycle twice.

Why: The two may give different ends of support for one release.

Mend: Keep one of the two.

Wrong:

    lifecycle: 2026-11
    products:
    - id: oracle-database
      name: Oracle Database
      cycles:
      - {cycle: 12.1, standard_ends: 2018-07-31}
      - {cycle: 12.1, standard_ends: 2019-07-31}

Right:

    lifecycle: 2026-11
    products:
    - id: oracle-database
      name: Oracle Database
      cycles:
      - {cycle: 12.1, standard_ends: 2018-07-31}
"""

from legacymap.domain.findings import Severity

CODE = "LM306"
SEVERITY: Severity = "error"
