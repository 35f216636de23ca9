"""A small estate with everything that a submission speaks of, and two settlements for it."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from legacymap.analysis.plan import PlanOptions
from legacymap.analysis.report import report
from legacymap.analysis.request import Request
from legacymap.domain.submission import Submission

DAY = date(2026, 11, 22)
INVENTORY = """\
organisation: {id: ports, name: Ports Office}
systems:
- id: register
  name: Register of Ships
  kind: platform
  owner: {business: Head of registration, technical: Register team}
  technologies: [oracle-database 12.1, cobol]
  contracts:
  - {supplier: Acme, scope: Support, ends: 2027-09, replacement_agreed: no, exit_cost: £1.5m}
  - {supplier: Birch, ends: 2026-03}
  incidents: [{date: 2026-02, severity: major, summary: A day without the register}]
  vulnerabilities: {known: yes}
  assessment: {date: 2026-06-01, scores: {L3: 6, L4: 5, L5: 5, C2: 5, C3: 5, C4: 5, C5: 5}}
  costs: {annual_run: £4m, real_growth: 0.02, cost_of_failure: £30m}
  remediation:
    plan:
      funded: partly
      ringfenced: £2m
      target: 2028-09
      milestones: [{date: 2027-12, what: First ships moved, done: no}]
      work: Move to a new register
      disposition: Old data archived
    options:
    - {id: replace, approach: replace, description: A new register, rdel: [£1m, £1m, £1m], cdel: [£6m, £5m],
       annual_saving: £2m, requires: [{system: shared/identity, option: renew}]}
    - {id: wrap, approach: encapsulate, rdel: [£900k]}
- id: licences
  name: Licences | <b>online</b>
  kind: service
  depends_on: [register, shared/identity]
  assessment: {scores: {L1: 5, L3: {between: [3, 6]}, C4: 5, C5: 4}}
  remediation: {options: [{id: rewrite, approach: rebuild, cdel: [£3m, £3m]}]}
- {id: letters, name: Letters, depends_on: [register]}
---
organisation: {id: shared, name: Shared Services}
systems:
- id: identity
  name: Identity hub
  kind: platform
  owner: Director of platforms
  contracts: []
  assessment: {scores: {L1: 6, L3: 4, L4: 5, C1: 4, C4: 5, C5: 5}}
  costs: {annual_run: £1m}
  remediation:
    plan:
      {agreed: yes, funded: yes, work: New hub, milestones: [{what: Live}], disposition: Wiped, target: 2030}
    options: [{id: renew, approach: replace, rdel: [£1m, £1m], cdel: [£2m, £2m], annual_saving: £200k,
               committed: 2026-27}]
"""
SCENARIO = """\
scenario: baseline
title: Baseline settlement
years: [2027-28, 2028-29, 2029-30]
appraisal_years: 10
price_base: 2026-27
deflators: {2026-27: 1.0, 2027-28: 1.02, 2028-29: 1.04, 2029-30: 1.06}
optimism_bias: {rdel: 0.1, cdel: 0.25, upper: 0.5}
budgets:
- {organisation: all, fund: cdel, caps: {2027-28: £3m, 2028-29: £8m, 2029-30: £7m}}
- {organisation: ports, fund: rdel, caps: {2027-28: £2m, 2028-29: £2m, 2029-30: £2m}}
capacity: {ports: 2}
narrative:
  summary: |
    The register **first**.

    - It is <i>old</i>.
    - It is needed.
  money: Paid from the [settlement](https://settlement.example).
"""
TIGHT = (
    SCENARIO.replace("scenario: baseline", "scenario: tight")
    .replace("Baseline", "Tight")
    .replace("£8m", "£1m")
)


def write(folder: Path) -> tuple[Path, Path, Path]:
    """Writes the estate and its settlements below a folder; where these are, the inventory first."""
    inventory, scenario, tight = folder / "estate.yaml", folder / "baseline.yaml", folder / "tight.yaml"
    for path, text in ((inventory, INVENTORY), (scenario, SCENARIO), (tight, TIGHT)):
        path.write_text(text, encoding="utf-8")
    return inventory, scenario, tight


@cache
def submission() -> Submission:
    """The submission for both settlements."""
    with TemporaryDirectory() as folder:
        inventory, *scenarios = write(Path(folder))
        return made(inventory, *scenarios)


def made(inventory: Path, *scenarios: Path) -> Submission:
    """The submission for an inventory under some scenarios, with time enough."""
    return report(Request((inventory,), DAY), PlanOptions(scenarios, lambda: 600.0))
