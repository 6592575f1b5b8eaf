"""Where the payment provider tells its news."""

from enum import StrEnum


class Endpoint(StrEnum):
    """Two, each with secrets of its own: what proves one proves nothing at the other."""

    MARKET = "market"
    ACCOUNTS = "accounts"
    """What happens at the shops' connected accounts."""
