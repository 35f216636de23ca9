"""A small inventory, a scenario that fits it, and the same broken in every way that a hand might break it."""

from hypothesis import strategies as st

INVENTORY = """\
organisation: {id: home-office, name: Home Office}
systems:
- id: case-tracker
  name: Case tracker
  costs: {annual_run: £4m, price_base: 2025-26}
  remediation:
    options:
    - {id: replace, approach: replace, cdel: [£8m, £2m], price_base: 2025-26, requires: [identity-hub]}
    - {id: keep, approach: retain}
- id: identity-hub
  name: Identity hub
  remediation:
    options: [{id: move, approach: rehost, rdel: [£1m], latest: 2028-29}]
"""
SOUND = """\
scenario: baseline
title: Baseline settlement
years: [2027-28, 2028-29, 2029-30]
appraisal_years: 10
price_base: 2026-27
discount: {rate: 0.035}
deflators: {2025-26: 0.976, 2026-27: 1.0, 2027-28: 1.019, 2028-29: 1.04, 2029-30: 1.06}
caps_in: cash
optimism_bias: {rdel: 0.1, cdel: 0.2, upper: 2.0}
renew_contracts: no
budgets:
- {organisation: all, fund: total, caps: {2027-28: £9m, 2028-29: £9m, 2029-30: 0}, carry_forward: yes}
- organisation: home-office
  fund: rdel
  caps:
    2027-28: £1.5m
    2028-29: 2m
    2029-30: 500k
tail_cap: {cdel: £2m}
capacity: {all: 3, home-office: 2}
fix:
- {system: home-office/identity-hub, option: move, start: 2027-28}
- {system: home-office/case-tracker, option: replace, start: 2028-29}
forbid:
- {system: home-office/case-tracker, option: keep}
narrative: {summary: Two moves}
"""
MORE = """\
scale: 90%
worth_at_most: £2m
starts: {all: 2}
must:
- {system: identity-hub, by: 2029-30, options: [move], why: The lease ends}
- {system: case-tracker, by: 2030-31}
goal:
  least: cost
  targets:
  - {expected_red: 1.5, by: 2030-31}
  - {no_red: {kind: service, organisation: home-office, tag: x, system: case-tracker}, by: 2030-31}
  - {weighted_risk: 60%, by: 2030-31}
"""
LINES = (SOUND + MORE).split("\n")
# What a slip of the hand or malice puts in place of a value or a line.
PUT = (
    "", "~", "[]", "{}", "x", "-1", "0", "999999999999999999", "2027-29", "2028-29", "all", "true",
    "[x", "{x: y}", "[2028-29]", "{2027-28: 1}", "home-office/case-tracker", "£1,250,000", "'", "*a", "é",
)  # fmt: skip


@st.composite
def broken_scenarios(draw: st.DrawFn) -> str:
    """The sound scenario with some lines put otherwise: dropped, doubled, cut, or with another value."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, len(lines) - 1))
        line, put = lines[number], draw(st.sampled_from(PUT))
        cut = draw(st.integers(0, len(line)))
        key = line.partition(":")[0]
        words = line.split(" ")
        words[draw(st.integers(0, len(words) - 1))] = put
        lines[number] = draw(
            st.sampled_from(["", f"{line}\n{line}", line[:cut], line[cut:], f"{key}: {put}", " ".join(words)])
        )
    return "\n".join(lines)
