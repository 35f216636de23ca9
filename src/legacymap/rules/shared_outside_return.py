"""A level that was shared stands outside a return.

Why: `basis` says that a level was assessed or derived by another department, which
keeps what it rests on. In an inventory of one's own it hides that nobody here knows.

Mend: Delete `basis`, and say under `evidence` what the level rests on. Where the
record came from another department, dock its return instead of copying it.

Wrong:

    assessment: {scores: {L3: {between: [4, 5], basis: shared}}}

Right:

    assessment: {scores: {L3: {between: [4, 5], evidence: Interviews in May}}}
"""

from legacymap.domain.findings import Severity

CODE = "LM222"
SEVERITY: Severity = "warning"
