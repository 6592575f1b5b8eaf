"""Old prices and discounts that somebody wrote by hand; only a promotion may say them."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from marketkit.errors import FieldError

from catalog.domain.region import StrikeRule


def strike_words(rules: Iterable[StrikeRule], texts: Mapping[str, str]) -> Iterator[FieldError]:
    """One refusal for each field that says a discount; `texts` by the fields' names."""
    known = tuple(rules)
    for field, text in texts.items():
        read = _as_read(text)
        for rule in known:
            if found := rule.pattern.search(read):
                yield FieldError(field, f"„{found[0].strip()}“: {rule.message}")
                break


def _as_read(text: str) -> str:
    """Wide digits and characters without width look like the plain ones, and count as them."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
