"""A question that takes yes or no has another answer.

Why: Only a clear answer is used; any other counts as unknown.

Mend: Write `yes` or `no` (`true` and `false` are read as well), and `partly`
where the field allows it. Leave the key out when nobody knows.

Wrong:

    consumers_complete: mostly

Right:

    consumers_complete: no
"""

from legacymap.domain.findings import Severity

CODE = "LM108"
SEVERITY: Severity = "error"
