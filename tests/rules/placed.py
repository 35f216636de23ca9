"""Faulty records, each with what the one finding in it says."""

# The code; a record of case-tracker (from line 5 on); line:column-end, path, hint; the discreet sentence.
PLACED = [
    (
        "LM115",
        "  costs:\n    annual_run: £2\n",
        "6:17-6:19 costs.annual_run",
        "Did you mean £2m?",
        "`annual_run` is under a thousand",
    ),
    (
        "LM115",
        "  remediation: {options: [{id: a, approach: replace, cdel: [£4m, 350]}]}\n",
        "5:66-5:69 remediation.options[0].cdel[1]",
        "Did you mean 350k?",
        "`cdel` is under a thousand",
    ),
    (
        "LM116",
        "  assessment:\n    scores: {skils: 3}\n",
        "6:14-6:19 assessment.scores.skils",
        "Did you mean `skills`?",
        "A score names a criterion that the framework does not have",
    ),
    (
        "LM117",
        "  assessment:\n    scores: {L3: 9}\n",
        "6:18-6:19 assessment.scores.L3.score",
        "Write a level from 1 to 6, `unknown` or `not-applicable`.",
        "The score of `skills` is outside its scale of 1 to 6",
    ),
    (
        "LM117",
        "  assessment:\n    scores:\n      C2: {evidence: Press, between: [2, 6]}\n",
        "7:38-7:40 assessment.scores.C2.between",
        "Write a level from 1 to 5, `unknown` or `not-applicable`.",
        "The score of `reputation` is outside its scale of 1 to 5",
    ),
    (
        "LM117",
        "  remediation:\n    options:\n    - {id: a, approach: rehost, rdel: [1m], after: {L5: 7}}\n",
        "7:57-7:58 remediation.options[0].after.L5",
        "Write a level from 1 to 6.",
        "The score of `physical_environment` is outside its scale of 1 to 6",
    ),
    (
        "LM118",
        "  assessment:\n    scores:\n      skills: 5\n      L3: 4\n",
        "8:7-8:9 assessment.scores.L3",
        "Keep one of the two; until then neither counts.",
        "One criterion is given twice, by its name and by its code",
    ),
    (
        "LM120",
        (
            "  remediation:\n    options:\n"
            "    - {id: a, approach: retain}\n    - id: a\n      approach: rehost\n      rdel: [1m]\n"
        ),
        "8:11-8:12 remediation.options[1].id",
        "Give each option an id of its own.",
        "An option id is given twice in one system",
    ),
    (
        "LM121",
        "  remediation:\n    options:\n    - id: a\n      approach: rehost\n",
        "7:7-7:9 remediation.options[0]",
        "Add `rdel:` or `cdel:` with a cost for each year of the work; zeros are fine.",
        "The option has no costs, so no plan can choose it",
    ),
    (
        "LM122",
        "  depends_on: [identity-hub, case-tracker]\n",
        "5:30-5:42 depends_on[1].system",
        "Name the system that was meant, or delete the item.",
        "A system depends on itself, or names itself as its own consumer",
    ),
    (
        "LM123",
        "  used_by: [identity-hub, home-office/identity-hub]\n",
        "5:27-5:51 used_by[1]",
        "Keep one of the two.",
        "One list names the same system twice",
    ),
    (
        "LM124",
        "  owners: Casework\n  owner: Asylum\n",
        "5:3-5:9 owners",
        "Keep one: `owner: {business: …, technical: …}`. Until then only `owner` counts.",
        "A system has both `owner` and `owners`",
    ),
    (
        "LM201",
        "  depends_on:\n  - kind: data\n    system: identity-hbu\n",
        "7:13-7:25 depends_on[0].system",
        "Did you mean `identity-hub`?",
        "A reference names a system that is not in the inventory",
    ),
    (
        "LM432",
        "  part_of: searchlight\n",
        "5:12-5:23 part_of",
        "Write its id, `dwp/searchlight`: names may change, and another system may get the same.",
        "A reference gives the name of a system where its id belongs",
    ),
    (
        "LM201",
        "  replaced_by: something-quite-new\n",
        "5:16-5:35 replaced_by",
        "Add a record for it, or correct the id.",
        "A reference names a system that is not in the inventory",
    ),
    (
        "LM202",
        "  used_by: [dwp/serchlight]\n  owner: Casework\n",
        "5:13-5:27 used_by[0]",
        "Did you mean `dwp/searchlight`?",
        "`used_by` names a system that is not in the inventory",
    ),
    (
        "LM203",
        "  depends_on: [dwpp/searchlight]\n",
        "5:16-5:32 depends_on[0].system",
        "Did you mean `dwp/searchlight`?",
        "A reference names a system of an organisation that was not read",
    ),
    (
        "LM203",
        "  depends_on: [dft/drivers]\n",
        "5:16-5:27 depends_on[0].system",
        "To check it, name the folder of `dft` as a further PATH.",
        "A reference names a system of an organisation that was not read",
    ),
    (
        "LM204",
        "  depends_on: [dwp/pscs]\n",
        "5:16-5:24 depends_on[0].system",
        "It was replaced by `dwp/searchlight`: name that, or correct the status of one of the two.",
        "A live system needs one that is retired",
    ),
    (
        "LM209",
        "  part_of: case-tracker\n",
        "5:12-5:24 part_of",
        "Correct one `part_of`; until then each of these counts for itself.",
        "A system is part of itself, directly or by way of others",
    ),
    (
        "LM210",
        "  contracts: [{supplier: Acme}, {exit_cost: €2m}]\n",
        "5:45-5:48 contracts[1].exit_cost",
        "Write the amount in GBP (£), or correct `currency` of the organisation.",
        "The symbol of `exit_cost` is not that of the organisation's currency",
    ),
    (
        "LM211",
        (
            "  remediation:\n    options:\n    - id: a\n      approach: rehost\n      rdel: [£1m]\n"
            "      requires: [{system: dwp/searchlight, option: upgrades}]\n"
        ),
        "10:52-10:60 remediation.options[0].requires[0].option",
        "Did you mean `upgrade`?",
        "What the option requires could never complete, so this option could never start",
    ),
    (
        "LM308",
        "  assessment:\n    framework: uk-litref\n",
        "6:16-6:25 assessment.framework",
        "Did you mean `uk-litraf`?",
        "The assessment was not made under `uk-litraf`, so its scores do not count",
    ),
    (
        "LM401",
        "  assessment: {date: 2024}\n",
        "5:22-5:26 assessment.date",
        "Assess the system again; until then the scores count as they are.",
        "The assessment is more than 365 days old",
    ),
    (
        "LM402",
        "  contracts: []\n  assessment:\n    scores:\n      L2: 5\n",
        "8:7-8:9 assessment.scores.L2",
        "Correct the score or the fact; until then the score counts.",
        "The score of `vendor_contract` disagrees with the facts of the record",
    ),
    (
        "LM404",
        "  technologies: [cobol, orcale-database 12.1]\n",
        "5:25-5:45 technologies[1].product",
        (
            "The catalogue knows no `orcale-database`; the nearest is Oracle Database. "
            "Correct the name, or state `support: {standard_ends: …}`."
        ),
        "The catalogue of support dates does not know the technology",
    ),
    (
        "LM405",
        "  technologies:\n  - product: oracle-database\n    version: 11g\n",
        "7:14-7:17 technologies[0].version",
        (
            "Found by id `oracle-database`; no cycle `11g` among 19, 12.2, 12.1. "
            "Write the version in use, or state `support: {standard_ends: …}`."
        ),
        "The technology names no version that the catalogue of support dates knows",
    ),
    (
        "LM405",
        "  technologies: [oracle-database 23]\n",
        "5:18-5:36 technologies[0].version",
        (
            "Found by id `oracle-database`; no cycle `23` among 19, 12.2, 12.1; "
            "it is newer than all of them. `legacymap lifecycle update` fetches newer dates; "
            "or state `support: {standard_ends: …}`."
        ),
        "The technology names no version that the catalogue of support dates knows",
    ),
    (
        "LM405",
        "  technologies: [Oracle Database]\n",
        "5:18-5:33 technologies[0].product",
        (
            "Found by id `oracle-database`; the version is missing. "
            "Write the version in use, or state `support: {standard_ends: …}`."
        ),
        "The technology names no version that the catalogue of support dates knows",
    ),
]
