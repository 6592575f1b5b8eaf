"""Names as they stand in an address line."""

import re
import unicodedata
from collections.abc import Collection

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_LONGEST = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"neu", "new", "admin", "api"})
"""Words that pages use in the place of a slug."""


def is_slug(text: str) -> bool:
    """Whether it could be one of ours; anything else names nothing."""
    return _SLUG.fullmatch(text) is not None


def slugify(name: str) -> str:
    """`Bäckerei Müller & Söhne` → `baeckerei-mueller-soehne`; never empty."""
    lowered = name.lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = "-".join(words)
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rsplit("-", 1)[0][:_LONGEST]
    return slug or "ohne-namen"


def free_slug(name: str, taken: Collection[str]) -> str:
    """The slug for `name`, numbered from 2 when it is taken or reserved."""
    slug, number = slugify(name), 2
    candidate = f"{slug}-{number}" if slug in RESERVED else slug
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate
