"""Makes units of a query's words: what was typed, and what else would do."""

from collections.abc import Iterator

from search.domain.claims import WITHOUT, claim_in
from search.domain.compounds import Compounds
from search.domain.everyday import is_everyday
from search.domain.folding import Word
from search.domain.german import STOP_WORDS
from search.domain.places import Gazetteer
from search.domain.query import Alternative, QueryWord, Unit
from search.domain.spelling import within_typos
from search.domain.stemming import stem
from search.domain.synonyms import Phrase, Synonyms, phrase_of
from search.domain.vocabulary import Vocabulary

EQUAL, INCLUDED, APART, GUESSED = 1.0, 0.8, 0.6, 0.5
"""Weights of a synonym, of something narrower, of a compound's parts said separately, and of what
a misspelt word was probably meant to be."""

_WITHOUT_STEM = stem(WITHOUT)
_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)

_ONE_TYPO_FROM, _TWO_TYPOS_FROM = 4, 8
_SHORTEST_PREFIX = 2
_SHORT_NAME = 3
_SHORTEST_GUESS = 5
_SHORTEST_PART, _SHORTEST_JOINED, _MOST_PARTS = 2, 6, 3
_SAYS_LITTLE = frozenset(("fleisch", "gemus", "frucht", "gewurz", "krauter", "geschenk"))
"""Hirschfleisch is whatever is made of Hirsch, and a Taufgeschenk whatever is for a Taufe."""
_GIFTS = frozenset(("geschenk", "geschenkide", "mitbringsel", "aufmerksamkeit", "kleinigkeit"))
"""Stems of words that say what for, and hardly what."""
_LINKS = ("", "n", "s", "en", "e", "er")


class UnitMaker:
    """Knows the region's words."""

    def __init__(
        self,
        synonyms: Synonyms,
        compounds: Compounds,
        gazetteer: Gazetteer,
        vocabulary: Vocabulary,
    ) -> None:
        self._synonyms = synonyms
        self._compounds = compounds
        self._written = vocabulary.written
        self._of_place = {f"{name}er": name for name in gazetteer.single_names}

    def is_goods(self, folded: str) -> bool:
        """Whether goods are called that, as far as the language knows without any titles."""
        return self._compounds.is_called(folded) or self._synonyms.knows((stem(folded),))

    def length_at(self, words: list[Word], position: int) -> int:
        """How many words from here have a meaning together."""
        longest = min(self._synonyms.longest, len(words) - position)
        for length in range(longest, 1, -1):
            run = words[position : position + length]
            if self._synonyms.knows(tuple(stem(word.folded) for word in run)):
                return length
        for length in range(min(_MOST_PARTS, len(words) - position), 1, -1):
            if self._joined(words[position : position + length]) is not None:
                return length
        return 1

    def make(self, run: list[Word], *, is_prefix: bool) -> Unit:
        typed = tuple(
            self._query_word(word.folded, is_prefix=is_prefix and word is run[-1])
            for word in run
            if word.folded not in STOP_WORDS or len(run) == 1
        )
        phrase = tuple(stem(word.folded) for word in run)
        found = self._synonyms_of(phrase)
        canonical = self._usual(phrase)
        is_known = self._synonyms.knows(phrase)
        if len(run) == 1:
            is_known = is_known or self._is_name_of_goods(run[0].folded)
            found |= self._otherwise(typed[0]) or (found or self._guess(typed[0]))
            if (claim := claim_in(typed[0].folded)) is not None and canonical is None:
                found[(claim,)] = EQUAL
                canonical = claim
        elif (joined := None if is_known else self._joined(run)) is not None:
            # "apfel saft" is Apfelsaft, and all that Apfelsaft is.
            found |= {(stem(joined),): EQUAL} | self._synonyms_of((stem(joined),))
            is_known = True
        elif found and any(word.folded == WITHOUT for word in run):
            # "ohne Gluten" means glutenfrei; its bare words would find the opposite.
            typed = tuple(self._query_word(word, is_prefix=False) for word in next(iter(found)))
        if not typed:
            # "von hier" is made of stop words, and means something all the same.
            usual = (canonical or " ".join(word.folded for word in run)).split()
            typed = tuple(self._query_word(word, is_prefix=False) for word in usual)
        return Unit(
            typed,
            tuple(Alternative(*item) for item in found.items()),
            canonical=canonical,
            is_known=is_known,
            broader=self._broader(run),
            says_little=len(run) == 1 and phrase[0] in _GIFTS,
        )

    def claim(self, written: str) -> Unit:
        """Goods that say they are without something."""
        return Unit((QueryWord(written, written, 0, is_prefix=False),), is_known=True)

    def _is_name_of_goods(self, folded: str) -> bool:
        """Three letters that a title has are a word: LED is not the beginning of Leder."""
        is_short = len(folded) <= _SHORT_NAME and folded in self._written
        return is_short or stem(folded) in self._compounds.known_stems

    def _query_word(self, folded: str, *, is_prefix: bool) -> QueryWord:
        """A compound of known parts is not misspelt: Hirschfleisch is not Frischfleisch."""
        may_go_on = is_prefix and len(folded) >= _SHORTEST_PREFIX and not folded[0].isdecimal()
        is_right = is_everyday(folded) or self._compounds.is_sure(folded)
        slips = 0 if is_right else typos_allowed(folded)
        return QueryWord(folded, stem(folded), slips, may_go_on)

    def _usual(self, phrase: Phrase) -> str | None:
        """The usual name, unless that includes more: Krapfen are Pfannkuchen, not Eierkuchen."""
        usual = self._synonyms.canonical(phrase)
        if usual is None or not self._synonyms.includes_more(phrase_of(usual)):
            return usual
        return usual if self._synonyms.includes_more(phrase) else None

    def _joined(self, run: list[Word]) -> str | None:
        """The compound that words written apart make, if goods are called so."""
        parts = [word.folded for word in run]
        if any(
            part in STOP_WORDS or len(part) < _SHORTEST_PART or not part.isalpha() for part in parts
        ):
            return None
        before, last = "".join(parts[:-1]), parts[-1]
        for link in _LINKS:
            whole = f"{before}{link}{last}"
            if len(whole) >= _SHORTEST_JOINED and self._is_name(whole):
                return whole
        return None

    def _is_name(self, folded: str) -> bool:
        return folded in self._written or self._synonyms.knows((stem(folded),))

    def _synonyms_of(self, phrase: Phrase) -> dict[Phrase, float]:
        found: dict[Phrase, float] = {}
        for synonym in self._synonyms.of(phrase):
            if _WITHOUT_STEM not in synonym.phrase:
                said = tuple(word for word in synonym.phrase if word not in _STOP_STEMS)
                found.setdefault(said or synonym.phrase, EQUAL if synonym.equal else INCLUDED)
        return found

    def _broader(self, run: list[Word]) -> str | None:
        """What it is a kind of, by its usual name; or what it is made of (Hähnchenschenkel)."""
        if len(run) > 1:
            return None
        word = run[0].folded
        parts = self._compounds.split(word)
        heads = [
            head for head in (parts.heads if parts else ()) if head in self._compounds.known_stems
        ]
        if heads:
            usual = phrase_of(self._usual((heads[-1],)) or "")
            return usual[0] if len(usual) == 1 else heads[-1]
        is_whole = word in self._written or stem(word) in self._compounds.known_stems
        return None if is_whole or is_everyday(word) else self._compounds.begins_with(word)

    def _otherwise(self, word: QueryWord) -> dict[Phrase, float]:
        """A compound's parts said separately, a small one's usual name, a place's own name."""
        if (place := self._of_place.get(word.folded)) is not None and stem(place) != word.stem:
            return {(stem(place),): INCLUDED}
        parts = self._compounds.split(word.folded)
        if parts is None or not parts.heads:
            return {}
        if parts.modifiers:
            # By their usual names, which goods carry too: Erbsensuppe is Erbseneintopf.
            firsts = self._usual_too(parts.modifiers[0])
            heads = (*self._usual_too(parts.heads[0]), *self._narrower(parts.heads[0]))
            apart: dict[Phrase, float] = {
                (first, head): APART for head in dict.fromkeys(heads) for first in firsts
            }
            if parts.heads[0] in _SAYS_LITTLE:
                apart |= {(first,): APART for first in firsts}
            return apart
        return {} if word.stem in self._compounds.known_stems else {(parts.heads[0],): GUESSED}

    def _usual_too(self, base: str) -> tuple[str, ...]:
        """The usual name first: what is typed as Karottensaft may be sold as Möhrensaft."""
        usual = phrase_of(self._usual((base,)) or "")
        return tuple(dict.fromkeys((*(usual if len(usual) == 1 else ()), base)))

    def _narrower(self, base: str) -> Iterator[str]:
        """What the region counts among it: who asks for Unterricht finds a Schnupperstunde."""
        for other in self._synonyms.of((base,)):
            if len(other.phrase) == 1 and not other.equal:
                yield other.phrase[0]

    def _guess(self, word: QueryWord) -> dict[Phrase, float]:
        """What a misspelt synonym leads to: no engine looks for typos in synonyms."""
        slips = typos_allowed(word.stem) if len(word.stem) >= _SHORTEST_GUESS else 0
        is_right = is_everyday(word.folded) or word.folded in self._written
        if not slips or is_right or self._compounds.knows(word.folded):
            return {}
        for known in self._near(word.stem, slips):
            others = [other.phrase for other in self._synonyms.of((known,)) if other.equal]
            return dict.fromkeys([(known,), *others], GUESSED)
        return {}

    def _near(self, base: str, slips: int) -> Iterator[str]:
        for allowed in range(1, slips + 1):
            for known in self._synonyms.single_words:
                if known[0] == base[0] and within_typos(base, known, allowed):
                    yield known


def either(one: Unit, other: Unit) -> Unit:
    """Äpfel oder Birnen: what is one of them will do."""
    said = Alternative(tuple(word.stem for word in other.words), EQUAL)
    return Unit(
        one.words,
        tuple(dict.fromkeys((*one.alternatives, said, *other.alternatives))),
        is_known=one.is_known and other.is_known,
    )


def typos_allowed(folded: str) -> int:
    """One slip from four letters, two from eight; none in numbers."""
    if not folded.isalpha() or len(folded) < _ONE_TYPO_FROM:
        return 0
    return 1 if len(folded) < _TWO_TYPOS_FROM else 2
