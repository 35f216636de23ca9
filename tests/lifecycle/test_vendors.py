import pytest

from legacymap.lifecycle.spelling import spelled
from legacymap.lifecycle.vendors import Vendors
from tests.lifecycle.builders import product


@pytest.mark.parametrize(
    ("vendor", "text", "words"),
    [
        ("Microsoft", "MS SQL Server", 1),
        ("Microsoft", "Microsoft Corporation SQL Server", 2),
        ("Amazon Web Services", "AWS RDS", 1),
        ("Amazon Web Services", "Amazon RDS", 1),
        ("Apache Software Foundation", "Apache Tomcat", 1),
        ("Red Hat", "Red Hat Linux", 2),
        ("Red Hat", "RedHat Linux", 1),
        ("Broadcom (VMware)", "VMware ESXi", 1),
        ("OpenText (formerly Micro Focus, HPE)", "Micro Focus IDOL", 2),
        ("OpenText (formerly Micro Focus, HPE)", "HPE IDOL", 1),
        ("Oracle", "Sun Solaris", 1),
    ],
)
def test_a_vendor_is_known_by_its_names(vendor: str, text: str, words: int) -> None:
    assert Vendors([product("any", vendor=vendor)]).leading(spelled(text).words) == ((words, {0}),)


def test_a_vendor_alone_leads_nothing() -> None:
    assert Vendors([product("any", vendor="Oracle")]).leading(("oracle",)) == ()


def test_a_product_without_a_vendor_has_none_left_out() -> None:
    assert Vendors([product("any")]).leading(("oracle", "any")) == ()
