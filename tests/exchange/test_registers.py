"""Registers in the habits of real ones: how many of their headings are mapped without anybody's help.

Each heading stands with the field that it should be taken for (`-`: kept), and with cells as they are found.
"""

import pytest

from legacymap.exchange.draft import Value
from legacymap.exchange.guess import guessed
from tests.exchange.test_guess import AROUND, NAMES

Column = tuple[str, str, tuple[Value, ...]]
REGISTERS: dict[str, tuple[Column, ...]] = {
    "a British department": (
        ("Ref", "key", ("APP001", "APP002")),
        ("System name", "name", ("Case tracker", "Payroll")),
        ("What it does", "description", ("Tracks cases", "Pays people")),
        ("Directorate", "organisation", ("Asylum", "Corporate")),
        ("Lifecycle stage", "status", ("Live", "Retiring")),
        ("Business criticality", "criticality", ("High", "Tier 1")),
        ("Go-live date", "in_service", ("31/03/2001", "2014")),
        ("Planned decommission date", "retires", ("2027/28", "March 2029")),
        ("SRO", "owner.business", ("Head of asylum", "HR director")),
        ("Technical lead", "owner.technical", ("Platforms", "Case team")),
        ("Hosting", "hosting.type", ("On-prem", "SaaS")),
        ("Technology stack", "technologies", ("Oracle 12.1; COBOL", "Oracle 19")),
        ("Supplier", "contracts[main].supplier", ("Acme", "Other")),
        ("Contract expiry", "contracts[main].ends", ("31/03/2028", "2027-09")),
        ("Annual run cost (£k)", "costs.annual_run", (250, 1200)),
        ("Number of users", "users.count", ("1,200", 40)),
        ("Personal data?", "data.personal", ("Y", "N")),
        ("Feeds", "used_by", ("Payroll", "Case tracker")),
        ("Comments", "notes", ("Mainframe", "ok")),
        ("RAG", "-", ("Red", "Green")),
    ),
    "an American agency": (
        ("Id", "key", ("12", "13")),
        ("DisplayName", "-", ("Case tracker (CT)", "Payroll (PR)")),
        ("Application Name", "name", ("Case tracker", "Payroll")),
        ("Application Alias", "aliases", ("CT", "PR")),
        ("Description", "description", ("a", "b")),
        ("SSO", "organisation", ("FAS", "PBS")),
        ("Business POC", "owner.business", ("Fleet team", "HR")),
        ("Technical POC", "owner.technical", ("Ops", "Ops")),
        ("Status", "status", ("Production", "Retired")),
        ("Production Year", "in_service", ("2009", "1998")),
        ("Retired Year", "retires", (None, "2019")),
        ("Cloud Indicator", "-", ("Yes", "No")),
        ("Hosting Provider", "-", ("Own", "Elsewhere")),
        ("User Base", "users.group", ("Internal", "Public")),
        ("FISMA", "-", ("x", "y")),
        ("Technologies", "technologies", ("Oracle 11; Java", "Oracle 10")),
    ),
    "a Danish municipality": (
        ("IT-system UUID", "key", ("u-1", "u-2")),
        ("Systemnavn", "name", ("Sagsstyring", "Løn")),
        ("Tidligere systemnavn", "aliases", ("Sag", "L")),
        ("Beskrivelse", "description", ("a", "b")),
        ("Ansvarlig organisationsenhed", "organisation", ("Borgerservice", "HR")),
        ("Systemejer", "owner.business", ("Borgerservice", "HR")),
        ("Systemansvarlig", "owner.technical", ("Drift", "Drift")),
        ("Leverandør", "contracts[main].supplier", ("Acme", "Other")),
        ("Ibrugtagningsdato", "in_service", ("01-02-2009", "23-05-2015")),
        ("Slutdato", "retires", ("31-12-2027", "30-06-2028")),
        ("Livscyklusstatus", "status", ("I drift", "Udfaset")),
        ("KLE", "-", ("27.03", "81")),
    ),
    "a Dutch architecture register": (
        ("Kenmerk", "key", ("a1", "a2")),
        ("Applicatienaam", "name", ("Zaaksysteem", "Loon")),
        ("Omschrijving", "description", ("a", "b")),
        ("Afdeling", "organisation", ("Burgerzaken", "P&O")),
        ("Proceseigenaar", "owner.business", ("Burgerzaken", "P&O")),
        ("Applicatiebeheerder", "owner.technical", ("Beheer", "Beheer")),
        ("Leverancier", "contracts[main].supplier", ("Acme", "Other")),
        ("Einde contract", "contracts[main].ends", ("31-12-2027", "2028")),
        ("Fase", "status", ("In productie", "Uitgefaseerd")),
        ("Aantal gebruikers", "users.count", (120, 80)),
        ("BIV", "-", ("HMM", "LLL")),
    ),
    "a French mapping of information systems": (
        ("Identifiant", "key", ("1", "2")),
        ("Nom", "name", ("Dossiers", "Paie")),
        ("Description", "description", ("a", "b")),
        ("Direction", "organisation", ("DSI", "DRH")),
        ("Responsable métier", "owner.business", ("DRH", "Bureau 4")),
        ("Responsable technique", "owner.technical", ("DSI", "DSI")),
        ("Éditeur", "contracts[main].supplier", ("Acme", "Autre")),
        ("Date de mise en service", "in_service", ("12/05/2009", "23/01/2011")),
        ("Nombre d'utilisateurs", "users.count", (12, 4)),
        ("Données personnelles", "data.personal", ("oui", "non")),
        ("Security need C", "-", (1, 2)),
    ),
    "a German authority": (
        ("Kennung", "key", ("V-1", "V-2")),
        ("Fachverfahren", "name", ("Melderegister", "Bezüge")),
        ("Beschreibung", "description", ("a", "b")),
        ("Dienststelle", "organisation", ("Amt 1", "Amt 2")),
        ("Fachverantwortlicher", "owner.business", ("Referat 3", "Referat 4")),
        ("Betriebsstatus", "status", ("in Betrieb", "stillgelegt")),
        ("Inbetriebnahme", "in_service", ("01.04.2003", "15.10.2011")),
        ("Datenbank", "technologies", ("Oracle 12", "Oracle 11")),
        ("Kosten pro Jahr (T€)", "-", (120, 80)),
        ("Schutzbedarf", "-", ("hoch", "normal")),
    ),
    "a service desk's export": (
        ("Name", "name", ("Case tracker", "Payroll")),
        ("Organization->Name", "organisation", ("Demo", "Demo")),
        ("Status", "status", ("production", "implementation")),
        ("Business criticity", "criticality", ("high", "low")),
        ("Move to production date", "in_service", ("2015-04-01", "2016-01-01")),
        ("Description", "description", ("a", "b")),
        ("Redundancy", "-", ("none", "none")),
    ),
}


def shares(register: str) -> tuple[int, int, list[str]]:
    """How many headings are taken as they should be, of how many, and what the others were taken for."""
    columns = REGISTERS[register]
    rows = list(zip(*(cells for _, _, cells in columns), strict=True))
    found = {
        each.heading: each.route or "-"
        for each in guessed([each[0] for each in columns], rows, NAMES, AROUND)
    }
    wrong = [
        f"{heading}: {found[heading]}, not {route}"
        for heading, route, _ in columns
        if found[heading] != route
    ]
    return len(columns) - len(wrong), len(columns), wrong


@pytest.mark.parametrize("register", REGISTERS)
def test_the_headings_of_a_register_are_taken_for_what_they_are(register: str) -> None:
    right, of, wrong = shares(register)
    assert wrong == [], f"{right} of {of}"
