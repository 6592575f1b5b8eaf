"""What has to be true of an order before a shop may refuse that somebody withdraws from it."""

from typing import Any, Final

from tests.orders.market import Market

PERISHABLE: Final[dict[str, Any]] = {"ground": "exempt", "reason": "Es war frisches Brot."}
"""How a shop refuses what is exempt."""


async def was_exempt(market: Market, withdrawal_class: str = "2_perishable") -> None:
    """All that was withdrawn stood in this class when it was ordered."""
    await market.database.pool.execute(
        """
        UPDATE withdrawal_part p SET lines = (
            SELECT json_agg(line::jsonb || jsonb_build_object('withdrawal_class', $1::text))
            FROM json_array_elements(p.lines) AS each (line)
        )
        """,
        withdrawal_class,
    )
