"""Online payments by Stripe: the only package that knows it."""

from orders.payments.config import StripeConfig
from orders.payments.work import PaymentSide

__all__ = ["PaymentSide", "StripeConfig"]
