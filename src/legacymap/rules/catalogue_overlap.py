"""Two products or cycles of one lifecycle file share a name.

Why: A technology of that name would have two ends of support. Between two files
the later takes the name; within one, nobody can say which was meant.

Mend: Take the name away from one of the two.

Wrong:

    lifecycle: 2026-11
    products:
    - {id: oracle-database, name: Oracle Database, aliases: [oracle]}
    - {id: oracle-linux, name: Oracle Linux, aliases: [oracle]}

Right:

    lifecycle: 2026-11
    products:
    - {id: oracle-database, name: Oracle Database, aliases: [oracle]}
    - {id: oracle-linux, name: Oracle Linux}
"""

from legacymap.domain.findings import Severity

CODE = "LM305"
SEVERITY: Severity = "error"
