"""Package URLs: how one in an inventory names a product, and perhaps a version."""

from urllib.parse import unquote

_PREFIX = "pkg:"


def is_purl(text: str) -> bool:
    """The text is a package URL."""
    return text[: len(_PREFIX)].lower() == _PREFIX


def purl_keys(purl: str) -> tuple[tuple[str, ...], str]:
    """The keys under which a catalogue may hold this package URL, most exact first, and its version or "".

    Qualifiers count where the catalogue has them. Without them a package is another one only when they
    name the repository that it comes from.
    """
    located, _, _ = purl.partition("#")
    name, _, qualifiers = located.partition("?")
    folder, slash, last = name.rpartition("/")
    package, _, version = last.partition("@") if last[:1] != "@" else (last, "", "")
    plain = unquote(folder + slash + package).lower()
    exact = (f"{plain}?{unquote(qualifiers).lower()}",) if qualifiers else ()
    if "repository_url=" in qualifiers.lower():
        return exact, unquote(version)
    return (*exact, plain), unquote(version)
