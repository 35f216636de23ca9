"""A waiver or a setting names a rule that does not exist.

Why: It has no effect, and whoever wrote it believes that it has.

Mend: Name the rule by its code or its name; `legacymap rules` lists them.

Wrong:

    organisation: home-office
    waivers:
    - rule: LM999
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31

Right:

    organisation: home-office
    waivers:
    - rule: depends-on-retired
      system: case-tracker
      reason: Contract under renegotiation
      expires: 2027-03-31
"""

from legacymap.domain.findings import Severity

CODE = "LM214"
SEVERITY: Severity = "error"
