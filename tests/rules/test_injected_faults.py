"""Whatever is wrong in a record, the rest of it is used, and each fault is reported once."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.system import System
from legacymap.reading import read_inventory
from tests.rules.findings import codes, findings

# A field, a good line of it, a faulty one, and the code of the fault.
FIELDS = {
    "kind": ("kind: platform", "kind: plattform", "LM107"),
    "status": ("status: build", "status: alive", "LM107"),
    "in_service": ("in_service: 1974", "in_service: last year", "LM110"),
    "replaced_by": ("replaced_by: identity-hub", "replaced_by: Old Hub", "LM106"),
    "part_of": ("part_of: identity-hub", "part_of: identity-hbu", "LM201"),
    "owner": ("owner: Asylum operations", "owner: [Asylum operations]", "LM103"),
    "hosting": ("hosting: saas", "hosting: [saas]", "LM103"),
    "users": ("users: {count: 12}", "users: {count: a dozen}", "LM109"),
    "contracts": ("contracts: [{ends: 2028-03}]", "contracts: [{ends: soon}]", "LM110"),
    "technologies": ("technologies: [cobol]", "technologies: [[cobol]]", "LM103"),
    "depends_on": ("depends_on: [identity-hub]", "depends_on: [case-tracker]", "LM122"),
    "used_by": ("used_by: [identity-hub]", "used_by: [identity-hbu]", "LM202"),
    "consumers_complete": ("consumers_complete: yes", "consumers_complete: perhaps", "LM108"),
    "costs": ("costs: {annual_run: £4m}", "costs: {annual_run: €4m}", "LM210"),
    "assessment": ("assessment: {scores: {L3: 5}}", "assessment: {scores: {L3: 7}}", "LM117"),
    "remediation": (
        "remediation: {options: [{id: a, approach: replace, rdel: [£1m]}]}",
        "remediation: {options: [{id: a, approach: replace, rdel: [£1,250,000]}]}",
        "LM114",
    ),
    "handling": ("handling: secret", "handling: hush", "LM107"),
    "description": ("description: Tracks cases", "descripton: Tracks cases", "LM101"),
}
# Faults of records together, or of the framework: the field itself can be read and is kept.
KEPT = {"part_of", "depends_on", "used_by", "costs", "assessment"}


@given(st.sets(st.sampled_from(sorted(FIELDS))))
def test_any_subset_of_faults_leaves_the_rest_usable(faulty: set[str]) -> None:
    good, _ = read_with(set())
    injured, found = read_with(faulty)
    assert sorted(found) == sorted(FIELDS[field][2] for field in faulty)
    for field in FIELDS:
        if field not in faulty:
            assert getattr(injured, field) == getattr(good, field)
        elif field in KEPT:
            assert getattr(injured, field) is not None


def read_with(faulty: set[str]) -> tuple[System, list[str]]:
    """The record with these fields faulty, and the codes of what was found."""
    lines = [FIELDS[field][field in faulty] for field in FIELDS]
    keys = "\n".join(f"  {line}" for line in lines)
    text = (
        "organisation: {id: home-office, name: Home Office}\nsystems:\n"
        f"- id: case-tracker\n  name: Case tracker\n{keys}\n- {{id: identity-hub, name: Identity hub}}\n"
    )
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_text(text, encoding="utf-8")
        record = read_inventory((Path(folder),)).inventory.records["home-office/case-tracker"]
        return record.system, codes(findings(Path(folder)))
