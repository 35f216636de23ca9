"""A financial year is not written as one year and the next.

Why: `2027-29` could be two years or a slip of the pen; money must not fall into
the wrong year.

Mend: Write it as `2027-28`: April of the first year to March of the second.

Wrong:

    costs: {annual_run: £4m, price_base: 2027-29}

Right:

    costs: {annual_run: £4m, price_base: 2027-28}
"""

from legacymap.domain.findings import Severity

CODE = "LM111"
SEVERITY: Severity = "error"
