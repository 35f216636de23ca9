"""A level was answered for an assessment that is older than the answer.

Why: The assessment has one date for all its levels. It stays as it is, so that the
other levels do not look as if somebody had judged them anew.

Mend: Review the whole assessment, then give it a new date.

Wrong:

    assessment:
      date: 2024-03-01
      scores: {skills: {score: 5, evidence: 'Platforms, 2026-11-20'}}

Right:

    assessment:
      date: 2026-11-20
      scores: {skills: {score: 5, evidence: 'Platforms, 2026-11-20'}}
"""

from legacymap.domain.findings import RuleSeverity

CODE = "LM606"
SEVERITY: RuleSeverity = "warning"
