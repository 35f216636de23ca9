"""A document holds systems and something of another kind.

Why: A document is of one kind. Mixed, the other part would be passed over by
whoever looks for it.

Mend: Move it to a file, or to a document after `---`, of its own.

Wrong:

    organisation: home-office
    settings: {prior: uniform}
    systems: []

Right:

    organisation: home-office
    systems: []
    ---
    settings: {prior: uniform}
"""

from legacymap.domain.findings import Severity

CODE = "LM013"
SEVERITY: Severity = "error"
