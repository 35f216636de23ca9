"""A scoring framework does not hang together.

Why: A score needs a level text for each level of its scale, a prior that exists,
and groups that can be combined. Anything else would give figures that mean
nothing.

Mend: Correct what the message names; the documentation of scoring explains every
key.

Wrong:

    framework: our-framework
    prior: cautious
    priors: {uniform: {ratio: 1}}

Right:

    framework: our-framework
    prior: uniform
    priors: {uniform: {ratio: 1}}
"""

from legacymap.domain.fault import Severity

CODE = "LM302"
SEVERITY: Severity = "error"
