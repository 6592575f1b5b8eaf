"""Codes for people without an account: a link, or eight letters to read out on the phone."""

import secrets
from typing import Final

from catalog.domain.handover import CODE_BYTES

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L: they sound and look alike."""
SHORT: Final = 8
"""Forty bits, for two weeks, behind the door that counts how often somebody tries."""


def link_code() -> str:
    return secrets.token_urlsafe(CODE_BYTES)


def short_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SHORT))


def as_typed(code: str) -> str:
    """`abcd efgh` and `ABCD-EFGH` are one code; the code of a link stays as it is."""
    plain = "".join(letter for letter in code if letter.isalnum()).upper()
    return plain if len(plain) == SHORT else code
