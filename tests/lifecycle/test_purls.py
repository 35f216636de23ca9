import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.lifecycle.purls import is_purl, purl_keys


@pytest.mark.parametrize(
    ("purl", "keys", "version"),
    [
        ("pkg:npm/react", ("pkg:npm/react",), ""),
        ("pkg:NPM/React@17.0.2", ("pkg:npm/react",), "17.0.2"),
        ("pkg:npm/%40angular/core@12.1", ("pkg:npm/@angular/core",), "12.1"),
        ("pkg:npm/@angular/core@12.1", ("pkg:npm/@angular/core",), "12.1"),
        (
            "pkg:deb/debian/curl@7.50?arch=i386",
            ("pkg:deb/debian/curl?arch=i386", "pkg:deb/debian/curl"),
            "7.50",
        ),
        ("pkg:oci/ol?repository_url=ghcr.io/o", ("pkg:oci/ol?repository_url=ghcr.io/o",), ""),
        ("pkg:golang/x.org/y#sub/path", ("pkg:golang/x.org/y",), ""),
    ],
)
def test_a_package_url_has_keys_and_a_version(purl: str, keys: tuple[str, ...], version: str) -> None:
    assert purl_keys(purl) == (keys, version)


@given(text=st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert purl_keys(f"pkg:{text}")[0]


def test_a_package_url_is_known_by_its_scheme() -> None:
    assert is_purl("PKG:npm/react")
    assert not is_purl("package")
