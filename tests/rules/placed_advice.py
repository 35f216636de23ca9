"""Records that lack something or contradict themselves, each with what the one finding in it says."""

# The code; a record of case-tracker (from line 5 on); line:column-end, path; hint; the discreet sentence.
PLACED_ADVICE = [
    (
        "LM127",
        (
            "  owner: Casework\n  remediation:\n"
            "    plan: {agreed: yes, funded: no, work: W, milestones: [{date: 2029}]}\n"
        ),
        "7:5-7:9 remediation.plan",
        "Say what becomes of the system and its data: `disposition: …`.",
        "The plan does not say what becomes of the old system",
    ),
    (
        "LM129",
        (
            "  costs: {price_base: 2023-24}\n  remediation:\n    options:\n"
            "    - id: a\n      approach: rehost\n      rdel: [1m]\n"
        ),
        "8:7-8:9 remediation.options[0]",
        "Add `price_base:` with the financial year; until then the scenario's is taken.",
        "The option has no price base, though other money of its record has one",
    ),
    (
        "LM130",
        (
            "  remediation:\n    options:\n    - id: a\n      approach: rehost\n      rdel: [1m]\n"
            "      earliest: 2029-30\n      committed: 2026-27\n"
        ),
        "11:18-11:25 remediation.options[0].committed",
        "Correct `committed` or `earliest`.",
        "`committed` is before `earliest`, so the option has no start",
    ),
    (
        "LM131",
        "  in_service: 2004\n  last_upgraded: 1998\n",
        "6:18-6:22 last_upgraded",
        "Correct `last_upgraded` or `in_service`.",
        "`last_upgraded` is before `in_service`",
    ),
    (
        "LM132",
        "  owner: Dr Jane Smith\n",
        "5:10-5:23 owner.business",
        "Write the role or the team instead; a name in a file of git stays in its history.",
        "A person is named where a role or a team belongs",
    ),
    (
        "LM133",
        "  handling: official\n  vulnerabilities: {known: yes}\n",
        "5:13-5:21 handling",
        "Mark the record `handling: official-sensitive`, or waive this where all of it is public.",
        "The record is marked below what it holds",
    ),
    (
        "LM215",
        "  owner: Casework\n  used_by: [dwp/consumer]\n",
        "6:13-6:25 used_by[0]",
        "Add the system to `depends_on` of the consumer, or delete this item.",
        "`used_by` names a consumer whose own record does not list the system",
    ),
    (
        "LM217",
        (
            "  remediation:\n    options:\n    - id: a\n      approach: rehost\n      rdel: [1m]\n"
            "      moves_with: [dwp/searchlight, case-tracker]\n"
        ),
        "10:37-10:49 remediation.options[0].moves_with[1]",
        "Describe an option of the system that was meant, or drop it from `moves_with`.",
        "`moves_with` names a system that could never start in the same year",
    ),
    (
        "LM407",
        (
            "  owner: Casework\n  assessment: {scores: {L1: 6, L3: 6, C2: 5, C5: 4}}\n"
            "  remediation: {plan: {agreed: no}}\n"
        ),
        "7:17-7:21 remediation.plan",
        "State under `remediation.plan` what has been agreed, or find out what is not known yet.",
        "The record states no plan",
    ),
    (
        "LM408",
        "  kind: platform\n  used_by: [identity-hub]\n",
        "3:3-3:5 ",
        "Name the role or the team that answers for it: `owner: …`.",
        "The system names no owner",
    ),
    (
        "LM409",
        "  remediation: {plan: {milestones: [{date: 2027}, {date: 2026-09, what: Moved}]}}\n",
        "5:58-5:65 remediation.plan.milestones[1].date",
        "Write `done: yes`, or give the date that holds now.",
        "A milestone of the plan is past and not marked as done",
    ),
    (
        "LM410",
        "  remediation: {plan: {target: 2026-03-31}}\n",
        "5:32-5:42 remediation.plan.target",
        "Give the date that holds now; where the work is done, take the plan out.",
        "The plan's target is past",
    ),
    (
        "LM411",
        "  status: retiring\n  retires: 2026-03\n",
        "6:12-6:19 retires",
        "Write `status: retired`, or the date that holds now.",
        "The system was to retire already, but its status says that it runs",
    ),
    (
        "LM413",
        "  technologies: [java 17]\n",
        "5:18-5:25 technologies[0].product",
        "Write whose it is, or state `support: {standard_ends: …}`.",
        "The technology may be several products, and their support ends on different days",
    ),
    (
        "LM414",
        "  technologies: [windows server 2012 R2 (ESU)]\n",
        "5:18-5:46 technologies[0].product",
        "State the day until which it is bought: `support: {extended_ends: …}`.",
        "The technology is said to have paid support, but not until when it runs",
    ),
]
