"""An advisor's account is erased: the calendar ends, and the businesses wait for somebody else."""

from marketkit.contracts import AccountErased
from marketkit.db import Transaction

_FORGET = (
    "DELETE FROM calendar_feed WHERE account_id = $1",
    "DELETE FROM case_advisor WHERE account_id = $1",
    """
    UPDATE advisor_case SET advisor_id = NULL, advisor_name = '', version = version + 1
    WHERE advisor_id = $1
    """,
)


async def forget_advisor(tx: Transaction, event: AccountErased) -> None:
    """Twice is once. What was written stays signed with the name, as a record must."""
    for statement in _FORGET:
        await tx.execute(statement, event.account_id)
