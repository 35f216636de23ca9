"""A list, a mapping or a single value stands where another of these should.

Why: Guessing what was meant could turn one fact into another. The field counts
as unknown.

Mend: Write it in the form that the message names.

Wrong:

    aliases: Tracker

Right:

    aliases: [Tracker]
"""

from legacymap.domain.findings import Severity

CODE = "LM103"
SEVERITY: Severity = "error"
