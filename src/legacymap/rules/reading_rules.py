"""The rules on records that reading itself applies: each a code, the name of its fault, its weight, its page.

They have no check: what breaks them is noticed on the way from values to records. A table of pages of the
manual.
"""

from legacymap.rules._rule import Rule, rules_of

_PAGES = {
    "LM101 unknown-key error": """
A key is not known at this place.

Why: A misspelt key would be passed over in silence, and the fact under it lost.

Mend: Use a key that is known there, or move this one where it belongs. Keys of
your own start with `x-`.

Wrong:

    annual_run: £4m

Right:

    costs: {annual_run: £4m}
""",
    "LM102 missing-key error": """
A key is missing without which the rest cannot be used.

Why: A system needs an `id` and a `name`, a document with systems names its
organisation, a dependency its system. What lacks them is left out.

Mend: Add the key.

Wrong:

    depends_on:
    - kind: data

Right:

    depends_on:
    - system: identity-hub
      kind: data
""",
    "LM103 wrong-type error": """
A list, a mapping or a single value stands where another of these should.

Why: Guessing what was meant could turn one fact into another. The field counts
as unknown.

Mend: Write it in the form that the message names.

Wrong:

    aliases: Tracker

Right:

    aliases: [Tracker]
""",
    "LM104 bad-id error": """
An id is not written in lower-case letters, digits and hyphens.

Why: Ids are used in references, file names and addresses, so they are kept
plain. A record without a usable id is left out.

Mend: Use lower-case letters, digits and hyphens, starting with a letter or
digit. The full name belongs in `name`.

Wrong:

    organisation: home-office
    systems:
    - id: Case Tracker
      name: Case tracker

Right:

    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
""",
    "LM105 reserved-id error": """
An organisation has the id `all`.

Why: In budgets and filters `all` means every organisation.

Mend: Choose another id.

Wrong:

    organisation: all
    systems: []

Right:

    organisation: all-agencies
    systems: []
""",
    "LM106 bad-reference error": """
A reference is not written as a system's id, and is no system's name either.

Why: It cannot name any system, so the dependency is lost from the map.

Mend: Write `system` for a system of the same organisation, and
`organisation/system` for another's.

Wrong:

    depends_on: [The old hub]

Right:

    depends_on: [identity-hub]
""",
    "LM107 bad-choice error": """
A word is not one of those that the field allows.

Why: Fields such as `kind` and `status` decide how a system is counted, so only
known words have a meaning. The field counts as unknown.

Mend: Use one of the words that the message names.

Wrong:

    status: alive

Right:

    status: live
""",
    "LM108 bad-yes-no error": """
A question that takes yes or no has another answer.

Why: Only a clear answer is used; any other counts as unknown.

Mend: Write `yes` or `no` (`true` and `false` are read as well), and `partly`
where the field allows it. Leave the key out when nobody knows.

Wrong:

    consumers_complete: mostly

Right:

    consumers_complete: no
""",
    "LM109 bad-number error": """
A number cannot be read.

Why: A count or share that is guessed would be worse than one that is unknown.

Mend: Write it in digits: `1250000` or `1_250_000`; a share as `0.02`.

Wrong:

    transactions_per_year: about 2 million

Right:

    transactions_per_year: 2_000_000
""",
    "LM110 bad-date error": """
A date cannot be read, or is not in the calendar.

Why: Dates decide whether support still runs. One that is guessed could turn a
risk into none, so it counts as unknown.

Mend: Write a year, a month, a day or a financial year: `2028`, `2028-03`,
`2028-03-31` or `2028-29`.

Wrong:

    retires: 31/03/2028

Right:

    retires: 2028-03-31
""",
    "LM111 bad-financial-year error": """
A financial year is not written as one year and the next.

Why: `2027-29` could be two years or a slip of the pen; money must not fall into
the wrong year.

Mend: Write it as `2027-28`: April of the first year to March of the second.

Wrong:

    costs: {annual_run: £4m, price_base: 2027-29}

Right:

    costs: {annual_run: £4m, price_base: 2027-28}
""",
    "LM112 bad-money error": """
An amount of money cannot be read.

Why: A misread amount is off by thousands. It counts as unknown instead; where
one year of an option's cost does not fit, all its costs do.

Mend: Write it as `1250000`, `£1.25m`, `300k` or `2bn`; quote it when it has
commas.

Wrong:

    costs: {annual_run: four million}

Right:

    costs: {annual_run: £4m}
""",
    "LM113 negative-money error": """
An amount of money is negative where it cannot be.

Why: A cost below zero would be counted as income. Only `annual_saving` may be
negative: then the system costs more once the work is done.

Mend: Write the amount without its sign, or move it to `annual_saving`.

Wrong:

    costs: {annual_run: -£4m}

Right:

    costs: {annual_run: £4m}
""",
    "LM114 split-number error": """
An item or key between brackets looks like the rest of a number that a comma has split.

Why: In a list in brackets YAML reads `[£1,250,000]` as three items: £1, 250 and
000. The work would seem to take three years and cost almost nothing. Between curly
brackets it reads `{annual_run: £1,250,000}` as three keys in the same way; the
amount then counts as unknown.

Mend: Quote amounts that have commas, or write them without.

Wrong:

    remediation:
      options:
      - {id: replace, approach: replace, rdel: [£1,250,000]}

Right:

    remediation:
      options:
      - {id: replace, approach: replace, rdel: ["£1,250,000"]}
""",
    "LM119 score-given-twice error": """
A score and a range are given for one criterion.

Why: The two may say different things. Neither counts until one is gone.

Mend: Keep `score` where the level is certain, `between` where it is not.

Wrong:

    assessment:
      scores: {skills: {score: 5, between: [4, 6]}}

Right:

    assessment:
      scores: {skills: {between: [4, 6]}}
""",
    "LM205 duplicate-system error": """
Several records have the same full id.

Why: Nobody can say which of them a reference means. Only the first record is
used until they are told apart.

Mend: Give each system an id of its own, or join the records into one.

Wrong:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
    - {id: case-tracker, name: Case tracking}

Right:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
    - {id: case-tracking, name: Case tracking}
""",
    "LM206 organisation-conflict error": """
An organisation is described in several places that disagree.

Why: Its budget, currency and parent decide scores and totals. What differs
counts as unknown.

Mend: Describe the organisation in one file; the others name its id alone.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems: []
    ---
    organisation: {id: home-office, name: The Home Office}
    systems: []

Right:

    organisation: {id: home-office, name: Home Office}
    systems: []
    ---
    organisation: home-office
    systems: []
""",
    "LM325 base-unusable error": """
A scenario extends a file that cannot be used.

Why: What it does not say itself it takes from there. Without that, years, budgets
or decisions would be missing.

Mend: Name in `extends` a scenario file, by its path from this one. Two files cannot
extend each other.

Wrong:

    # tight.yaml
    scenario: tight
    extends: tight.yaml

Right:

    # tight.yaml
    scenario: tight
    extends: baseline.yaml
    scale: 0.9
""",
    "LM326 scenario-twice error": """
Two scenarios have one id.

Why: Plans, reports and comparisons name a scenario by its id. Nobody could tell
under which of the two a plan was made.

Mend: Give each an id of its own. A file that was copied to be changed needs a new
one; `extends` spares the copy.

Wrong:

    # baseline.yaml
    scenario: baseline
    # tight.yaml
    scenario: baseline

Right:

    # baseline.yaml
    scenario: baseline
    # tight.yaml
    scenario: tight
    extends: baseline.yaml
    scale: 0.9
""",
    "LM301 not-of-this-kind error": """
A file that was named as settings, framework, scenario or catalogue is none.

Why: Nothing in it can be used, and the figures would rest on defaults that
nobody chose.

Mend: Name a file that starts with the key of its kind, for example `framework:`.

Wrong:

    # my-framework.yaml, named as the framework
    name: Our framework
    groups: []

Right:

    # my-framework.yaml, named as the framework
    framework: our-framework
    name: Our framework
""",
    "LM302 bad-framework error": """
A scoring framework does not hang together.

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
""",
    "LM431 cut-text warning": """
A text ends where a comment follows it that looks like its rest.

Why: In YAML a `#` after a space starts a comment. `Dredging #2` is read as
`Dredging`, and nobody notices.

Mend: Put the whole text in quotes. If it is a comment, write a space after the
`#`.

Wrong:

    notes: Replaces ticket #1182

Right:

    notes: "Replaces ticket #1182"
""",
    "LM432 name-for-id warning": """
A reference gives the name of a system where its id belongs.

Why: Exactly one system has this name today, so it is taken. Names change, and
another system may get the same: then the arrow leads nowhere, or elsewhere.

Mend: Write the id. `legacymap validate --fix` does.

Wrong:

    depends_on: [Identity Hub]

Right:

    depends_on: [identity-hub]
""",
}

READING_RULES: tuple[Rule, ...] = tuple(rules_of(_PAGES))
