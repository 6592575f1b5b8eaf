"""What the gateway hears: who works in which shop."""

from collections.abc import Mapping

from marketkit.contracts import Event, StaffChanged
from marketkit.db import Transaction
from marketkit.messaging import Handler, Subscription

from gateway.store import staff

SUBSCRIPTION = Subscription("gateway.staff", (StaffChanged,))


async def staff_changed(tx: Transaction, event: StaffChanged) -> None:
    """Applies newer lists only, whatever order they come in."""
    people = [(member.account_id, member.role) for member in event.staff]
    await staff.replace_if_newer(tx, event.shop_id, event.version, people)


HANDLERS: Mapping[type[Event], Handler] = {StaffChanged: staff_changed}
