"""A key is missing without which the rest cannot be used.

Why: A system needs an `id` and a `name`, a document with systems names its
organisation, a dependency its system. What lacks them is left out.

Mend: Add the key.

Wrong:

    depends_on:
    - kind: data

Right:

    depends_on:
    - system: identity-hub
      kind: data
"""

from legacymap.domain.findings import Severity

CODE = "LM102"
SEVERITY: Severity = "error"
