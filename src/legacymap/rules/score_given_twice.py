"""A score and a range are given for one criterion.

Why: The two may say different things. Neither counts until one is gone.

Mend: Keep `score` where the level is certain, `between` where it is not.

Wrong:

    assessment:
      scores: {skills: {score: 5, between: [4, 6]}}

Right:

    assessment:
      scores: {skills: {between: [4, 6]}}
"""

from legacymap.domain.findings import Severity

CODE = "LM119"
SEVERITY: Severity = "error"
