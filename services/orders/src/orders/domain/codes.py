"""Numbers and codes that people read, type and say to each other."""

import hashlib
import hmac
import secrets
from datetime import datetime
from uuid import UUID

from marketkit.clock import HERE

PICKUP_CODE_DIGITS = 6


def order_number(prefix: str, at: datetime, sequence: int) -> str:
    """E.g. `ZZ-2026-000042`: region, year, running number."""
    return f"{prefix}-{at.astimezone(HERE).year}-{sequence:06d}"


def shop_order_number(order: str, position: int) -> str:
    """E.g. `ZZ-2026-000042-1` for the first shop's part."""
    return f"{order}-{position}"


def new_pickup_code() -> str:
    """Six digits: the one alphabet that nobody mishears across a counter."""
    return f"{secrets.randbelow(10**PICKUP_CODE_DIGITS):0{PICKUP_CODE_DIGITS}d}"


def same_pickup_code(expected: str, said: str) -> bool:
    """Spaces and dashes do not matter; how long the comparison takes tells nothing."""
    typed = "".join(character for character in said if character.isdigit())
    return hmac.compare_digest(expected.encode(), typed.encode())


def guest_token(secret: bytes, order_id: UUID) -> str:
    """The key to a guest's order. Derived, so that a repeated checkout can answer it again."""
    return hmac.digest(secret, b"guest-order:" + order_id.bytes, "sha256").hex()


def withdrawal_token(secret: bytes, withdrawal_id: UUID) -> str:
    """The key to the receipt of a withdrawal and to what it is about."""
    return hmac.digest(secret, b"withdrawal:" + withdrawal_id.bytes, "sha256").hex()


def declaration_token(secret: bytes, withdrawal_id: UUID) -> str:
    """The key to what was declared alone: for whoever said it without showing a right to see more.

    Numbers are counted up, and addresses known to many; only the letter to that address opens more.
    """
    return hmac.digest(secret, b"declaration:" + withdrawal_id.bytes, "sha256").hex()


def token_hash(token: str) -> bytes:
    """What is stored: whoever reads the table cannot open an order with it."""
    return hashlib.sha256(token.encode()).digest()
