"""Who pays how much of a bill. Computes, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import Money, minor_units
from apps.requests.errors import TooSmallToSplit


@dataclass(frozen=True, slots=True)
class Share:
    """What one person is asked for. `to` is a number in E.164, a proven e-mail address, a @handle or a person's id."""

    to: str
    amount: Money


def split_equally(amount: Money, to: Sequence[str], *, with_me: bool = False) -> tuple[list[Share], Money | None]:
    """Equal shares of `amount` that add up to it exactly, and the asker's own when they bear one too.

    By the largest remainder: equal claims have equal remainders, so what is left over after rounding down goes, one
    smallest unit each, to the first in the order of `to`. The asker's share comes last and is never the larger one.
    Raises TooSmallToSplit when somebody would be asked for nothing.
    """
    unit = Decimal(1).scaleb(-minor_units(amount.currency))
    count = len(to) + with_me
    each, left_over = divmod(int(amount.amount / unit), count)
    if not each:
        raise TooSmallToSplit
    parts = [Money(unit * (each + (position < left_over)), amount.currency) for position in range(count)]
    return [Share(*pair) for pair in zip(to, parts, strict=False)], parts[-1] if with_me else None
