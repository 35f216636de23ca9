"""The rules on files and on the YAML in them: each a code, the name of its fault, its weight, and its page.

They have no check: what breaks them is noticed before there are records. A table of pages of the manual.
"""

from legacymap.rules._rule import Rule, rules_of

_PAGES = {
    "LM001 unreadable-file error": """
A file or folder of the inventory cannot be read.

Why: What cannot be read is missing from every figure, and the result would look
better than it is.

Mend: Check that the file exists, that it is a plain file, and that you may read
it.

Wrong:

    # systems.yaml is a link to a file that was deleted
    systems.yaml -> ../old/systems.yaml

Right:

    # systems.yaml is a plain file
    organisation: home-office
    systems: []
""",
    "LM002 file-too-large error": """
A file is larger than 64 MiB.

Why: Inventories come from many hands. A bound keeps one file from using up the
memory of everybody's build.

Mend: Split the file: one file for each system, or for each team, works well.

Wrong:

    # everything.yaml, 80 MiB
    organisation: home-office
    systems: [ … ]

Right:

    # case-tracker.yaml, one of many
    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
""",
    "LM003 not-utf-8 error": """
A file is not written in UTF-8.

Why: In another encoding the same bytes mean other letters, so names and signs
such as £ would come out wrong without anybody noticing.

Mend: Save the file as UTF-8; a byte order mark does no harm. The message gives
the offset of the first byte that does not fit.

Wrong:

    # saved as Windows-1252: the pound sign is the single byte A3
    costs: {annual_run: £4m}

Right:

    # saved as UTF-8
    costs: {annual_run: £4m}
""",
    "LM004 invalid-yaml error": """
The text is not YAML from this place on.

Why: Nothing after this place can be read with certainty. References to systems
that stand further down are not reported a second time.

Mend: Check indentation, quotes and brackets here and on the line above. A text
that begins with a sign such as `@`, `*` or `%` needs quotes.

Wrong:

    organisation: home-office
    systems:
    - id: case-tracker
      name: [Case tracker

Right:

    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
""",
    "LM005 link-leaves-folder warning": """
A symbolic link leads out of the folder and is not followed.

Why: A link in somebody's pull request could otherwise pull any file of the
machine into the report.

Mend: Put the files themselves here, or name their folder as another PATH.

Wrong:

    # in home-office/
    shared.yaml -> /srv/shared/shared.yaml

Right:

    # on the command line
    legacymap validate home-office /srv/shared
""",
    "LM006 refused-tag error": """
A tag asks the reader to build an object.

Why: Tags such as `!!python/object` are how YAML files run code. None is obeyed;
the value itself is kept as plain text, list or mapping.

Mend: Write the value without a tag.

Wrong:

    name: !!python/name:os.system Case tracker

Right:

    name: Case tracker
""",
    "LM007 recursive-alias error": """
An alias refers to the value that it stands in.

Why: Such a value contains itself and never ends.

Mend: Write the value out where the alias stands, or delete the alias.

Wrong:

    organisation: home-office
    systems: &all
    - *all

Right:

    organisation: home-office
    systems: &all
    - {id: case-tracker, name: Case tracker}
""",
    "LM008 nested-too-deep error": """
Lists and mappings are nested more than 100 deep.

Why: No inventory needs it, and deep nesting is a known way to crash a reader.

Mend: Write the inventory with fewer levels; look for a bracket that is never
closed.

Wrong:

    # a hundred brackets more than are shown here
    notes: [[[[[[[[ … ]]]]]]]]

Right:

    notes: Written in one line
""",
    "LM009 document-too-large error": """
A document expands to more than one million values.

Why: A few lines of aliases that refer to aliases can stand for billions of
values. The bound stops them before they fill the memory.

Mend: Split the document into several files, and use fewer aliases.

Wrong:

    # each line is ten times the one above; ten lines are ten thousand million
    x-a: &a [x, x, x, x, x, x, x, x, x, x]
    x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]

Right:

    x-a: [x, x]
""",
    "LM010 duplicate-key error": """
A key is given twice in one mapping.

Why: YAML does not say which of the two counts, and taking either could hide a
fact. The value counts as unknown; of two ids or names the first is used.

Mend: Keep one of the two.

Wrong:

    status: live
    status: retired

Right:

    status: live
""",
    "LM011 key-not-text error": """
A list or mapping stands where a key should.

Why: Keys name fields, so they must be words. The entry cannot be used.

Mend: Write a word as the key; look for a stray `?` or bracket.

Wrong:

    ids:
      [servicenow]: APM0012345

Right:

    ids:
      servicenow: APM0012345
""",
    "LM012 not-a-mapping error": """
A document is a list or a text, not a mapping.

Why: A document says by its keys what it holds: `organisation`, `systems`,
`waivers`. Without them nothing in it can be used.

Mend: Start the document with `organisation:` and `systems:`.

Wrong:

    - id: case-tracker
      name: Case tracker

Right:

    organisation: home-office
    systems:
    - id: case-tracker
      name: Case tracker
""",
    "LM013 mixed-document error": """
A document holds systems and something of another kind.

Why: A document is of one kind. Mixed, the other part would be passed over by
whoever looks for it.

Mend: Move it to a file, or to a document after `---`, of its own.

Wrong:

    organisation: home-office
    settings: {prior: uniform}
    systems: []

Right:

    organisation: home-office
    systems: []
    ---
    settings: {prior: uniform}
""",
    "LM014 format-too-new error": """
A file is written in a later version of the format than this program knows.

Why: Keys may have come or changed their meaning since, so what this program
reads may not be what was meant.

Mend: Use a newer legacymap, or write the file in the version that everybody's
program knows.

Wrong:

    legacymap: 2
    organisation: home-office
    systems: []

Right:

    legacymap: 1
    organisation: home-office
    systems: []
""",
    "LM015 invisible-character warning": """
A character that cannot be seen makes a text other than it looks.

Why: Some programs end a line at it, or turn the direction of the text, and
editors show neither. What a reader of a change sees is then not what is read.

Mend: Delete the character, or type a space in its place.

Wrong:

    notes: "see\u2028the wiki"  # with the character itself, not as it is written here

Right:

    notes: see the wiki
""",
    "LM016 ignored-inventory warning": """
A file with systems is left out by a `.gitignore` of the checkout.

Why: What git leaves out is seldom an inventory, so it is passed over. This file
looks like one, and its systems would be missing from every figure.

Mend: Take it out of `.gitignore`, or name it under `exclude` in legacymap.yaml
if it is to stay out.

Wrong:

    # .gitignore
    *.yaml

Right:

    # legacymap.yaml
    settings: {exclude: [drafts/]}
""",
    "LM017 no-systems warning": """
Every item of a list of systems is commented out.

Why: What is commented out is not checked, and not counted in any figure. The
file looks as if it held systems, and holds none.

Mend: Take the `#` away from the systems that are to count, or delete the
document.

Wrong:

    organisation: home-office
    systems:
    # - {id: case-tracker, name: Case tracker}
    ---
    organisation: home-office
    systems:
    - {id: identity-hub, name: Identity hub}

Right:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}
    - {id: identity-hub, name: Identity hub}
""",
    "LM018 path-leaves-folder error": """
Settings name a file outside their own folder.

Why: Settings come with an inventory from many hands. What they name is read,
and shown where it is wrong, so it must be part of the inventory.

Mend: Put the file below the folder of the settings, or name it by a flag.

Wrong:

    settings: {scenario: ../../elsewhere/scenario.yaml}

Right:

    settings: {scenario: scenarios/baseline.yaml}
""",
}

FILE_RULES: tuple[Rule, ...] = tuple(rules_of(_PAGES))
