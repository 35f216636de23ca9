"""A scoring framework does not hang together.

Why: A score needs a level text for each level of its scale, a prior that exists,
and groups that can be combined. Anything else would give figures that mean
nothing.

Mend: Correct what the message names; the documentation of scoring explains every
key.

Wrong:

    framework: our-framework
    version: 1
    name: Ours
    combination: weighted-sum
    ratings: {red: 2, legacy: {level: 2}}
    prior: cautious
    priors: {uniform: {ratio: 1}}
    groups:
    - id: all
      name: All
      low: 1
      high: 2
      criteria:
      - {id: age, code: A1, name: Age, question: How old?, levels: {1: New, 2: Old}}

Right:

    framework: our-framework
    version: 1
    name: Ours
    combination: weighted-sum
    ratings: {red: 2, legacy: {level: 2}}
    prior: uniform
    priors: {uniform: {ratio: 1}}
    groups:
    - id: all
      name: All
      low: 1
      high: 2
      criteria:
      - {id: age, code: A1, name: Age, question: How old?, levels: {1: New, 2: Old}}
"""

from legacymap.domain.findings import Severity

CODE = "LM302"
SEVERITY: Severity = "error"
