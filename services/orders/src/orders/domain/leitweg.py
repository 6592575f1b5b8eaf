"""The Leitweg-ID: where a German authority wants its invoices to go (XRechnung, BT-10)."""

import re

_SHAPE = re.compile(r"[0-9]{2,12}(-[A-Z0-9]{1,30})?-[0-9]{2}")
_MODULUS = 97


def is_leitweg_id(text: str) -> bool:
    """Shape and check digits (ISO 7064, modulo 97-10)."""
    if not _SHAPE.fullmatch(text.upper()):
        return False
    digits = "".join(str(int(sign, 36)) for sign in text.replace("-", "").upper())
    return int(digits) % _MODULUS == 1
