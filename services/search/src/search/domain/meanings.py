"""Words that mean several things here, read from the region's `meanings.yaml`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.domain.folding import Word
from search.domain.stemming import stem
from search.domain.synonyms import Phrase, SynonymRule, phrase_of
from search.domain.understood import Meaning


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A word with the other things it means."""

    word: str
    others: tuple[Meaning, ...]
    finds: tuple[str, ...] = ()
    """Names of the other things that a search for the word finds as well."""

    @property
    def rule(self) -> SynonymRule:
        return SynonymRule((self.word,), self.finds, two_way=False)


class Meanings:
    """Looks words up."""

    def __init__(self, ambiguities: Iterable[Ambiguity] = ()) -> None:
        known = tuple(ambiguities)
        self.rules = tuple(each.rule for each in known if each.finds)
        """One-way: who asks for the word sees both groups."""
        self._others: dict[Phrase, tuple[Meaning, ...]] = {
            phrase_of(each.word): each.others for each in known
        }

    def of(self, run: Sequence[Word]) -> tuple[Meaning, ...]:
        return self._others.get(tuple(stem(word.folded) for word in run), ())
