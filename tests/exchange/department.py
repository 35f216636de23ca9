"""A department's register of 300 systems, made up, in the habits of real ones: for a first hour."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

ROWS = 300
DEPARTMENTS = ("Harbours Authority", "Hydrography Office", "Fisheries & Licensing", "Corporate Services")
_HEADINGS = (
    "Department",
    "App ID",
    "Application Name",
    "What it does",
    "Status",
    "Criticality",
    "Go live",
    "Business Owner",
    "Technical Lead",
    "Hosting",
    "Platform / technology",
    "Supplier",
    "Contract end",
    "Annual cost (£k)",
    "No. of users",
    "Personal data?",
    "Feeds",
    "TIME",
    "RAG",
    "Comments",
)
_SUBJECTS = (
    "Mooring",
    "Berth",
    "Pilot",
    "Chart",
    "Tide",
    "Catch",
    "Quota",
    "Vessel",
    "Crew",
    "Payroll",
    "Grant",
    "Licence",
    "Survey",
    "Buoy",
    "Radar",
    "Permit",
    "Fee",
    "Claims",
    "Archive",
    "Records",
)
_KINDS = (
    "Register",
    "Tracker",
    "Portal",
    "Ledger",
    "Scheduler",
    "Database",
    "Gateway",
    "Hub",
    "Planner",
    "Reports",
    "Archive",
    "Desk",
    "Index",
    "Billing",
    "Booking",
)
_OWNERS = (
    "Head of Harbours",
    "Head of Hydrography",
    "Licensing team",
    "Finance systems",
    "Jane Smith",
    "Peter O'Brien",
    "Fleet operations",
    "Records management",
    "HR director",
    "TBC",
    None,
)
_LEADS = ("Platforms team", "Database team", "Integration team", "Mary Jones", "Supplier", None)
_TECHNOLOGY = (
    "Oracle Database 12.1; Java 8",
    "Windows Server 2012 R2",
    "SQL Server 2014",
    "PostgreSQL 13",
    "RHEL 7; PHP 5.6",
    "COBOL",
    "Oracle Forms",
    "Access 2010",
    "Salesforce",
    "Drupal 7",
    "Windows Server 2019; .NET Framework 4.8",
    None,
)
_STATUS = ("Live",) * 10 + ("Retiring", "In development", "Decommissioned", "Under review")
_FIRST = datetime(1998, 1, 5)  # noqa: DTZ001 - a day, as cells hold it


def write_register(file: Path) -> None:
    """A title, headings in row 4, departments in merged cells, a footnote, and a sheet of help."""
    draw = random.Random(11)  # noqa: S311 - made-up data
    book = xlsxwriter.Workbook(str(file))
    help_page = book.add_worksheet("READ ME")
    help_page.write_column(0, 0, ["How to fill in this register", "One row a system.", "Ask the CIO office."])
    page = book.add_worksheet("Applications")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    grey = book.add_format({"bg_color": "#DDDDDD", "bold": True})
    page.write(0, 0, "Estate register - OFFICIAL")
    page.write(1, 0, "Last reviewed: 14/03/2026")
    page.write_row(3, 0, _HEADINGS, grey)
    names = [f"{subject} {kind}" for subject in _SUBJECTS for kind in _KINDS]
    draw.shuffle(names)
    line, share = 4, ROWS // len(DEPARTMENTS)
    for department in DEPARTMENTS:
        page.merge_range(line, 0, line + share - 1, 0, department)
        for number in range(line, line + share):
            name = names[number - 4]
            at = _FIRST + timedelta(days=draw.randrange(9_500))
            ends = _FIRST + timedelta(days=10_400 + draw.randrange(1_800))
            feeds = ", ".join(draw.sample(names, draw.choice((0, 0, 0, 1, 1, 2))))
            page.write_row(
                number, 1, [f"APP{number:03d}", name, f"Keeps the {name.lower()} of the department"]
            )
            page.write_row(number, 4, [draw.choice(_STATUS), draw.choice(("High", "Medium", "Low", None))])
            if number % 3:
                page.write_datetime(number, 6, at, day)
            else:
                page.write(
                    number, 6, draw.choice((f"{at:%d/%m/%Y}", f"{at.year}", f"{at:%b-%y}", "in service"))
                )
            page.write_row(number, 7, [draw.choice(_OWNERS), draw.choice(_LEADS)])
            page.write_row(number, 9, [draw.choice(("On-prem", "SaaS", "AWS", "Data centre", "Cloud", None))])
            page.write_row(
                number, 10, [draw.choice(_TECHNOLOGY), draw.choice(("Acme", "Northern Systems", None))]
            )
            page.write(number, 12, draw.choice((f"{ends:%d/%m/%Y}", "rolling", "", f"{ends:%d/%m/%Y}")))
            page.write_row(number, 13, [draw.choice((draw.randrange(5, 900), None)), draw.randrange(3, 4000)])
            page.write_row(number, 15, [draw.choice(("Y", "N", "Yes", "No", None)), feeds or None])
            page.write_row(number, 17, [draw.choice(("Tolerate", "Invest", "Migrate", "Eliminate", None))])
            page.write_row(
                number, 18, [draw.choice(("R", "A", "G", None)), draw.choice(("see file", None, None))]
            )
        line += share
    page.write(line + 1, 0, "* costs are estimates of the finance team")
    book.close()
