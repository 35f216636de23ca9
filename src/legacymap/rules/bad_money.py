"""An amount of money cannot be read.

Why: A misread amount is off by thousands. It counts as unknown instead; where
one year of an option's cost does not fit, all its costs do.

Mend: Write it as `1250000`, `£1.25m`, `300k` or `2bn`; quote it when it has
commas.

Wrong:

    costs: {annual_run: four million}

Right:

    costs: {annual_run: £4m}
"""

from legacymap.domain.findings import Severity

CODE = "LM112"
SEVERITY: Severity = "error"
