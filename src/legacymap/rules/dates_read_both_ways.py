"""The dates of one column are read both ways: day before month and month before day.

Why: A date that is turned round is a wrong date that looks right, so none of that
form is read.

Mend: Mend the column in the source, or say which it is: `dates: dmy`.

Wrong:

    go live
    31/03/2028
    03/31/2028

Right:

    go live
    31/03/2028
    31/03/2029
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM507"
SEVERITY: RuleSeverity = "warning"
