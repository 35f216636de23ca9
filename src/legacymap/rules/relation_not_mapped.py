"""A type of relation has no known direction.

Why: Which end needs the other cannot be guessed, so it gives no arrow.

Mend: Say in the mapping's `relations`, under `types`, what it means.

Wrong:

    relations:
    - {from: Consumer, to: Provider, types: Kind}

Right:

    relations:
    - from: Consumer
      to: Provider
      types: {column: Kind, values: {Feed: {kind: batch}}}
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM517"
SEVERITY: RuleSeverity = "warning"
