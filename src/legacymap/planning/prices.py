"""Money of different years made comparable: price bases, cash, optimism bias and discounting."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from legacymap.domain.frozen import dataclass
from legacymap.domain.money import Money
from legacymap.domain.scenario import Discount, Fund, Scenario
from legacymap.domain.system import Option, OptionBias

# Green Book: 3.5% to year 30, 3.0% to year 75, 2.5% from then on.
_GREEN_BOOK = ((30, Decimal("0.035")), (75, Decimal("0.03")))
_LATEST_RATE = Decimal("0.025")
_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Prices:
    """How a scenario counts money; amounts come out in whole currency units of its price base."""

    scenario: Scenario

    def real(self, amount: Decimal, year: int | None) -> float:
        """An amount in the prices of a year; None stands for the price base (method, section 7)."""
        return float(amount * self._ratio(year))

    def cost(self, amounts: Sequence[Money], option: Option, fund: Fund, past: int = 0) -> tuple[float, ...]:
        """What an option costs of a fund by year of work, to the penny.

        With its optimism bias, or else the scenario's; without any in the first `past` years, which are over.
        """
        ratio = self._ratio(option.price_base)
        bias = 1 + self.bias(option, fund)
        return tuple(
            _to_the_penny(money.amount * ratio * (1 if year < past else bias))
            for year, money in enumerate(amounts)
        )

    def bias(self, option: Option, fund: Fund) -> Decimal:
        """The optimism bias of an option on a fund: its own, or else the scenario's."""
        own, common = option.optimism_bias or OptionBias(), self.scenario.bias
        if fund == "rdel":
            return common.rdel if own.rdel is None else own.rdel
        return common.cdel if own.cdel is None else own.cdel

    def cap(self, amount: Decimal, year: int) -> float:
        """A cap of a year, to the penny; one in cash is deflated."""
        return _to_the_penny(amount * self._ratio(year if self.scenario.caps_in == "cash" else None))

    def _ratio(self, year: int | None) -> Decimal:
        base, index = self.scenario.price_base, self.scenario.deflators or {}
        if year is None or base is None or year == base:
            return Decimal(1)
        return index[base] / index[year]


def _to_the_penny(amount: Decimal) -> float:
    """Half a penny goes to the even one (method, section 7)."""
    return float(amount.quantize(_PENNY, ROUND_HALF_EVEN))


def discount_factors(discount: Discount, years: int) -> tuple[float, ...]:
    """The factor of each year from 0 on, where it is 1 (method, section 6)."""
    factors = [Decimal(1)]
    for year in range(1, years):
        factors.append(factors[-1] / (1 + _rate(discount, year)))
    return tuple(float(factor) for factor in factors)


def _rate(discount: Discount, year: int) -> Decimal:
    if discount.rate is not None:
        return discount.rate
    return next((rate for last, rate in _GREEN_BOOK if year <= last), _LATEST_RATE)
