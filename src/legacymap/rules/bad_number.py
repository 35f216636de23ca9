"""A number cannot be read.

Why: A count or share that is guessed would be worse than one that is unknown.

Mend: Write it in digits: `1250000` or `1_250_000`; a share as `0.02`.

Wrong:

    transactions_per_year: about 2 million

Right:

    transactions_per_year: 2_000_000
"""

from legacymap.domain.findings import Severity

CODE = "LM109"
SEVERITY: Severity = "error"
