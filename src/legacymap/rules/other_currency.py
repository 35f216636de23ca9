"""An amount is in another currency than the organisation's.

Why: Amounts are not converted: no rate is right for long.

Mend: Convert it in the source, or give the organisation its currency.

Wrong:

    annual cost
    €1.2m

Right:

    annual cost
    £1.0m
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM514"
SEVERITY: RuleSeverity = "warning"
