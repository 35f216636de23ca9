"""The dates of a cycle in a lifecycle file are out of order.

Why: A release comes before the end of its standard support, and that before the
end of paid support. Dates in another order are a slip of the pen or in the wrong
field.

Mend: Correct the dates; compare them with the source that the product names.

Wrong:

    lifecycle: 2026-11
    products:
    - id: oracle-database
      name: Oracle Database
      cycles:
      - {cycle: 12.1, standard_ends: 2022-07-31, extended_ends: 2018-07-31}

Right:

    lifecycle: 2026-11
    products:
    - id: oracle-database
      name: Oracle Database
      cycles:
      - {cycle: 12.1, standard_ends: 2018-07-31, extended_ends: 2022-07-31}
"""

from legacymap.domain.findings import Severity

CODE = "LM307"
SEVERITY: Severity = "error"
