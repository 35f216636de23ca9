"""Shows and searches the catalogue of support dates, and brings it up to date."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

from legacymap.analysis.reference import catalogue_file, catalogued
from legacymap.domain.catalogue import SUPPORT_STATES, Catalogue, Product, SupportState, support_state
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.listings import CatalogueUpdate, ProductAnswer, ProductListing, ProductSearch
from legacymap.domain.nearest import did_you_mean, nearest
from legacymap.domain.system import Technology
from legacymap.lifecycle.catalogue import merged, shipped_files
from legacymap.lifecycle.matching import Matcher
from legacymap.lifecycle.updating import DEFAULT, Delivery, Limits, Notify, answer, changes, converted
from legacymap.writing.files import replaced
from legacymap.writing.yaml import lifecycle_text

_REMARK = (
    "Written by `legacymap lifecycle update`, which replaces it as a whole: own dates belong in another file."
)


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """The file to write, the day to judge by, and where the dates come from: an address or a file."""

    output: Path
    as_of: date
    source: str = DEFAULT
    limits: Limits = field(default_factory=Limits)


def show(words: str, files: Iterable[Path], as_of: date) -> ProductAnswer:
    """The product that `words` name, as a technology of an inventory would name it.

    Raises RequestError where no product is named so, with the nearest.
    """
    catalogue = catalogued(files)
    match = Matcher(catalogue.products).match(Technology(product=words))
    if match.product is None:
        names = [name for product in catalogue.products for name in product.names]
        hint = did_you_mean(words, names) or "`legacymap lifecycle search TEXT` looks for a part of a name."
        raise RequestError(f"The catalogue knows no product `{words}`.", hint)
    return ProductAnswer(
        as_of=as_of,
        provenance=catalogue.provenance(as_of),
        found=match.why,
        product=ProductListing.of(match.product, as_of),
    )


def search(text: str, files: Iterable[Path], as_of: date) -> ProductSearch:
    """The products with `text` in a name or the vendor, case and punctuation aside; else the nearest."""
    wanted = _plain(text)
    if not wanted:
        raise RequestError("There is nothing to search for.", "Give a part of a name: `sql`.")
    catalogue = catalogued(files)
    found = (each for each in catalogue.products if any(wanted in _plain(name) for name in _names(each)))
    products = tuple(sorted(found, key=lambda product: product.id))
    near = None if products else _nearest(text, catalogue.products)
    return ProductSearch(
        as_of=as_of,
        provenance=catalogue.provenance(as_of),
        text=text,
        products=tuple(ProductListing.of(product, as_of) for product in products),
        nearest=near,
    )


def update(request: UpdateRequest, notify: Notify = lambda _: None) -> CatalogueUpdate:
    """Writes the lifecycle file and says what it brings; `notify` hears what takes time.

    Raises RequestError, and changes nothing, where the source or its answer or the output cannot be used.
    """
    from legacymap.lifecycle.fetching import delivery  # noqa: PLC0415 - httpx is heavy; only this fetches

    if not request.output.parent.is_dir():
        message = f"`{request.output}` cannot be written: there is no such folder."
        raise RequestError(message, "Make the folder first.")
    got = delivery(request.source, request.limits, notify)
    answered = answer(got.body, got.source)
    shipped = [catalogue_file(path).model for path in shipped_files()]
    made = converted(answered, merged(shipped), request.as_of)
    former, before = _before(request.output)
    replaced(request.output, _text(made.catalogue, got, answered.generated_at), _accept)
    return CatalogueUpdate(
        file=str(request.output),
        source=got.source,
        generated_at=answered.generated_at,
        sha256=got.sha256,
        conversion=made.conversion,
        states=_states(made.catalogue, request.as_of),
        changes=changes(merged([*shipped, *former]), merged([*shipped, made.catalogue])),
        before=before,
        as_of=request.as_of,
    )


def _nearest(text: str, products: Iterable[Product]) -> str | None:
    """The name most like the text, or the word of a name."""
    names = [name for product in products for name in _names(product)]
    return nearest(text, names) or nearest(text, (word for name in names for word in name.split()))


def _names(product: Product) -> tuple[str, ...]:
    return (*product.names, product.vendor) if product.vendor else product.names


def _plain(text: str) -> str:
    """The text with case folded, and each run of punctuation as one blank; signs that names end in stay."""
    signs = (letter if letter.isalnum() or letter in "+#/" else " " for letter in text.casefold())
    return " ".join("".join(signs).split())


def _before(output: Path) -> tuple[Sequence[Catalogue], str]:
    """What was in the place of the output, if it can be used, and what the changes are measured from."""
    if output.is_file():
        try:
            return [catalogue_file(output).model], "the file that was there before"
        except RequestError:
            pass  # what cannot be used is replaced
    return [], "the shipped catalogue alone"


def _text(catalogue: Catalogue, got: Delivery, generated_at: str) -> str:
    origin = {"x-source": got.source, "x-generated-at": generated_at, "x-sha256": got.sha256}
    return lifecycle_text(catalogue, origin, _REMARK)


def _accept(written: Path) -> None:
    """Raises RequestError where the file could not be used: it must not take the place of one that can."""
    catalogue_file(written)


def _states(catalogue: Catalogue, as_of: date) -> dict[SupportState, int]:
    cycles = (cycle for product in catalogue.products for cycle in product.cycles)
    counts = Counter(support_state(cycle.standard_ends, as_of) for cycle in cycles)
    return {state: counts[state] for state in SUPPORT_STATES}
