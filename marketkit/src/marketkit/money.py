"""Money in whole cents, and splitting it so that no cent appears or disappears."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field


class Money(BaseModel):
    """An amount in the smallest unit of its currency; for euros: cents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int
    currency: str = Field(default="EUR", pattern="^[A-Z]{3}$")


def split_by_weights(total: int, weights: Sequence[int]) -> list[int]:
    """Split `total` cents in proportion to `weights` by the largest-remainder method.

    The parts always sum to `total`. Equal remainders go to the earlier part, so the result is
    the same on every run. Raises ValueError for no weights, a negative weight or a zero sum.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        message = "weights must be non-negative and not all zero"
        raise ValueError(message)
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [share for share, _ in shares]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-shares[i][1], i))
    for i in by_remainder[: abs(total) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
