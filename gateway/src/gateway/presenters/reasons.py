"""Why a search result stands where it stands, as message keys the page can say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    key: str
    word: str = ""


def reasons(name: str, query: str, *, can_be_had: bool, has_distance: bool) -> list[Reason]:
    """In the order in which the ranking looks: words, availability, distance."""
    found: list[Reason] = []
    word = next((w for w in query.split() if _stem(w) in name.casefold()), "")
    if word:
        found.append(Reason("in_name", word))
    elif query:
        found.append(Reason("in_text"))
    found.append(Reason("available" if can_be_had else "not_available"))
    if has_distance:
        found.append(Reason("distance"))
    return found


def _stem(word: str) -> str:
    """Enough of a word to find its plural: the search itself knows better, this only explains."""
    return word.casefold()[:5] if len(word) > 1 else "\0"
