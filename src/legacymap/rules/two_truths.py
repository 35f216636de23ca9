"""The source and the inventory say different things.

Why: What a person has written is never overwritten, so the inventory stays as it is.

Mend: Edit one of the two, or take all of the source's by `--prefer source`.

Wrong:

    register.csv:  annual cost £4m
    systems.yaml:  annual_run: £2m

Right:

    register.csv:  annual cost £4m
    systems.yaml:  annual_run: £4m
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM511"
SEVERITY: RuleSeverity = "warning"
