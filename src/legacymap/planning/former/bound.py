"""Upper bounds on the value of any plan, from prices of the limits: valid whatever the prices."""

from dataclasses import dataclass

import numpy as np

from legacymap.planning.former.columns import Floats
from legacymap.planning.former.formulation import Formulation

_ROUNDING = 1e-11


@dataclass(frozen=True, slots=True)
class Priced:
    """A bound in the problem's units, and each column's value less the price of what it uses.

    `worse` is how far a column is below the best that its system could do: a plan with it is worth at most
    the bound less that.
    """

    bound: float
    reduced: Floats
    worse: Floats


def priced(formulation: Formulation, prices: Floats | None = None) -> Priced:
    """The bound at the prices of a relaxation's rows; without any, what every system would give alone.

    Weak duality: any prices >= 0 of links and limits bound the value by what they sell for and the best that
    each system can do at those prices. So rounding in a solver cannot make the bound wrong.
    """
    program, columns = formulation.program, formulation.columns
    asked = np.zeros(len(program.limit)) if prices is None else np.maximum(prices, 0.0)
    asked[: len(columns.systems)] = 0.0
    reduced = program.objective - program.weighed(asked)
    if not len(columns):
        return Priced(0.0, reduced, reduced)
    best = np.maximum.reduceat(reduced, columns.first)
    best = np.where(columns.fixed[columns.first], best, np.maximum(best, 0.0))
    total = float((asked * program.limit).sum() + best.sum())
    slack = _ROUNDING * float((asked * program.limit).sum() + np.abs(best).sum())
    scale = formulation.scale
    return Priced((total + slack) * scale, reduced * scale, (best[columns.system] - reduced) * scale)
