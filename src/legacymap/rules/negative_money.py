"""An amount of money is negative where it cannot be.

Why: A cost below zero would be counted as income. Only `annual_saving` may be
negative: then the system costs more once the work is done.

Mend: Write the amount without its sign, or move it to `annual_saving`.

Wrong:

    costs: {annual_run: -£4m}

Right:

    costs: {annual_run: £4m}
"""

from legacymap.domain.findings import Severity

CODE = "LM113"
SEVERITY: Severity = "error"
