"""A second opinion on `scan`: slow, plain, and written from the design pages alone.

Nothing here may read the package's code; only its data (the support dates) is shared. Every function does
what one sentence of `method.md` says, anew for each system. The answer has the shape of the scan's JSON,
without its words for people.
"""

from fractions import Fraction

from tests.recomputation.arrows import (
    IN_ESTATE,
    Arrow,
    arrows,
    backward,
    confirmed,
    cycles,
    forward,
    reached,
    resolve,
    status,
    topmost,
    underpinning,
)
from tests.recomputation.assessed import family
from tests.recomputation.plain import Written, at, text
from tests.recomputation.scores import Question, Score, score_of, shown

ORDER = ("red", "possibly-red", "not-red")


def scan(estate: Written, question: Question) -> dict[str, object]:
    """What the scan's JSON must say, without provenance, evidence and diagnostics."""
    all_arrows = arrows(estate)
    scores = {
        full_id: score_of(full_id, estate, _direct(full_id, all_arrows), question)
        for full_id, record in estate.systems.items()
        if _is_in_estate(record) and at(record, "kind") != "external"
    }
    reach = {
        full_id: _reach(full_id, estate, all_arrows, scores, question.decay)
        for full_id, record in estate.systems.items()
        if _is_in_estate(record)
    }
    ranked = sorted(estate.systems, key=lambda full_id: _place(full_id, scores, reach))
    # Equals share a place; those that are not scored have their own.
    alike = [_place(full_id, scores, reach)[: 2 if full_id in scores else 3] for full_id in ranked]
    return {
        "format": "legacymap.scan/1",
        "as_of": question.day.isoformat(),
        "totals": _totals(estate, all_arrows, scores),
        "systems": [
            _listed(rank, full_id, estate, scores.get(full_id), reach.get(full_id))
            | {
                "place": [
                    1 + alike.index(alike[rank - 1]),
                    len(alike) - alike[::-1].index(alike[rank - 1]),
                ],
                "foundation": _foundation(full_id, ranked, all_arrows, scores) if full_id in reach else None,
            }
            for rank, full_id in enumerate(ranked, start=1)
        ],
        "cycles": [
            {"members": cycle.members, "shortest": cycle.shortest, "breakable": cycle.breakable}
            for cycle in cycles(all_arrows)
        ],
    }


def _is_in_estate(record: object) -> bool:
    return status(record) in IN_ESTATE


def _reach(
    full_id: str, estate: Written, all_arrows: list[Arrow], scores: dict[str, Score], decay: float
) -> dict[str, object]:
    record = estate.systems[full_id]
    dependents = reached(full_id, backward(all_arrows, hard_only=False))
    hard = reached(full_id, backward(all_arrows, hard_only=True))
    impacts = {node: float(scores[node].impact.expected) for node in hard if node in scores}
    under = underpinning(full_id, all_arrows, impacts, lambda node: _whole(node, estate), decay)
    certain = confirmed(all_arrows)
    score = scores.get(full_id)
    home = family(_owner(full_id), estate)
    outside = any(family(_owner(node), estate) != home for node in hard)
    capability = outside or (at(record, "kind") == "platform" and bool(hard))
    funded = (text(at(record, "remediation", "plan", "funded")) or "no").lower() in ("yes", "true")
    return {
        "direct_dependents": _direct(full_id, all_arrows),
        "dependents": len(dependents),
        "hard_dependents": len(hard),
        "services": sum(at(estate.systems.get(node), "kind") == "service" for node in dependents),
        "organisations": len({_owner(node) for node in dependents}),
        "underpinning": under,
        "weighted_risk": _risk(score, under),
        "underpinning_capability": capability,
        "confirmed": {
            "direct_dependents": _direct(full_id, certain),
            "dependents": len(reached(full_id, backward(certain, hard_only=False))),
            "hard_dependents": len(reached(full_id, backward(certain, hard_only=True))),
            "underpinning": underpinning(full_id, certain, impacts, lambda node: _whole(node, estate), decay),
        },
        "underpinning_gap": capability and score is not None and score.rating != "not-red" and not funded,
    }


def _risk(score: Score | None, under: float) -> float:
    # A kind `external` is in the estate and has reach, but no likelihood: R = L x B is taken to be nil.
    return float(score.likelihood.expected) * (float(score.impact.expected) + under) if score else 0.0


def _place(
    full_id: str, scores: dict[str, Score], reach: dict[str, dict[str, object]]
) -> tuple[int, float, str]:
    if full_id not in scores:
        return len(ORDER), 0.0, full_id
    risk = reach[full_id]["weighted_risk"]
    assert isinstance(risk, float)
    return ORDER.index(scores[full_id].rating), -float(f"{risk:.8e}"), full_id


def _foundation(
    full_id: str, ranked: list[str], all_arrows: list[Arrow], scores: dict[str, Score]
) -> dict[str, object]:
    hard = reached(full_id, forward(all_arrows, hard_only=True))
    weakest = next((other for other in ranked if other in hard and other in scores), None)
    return {
        "dependencies": len(reached(full_id, forward(all_arrows, hard_only=False))),
        "weakest": weakest,
        "weakest_confirmed": weakest in reached(full_id, forward(confirmed(all_arrows), hard_only=True)),
    }


def _listed(
    rank: int, full_id: str, estate: Written, score: Score | None, reach: dict[str, object] | None
) -> dict[str, object]:
    record = estate.systems[full_id]
    return {
        "rank": rank,
        "id": full_id,
        "name": text(at(record, "name")),
        "organisation": _owner(full_id),
        "kind": text(at(record, "kind")) or "application",
        "status": status(record),
        "score": shown(score) if score else None,
        "known": {
            "criteria": sum(each.basis != "unknown" for each in score.criteria),
            "of": len(score.criteria),
        }
        if score
        else None,
        "reach": reach,
        **_own_keys(record),
    }


def _own_keys(record: object) -> dict[str, object]:
    # Untouched: text stays text, and what is empty or null stays so.
    assert isinstance(record, dict)
    return {key: _as_json(value) for key, value in record.items() if key.startswith("x-")}


def _as_json(node: object) -> object:
    if isinstance(node, dict):
        return {key: _as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_as_json(value) for value in node]
    return None if node in ("", "~", "null") else node


def _totals(estate: Written, all_arrows: list[Arrow], scores: dict[str, Score]) -> dict[str, object]:
    ratings = [score.rating for score in scores.values()]
    legacies = [score.legacy for score in scores.values()]
    return {
        "organisations": len({_owner(full_id) for full_id in estate.systems}),
        "systems": len(estate.systems),
        "dependencies": len(all_arrows),
        "scored": len(scores),
        "legacy": legacies.count("yes"),
        "possibly_legacy": legacies.count("possibly"),
        "not_legacy": legacies.count("no"),
        "red": ratings.count("red"),
        "possibly_red": ratings.count("possibly-red"),
        "not_red": ratings.count("not-red"),
        "expected_red": float(sum((score.p_red for score in scores.values()), Fraction(0))),
    }


def _direct(full_id: str, all_arrows: list[Arrow]) -> int:
    return len({arrow.start for arrow in all_arrows if arrow.end == full_id})


def _owner(full_id: str) -> str:
    return full_id.partition("/")[0]


def _whole(full_id: str, estate: Written) -> str:
    return topmost(full_id, lambda node: _part_of(node, estate))


def _part_of(full_id: str, estate: Written) -> str | None:
    above = text(at(estate.systems.get(full_id), "part_of"))
    return resolve(full_id, above) if above else None
