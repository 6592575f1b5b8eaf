"""What the operator notes of a payment from bank to bank: how much, when, and under what words."""

from typing import Any, Final

from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form
from gateway.presenters.dates import read_day
from gateway.presenters.numbers import read_charge

FIELDS: Final = ("amount", "reference", "paid_on")


def payment_said(here: Context, form: Form, errors: Errors) -> dict[str, Any]:
    """As the service takes it; only to be sent while nothing is in `errors`."""
    amount, paid_on = read_charge(form.text("amount")), read_day(form.text("paid_on"))
    if amount is None:
        errors.add("amount", str(here.text("books.amount.wrong")))
    if paid_on is None:
        errors.add("paid_on", str(here.text("books.paid_on.wrong")))
    return {"amount": amount, "reference": form.text("reference"), "paid_on": str(paid_on)}
