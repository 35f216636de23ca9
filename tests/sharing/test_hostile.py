"""Whatever a file holds, sharing and reconciling it end in a result or one clear refusal, never in a leak."""

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from legacymap.analysis.reconcile import reconcile
from legacymap.analysis.request import Request
from legacymap.analysis.share import Choice, share
from legacymap.domain.errors import RequestError
from tests.hostile.mutations import INVENTORY, mutated
from tests.sharing.test_share import DAY

AGREEMENTS = """\
agreements:
- {about: [home-office/case-tracker, home-office/identity-hub], says: no-arrow, date: 2026-01-01}
- {about: [home-office/case-tracker, dwp/searchlight], says: same-system}
- {about: [home-office/identity-hub, home-office/case-tracker], says: arrow-confirmed}
"""


def survived(content: bytes, agreements: bytes = AGREEMENTS.encode()) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "home")
        folder.mkdir()
        (folder / "a.yaml").write_bytes(content)
        (folder / "b.yaml").write_bytes(agreements)
        for audience in ("government", "internal", "public"):
            output = Path(temporary, f"return-{audience}")
            try:
                made = share(Request((folder,), DAY), Choice(audience), output)
            except RequestError:
                assert not output.exists()
            else:
                assert made.checked is not None
                assert made.checked.hits == ()
        with suppress(RequestError):
            reconcile(Request((folder,), DAY))
        shutil.rmtree(folder)


@settings(max_examples=15, deadline=None)
@given(mutated(INVENTORY))
def test_mutated_inventories_are_survived(content: bytes) -> None:
    survived(content)


@settings(max_examples=15, deadline=None)
@given(mutated(AGREEMENTS))
def test_mutated_agreements_are_survived(content: bytes) -> None:
    survived(INVENTORY.encode(), content)


@pytest.mark.parametrize(
    "text",
    [
        "agreements:",
        "agreements: yes",
        "agreements: [[a, b]]",
        "agreements:\n- {about: [a, b], says: no-arrow}",
        "agreements:\n- {about: [a/b], says: no-arrow}",
        "agreements:\n- {about: [a/b, a/b], says: same-system}",
        "agreements:\n- {about: [a/b, c/d], says: perhaps}",
        "share: {audience: x}",
        "audience: {a: b}",
    ],
)
def test_odd_documents_are_survived(text: str) -> None:
    survived(INVENTORY.encode(), text.encode())


def test_a_file_that_reading_had_to_mend_shares_what_was_saved(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    broken = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n- id: desk\n  name: Desk of desks\n"
        "  depends_on: [dwp/searchlight]\n  notes: not to be told\n- id: broken\n  name: [unclosed\n"
        "- id: other\n  name: Other desk\n"
    )
    (home / "a.yaml").write_text(broken, encoding="utf-8")
    (home / "b.yaml").write_text(AGREEMENTS, encoding="utf-8")
    made = share(Request((home,), DAY), Choice("government"), tmp_path / "return")
    assert made.checked is not None
    assert made.checked.hits == ()
    assert "not to be told" not in (tmp_path / "return" / "home-office.yaml").read_text(encoding="utf-8")
