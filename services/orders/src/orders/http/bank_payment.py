"""What the operator notes of a payment from bank to bank, whichever way it went."""

from datetime import date

from marketkit.errors import FieldError, InvalidError
from marketkit.pickup.windows import day_of
from pydantic import Field

from orders.http.bodies import Body, Text
from orders.http.dependencies import Day
from orders.use_cases.context import Context


class PaidBody(Body):
    amount: int = Field(ge=1, le=100_000_000)
    """In cents: of a payout the whole open amount as it was shown, of a fee a part or all of it."""
    paid_on: Day
    reference: Text = Field(min_length=3, max_length=140)
    """As a bank statement names it."""


def not_ahead(context: Context, paid_on: date) -> None:
    """Raises InvalidError for a day that is yet to come."""
    if paid_on > day_of(context.clock.now()):
        raise InvalidError(errors=[FieldError("paid_on", "Dieser Tag liegt noch vor uns.")])
