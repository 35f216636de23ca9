"""A word is not one of those that the field allows.

Why: Fields such as `kind` and `status` decide how a system is counted, so only
known words have a meaning. The field counts as unknown.

Mend: Use one of the words that the message names.

Wrong:

    status: alive

Right:

    status: live
"""

from legacymap.domain.findings import Severity

CODE = "LM107"
SEVERITY: Severity = "error"
