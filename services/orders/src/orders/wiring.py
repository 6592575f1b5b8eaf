"""From settings to the context that use cases rely on."""

from marketkit.db import Database

from orders.settings import OrdersSettings
from orders.use_cases.context import Context


def build_context(settings: OrdersSettings, database: Database) -> Context:
    return Context(
        database=database,
        guest_token_secret=settings.guest_token_secret.get_secret_value().encode(),
        order_prefix=settings.order_prefix,
        time_to_pay=settings.time_to_pay,
    )
