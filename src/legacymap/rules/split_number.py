"""An item or key between brackets looks like the rest of a number that a comma has split.

Why: In a list in brackets YAML reads `[£1,250,000]` as three items: £1, 250 and
000. The work would seem to take three years and cost almost nothing. Between curly
brackets it reads `{annual_run: £1,250,000}` as three keys in the same way; the
amount then counts as unknown.

Mend: Quote amounts that have commas, or write them without.

Wrong:

    remediation:
      options:
      - {id: replace, approach: replace, rdel: [£1,250,000]}

Right:

    remediation:
      options:
      - {id: replace, approach: replace, rdel: ["£1,250,000"]}
"""

from legacymap.domain.findings import Severity

CODE = "LM114"
SEVERITY: Severity = "error"
