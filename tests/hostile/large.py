"""Inventory files that are small bombs, deep, or crowded, made by code: what each must end in, and where."""

# ruff: noqa: E501 - cases are read as the rows of a table
from collections.abc import Callable
from dataclasses import dataclass

from legacymap.reading.file import MOST_ALIKE

GOOD = "organisation: {id: dwp, name: DWP}\nsystems:\n- id: cis\n  name: CIS\n"
START = "organisation: {id: dwp, name: DWP}\nsystems:\n"
MILLION = 1_000_000
MANY = 2_000
SOME = 1_000  # enough to see what would grow faster than the file
MORE = MOST_ALIKE + 2_000
LISTED = MOST_ALIKE + 1  # and one that says that there are more
_OPTION = "{id: a#, approach: retire, rdel: [1m]}"


@dataclass(frozen=True, slots=True)
class Case:
    """A file, its first error (rule, line, column; empty where it has none), and how many errors it has."""

    name: str
    content: Callable[[], str]
    first: tuple[str, int, int] | tuple[()]
    errors: int = 1


def case(name: str, text: str, times: int, found: str = "", errors: int = 1) -> Case:
    """The case whose file repeats what stands between ‹ and ›, in which # is the number of the repetition.

    `found` is the first error as `LM101 5:3`.
    """
    rule, _, place = found.partition(" ")
    first = (rule, *map(int, place.split(":"))) if found else ()
    return Case(name, lambda: _repeated(text, times), first, errors if found else 0)  # type: ignore[arg-type]  # three or none


def _repeated(text: str, times: int) -> str:
    before, _, rest = text.partition("‹")
    again, _, after = rest.partition("›")
    numbered = "#" in again
    middle = (
        "".join(again.replace("#", str(number)) for number in range(times)) if numbered else again * times
    )
    return before + middle + after


def in_circle(text: str) -> Case:
    """Some records, each of which names the next as @."""
    name = f"{SOME:,} records in a circle: {text[:40].strip()}"

    def content() -> str:
        return START + "".join(
            text.replace("#", str(number)).replace("@", f"s{(number + 1) % SOME}") for number in range(SOME)
        )

    is_error = "part_of" in text
    return Case(name, content, ("LM209", 3, 30) if is_error else (), SOME if is_error else 0)


def bomb(first: str, opening: str, closing: str, found: str) -> Case:
    """Thirty values, each of which names the one before ten times."""
    names = ", ".join(["*a@"] * 10)
    levels = "".join(
        f"x-{level}: &a{level} {opening}{names.replace('@', str(level - 1))}{closing}\n"
        for level in range(1, 30)
    )
    return case(f"bomb of {opening}", f"{GOOD}x-0: &a0 {first}\n{levels}", 0, found)


BOMBS = (
    bomb("[a, a, a, a, a, a, a, a, a, a]", "[", "]", "LM009 10:46"),
    bomb("{k: v}", "{<<: [", "], k: v}", "LM009 11:31"),
    case("a list merged and merged", f"{GOOD}x-a: &a {{k: v}}\nx-b: {{<<: [‹*a,›]}}\n", 50_000),
    case("aliases of a word", f"{GOOD}x-a: &a b\nx-b: [‹*a,›]\n", 400_000),
    case("a million values and more", f"{GOOD}x-a: [‹a,›]\n", MILLION + 100, "LM009 5:1999989"),
    case("anchors", f"{GOOD}x-a: [‹&a# b,›]\n", 100_000),
    case("one record many times", "x-a: &a {id: cis, name: CIS}\norganisation: {id: dwp, name: D}\nsystems: [‹*a,›]\n",
         SOME, "LM205 1:14"),
)  # fmt: skip
DEPTHS = (
    case("99 brackets", f"{GOOD}x-a: {'[' * 99}{']' * 99}\n", 0),
    case("100 brackets", f"{GOOD}x-a: {'[' * 100}{']' * 100}\n", 0, "LM008 5:105"),
    *(
        case(f"25,000 of {each}", f"{GOOD}x-a:\n  ‹{each}›", 25_000, f"LM008 6:{column}")
        for each, column in (("[", 102), ("{a: ", 399), ("- ", 201), ("? ", 201))
    ),
    case("a million of [", "‹[›", MILLION, "LM008 1:101"),
    case("a million of {", "‹{›", MILLION, "LM008 1:101"),
    case("a million of ]", "‹]›", MILLION, "LM004 1:1"),
    case("a million of dashes", "‹- ›", MILLION, "LM008 1:201"),
    case("a million of tabs", f"{GOOD}‹\t›x", MILLION, "LM004 5:1"),
    case("a million of quotes", '‹"›', MILLION, "LM004 1:3"),
    case("a million of ampersands", "‹&›", MILLION, "LM004 1:2"),
    case("a million of commas", "[‹,›", MILLION, "LM004 1:2"),
    case("a million spaces", f"{GOOD}‹ ›", MILLION),
    case("a million line ends", f"{GOOD}‹\n›", MILLION),
    case("a million remarks", GOOD + "#\n" * MILLION, 0),
    case("a long line", f"{GOOD}x-a: ‹a›\n", MILLION),
    case("a long block", f"{GOOD}x-a: |\n‹  {'a' * 97}\n›", 100_000),
    case("a long name", f"{START}- id: cis\n  name: ‹n›\n", MILLION),
    case("a long key", f"{GOOD}  ? ‹k›\n  : v\n", MILLION, "LM101 5:5"),
    case("a long id", f"{START}- id: ‹a›\n  name: CIS\n", MILLION, "LM104 3:7"),
    case("a long organisation", "organisation: ‹a›\nsystems: []\n", MILLION, "LM104 1:15"),
)
CROWDS = (
    case("bad statuses", f"{START}‹- {{id: s#, name: S, status: x}}\n›", MORE, "LM107 3:29", LISTED),
    case("systems without a name", f"{START}‹- id: s#\n›", SOME, "LM102 3:3", SOME),
    case("systems that are words", f"{START}‹- word\n›", SOME, "LM103 3:3", SOME),
    case("systems that are nothing", f"{START}‹-\n›", SOME, "LM103 3:2", SOME),
    case("systems of one id", f"{START}‹- {{id: s, name: S}}\n›", SOME, "LM205 4:8"),
    case("misfits in a list", f"{GOOD}  depends_on: [‹A A,›]\n", SOME, "LM106 5:16", SOME),
    case("misfits in a mapping", f"{GOOD}  ids:\n‹    k#: [a]\n›", MANY, "LM103 6:5", 101),
    case("costs that do not fit", f"{GOOD}  remediation: {{options: [{{id: a, approach: replace, rdel: [‹x,›]}}]}}\n",
         MANY, "LM103 5:16", 101),
    case("unknown keys of a record", f"{GOOD}‹  key#: v\n›", MANY, "LM101 5:3", 101),
    case("unknown keys at the top", f"{GOOD}‹key#: v\n›", MANY, "LM101 5:1", 101),
    case("keys given twice", f"{GOOD}  notes: a\n‹  notes: a\n›", SOME, "LM010 6:3", SOME),
    case("a key twice in each record", f"{START}‹- {{id: s#, name: S, notes: a, notes: b}}\n›", SOME, "LM010 3:31", SOME),
    case("a key twice in each document", "‹---\norganisation: {id: o#, name: O}\nsystems: [{id: s, name: S, notes: a, notes: b}]\n›",
         SOME, "LM010 3:38", SOME),
    case("a long number split often", f"{GOOD}  notes: z\n  users: {{count: {'z' * MILLION} 1‹,000›}}\n", 100_000, "LM114 6:1000021"),
    case("refused tags", f"{GOOD}  tags: [‹!a b,›]\n", SOME, "LM006 5:10", SOME),
    case("keys that are lists", f"{GOOD}‹  ? [a]\n  : b\n›", SOME, "LM011 5:5", SOME),
    case("merges of no mapping", f"{GOOD}x-a:\n‹- {{<<: a}}\n›", SOME, "LM004 6:4", SOME),
    case("documents", "‹---\norganisation: {id: o#, name: O}\nsystems: [{id: s, name: S}]\n›", SOME),
    case("empty documents", f"{GOOD}‹---\n›", SOME),
    case("descriptions that disagree", "‹---\norganisation: {id: dwp, name: D#}\n›", SOME, "LM206 2:15", SOME),
    case("references to nothing", f"{GOOD}  depends_on: [‹gone-#,›]\n", SOME, "LM201 5:16", SOME),
    case("dependencies on itself", f"{GOOD}  depends_on: [‹cis,›]\n", SOME, "LM122 5:16", SOME),
    case("organisations that were not read", f"{GOOD}  depends_on: [‹org-#/gone,›]\n", SOME),
    case("waivers of nothing", f"{GOOD}waivers:\n‹- {{rule: LM201, system: dwp/cis, reason: a, approver: b, expires: 2030-01-01}}\n›", SOME),
    case("unknown criteria", f"{GOOD}  assessment: {{scores: {{‹c#: 1,›}}}}\n", SOME, "LM116 5:25", SOME),
    case("technologies", f"{GOOD}  technologies: [‹product-# 1,›]\n", SOME),
    case("options", f"{GOOD}  remediation: {{options: [‹{_OPTION},›]}}\n", SOME),
    case("options that require their own system", f"{GOOD}  remediation: {{options: [‹{_OPTION[:-1]}, requires: [cis]}},›]}}\n", SOME),
    case("options that require many", f"{START}- {{id: a, name: A, depends_on: [], remediation: {{options: [‹{_OPTION[:-1]}, requires: [b]}},›]}}}}\n"
         + _repeated("- {id: b, name: B, remediation: {options: [‹{id: b#, approach: retire, rdel: [1m], requires: [a]},›]}}\n", SOME), SOME),
    in_circle("- {id: s#, name: S, depends_on: [@]}\n"),
    in_circle("- {id: s#, name: S, part_of: @}\n"),
    in_circle("- {id: s#, name: S, remediation: {options: [{id: a, approach: retire, rdel: [1m], requires: [@]}]}}\n"),
)  # fmt: skip
