"""A date cannot be read, or is not in the calendar.

Why: Dates decide whether support still runs. One that is guessed could turn a
risk into none, so it counts as unknown.

Mend: Write a year, a month, a day or a financial year: `2028`, `2028-03`,
`2028-03-31` or `2028-29`.

Wrong:

    retires: 31/03/2028

Right:

    retires: 2028-03-31
"""

from legacymap.domain.findings import Severity

CODE = "LM110"
SEVERITY: Severity = "error"
