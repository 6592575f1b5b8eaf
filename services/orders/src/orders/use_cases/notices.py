"""Which step of a shop order a letter tells of: the same step may come twice."""

from uuid import UUID, uuid5


def notice_id(shop_order_id: UUID, version: int) -> UUID:
    """The same for the same step, whoever asks and however often."""
    return uuid5(shop_order_id, str(version))
