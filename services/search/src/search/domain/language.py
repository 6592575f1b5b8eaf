"""The region's language in one value: how texts become words to index, and queries become units."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Self

from search.domain.claims import claims_of
from search.domain.compounds import Compounds
from search.domain.correcting import Corrector
from search.domain.document import IndexedText, ProductSnapshot, ShopCard, ShopSnapshot
from search.domain.folding import Word, words
from search.domain.german import COMMON_WORDS, CONNECTORS, STOP_WORDS
from search.domain.meanings import Meanings
from search.domain.places import Gazetteer
from search.domain.quantities import with_amounts
from search.domain.ranking import Ranking, even_ranking
from search.domain.stemming import stem
from search.domain.synonyms import Phrase, Synonyms
from search.domain.understanding import Understanding
from search.domain.vocabulary import Vocabulary
from search.domain.wishes import Wishes

_TRADE, _SHORTEST_TRADE = "erei", 6


@dataclass(frozen=True)
class Category:
    """One node of the category tree."""

    key: str
    name: str
    parent: str | None


@dataclass(frozen=True)
class Language:
    """Built once from the region's files; `with_words` adds what the titles themselves teach."""

    synonyms: Synonyms
    gazetteer: Gazetteer
    categories: Mapping[str, Category]
    observed: Vocabulary = field(default_factory=Vocabulary)
    goods: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """By category, what its goods are called; as good as the category's own name."""
    meanings: Meanings = field(default_factory=Meanings)
    also_called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By category, stems of what people call it besides its name."""
    called: frozenset[str] = frozenset()
    """The folded words of both."""
    ranking: Ranking = field(default_factory=even_ranking)
    wishes: Wishes = field(default_factory=Wishes)

    @cached_property
    def compounds(self) -> Compounds:
        names = (
            word.folded for category in self.categories.values() for word in words(category.name)
        )
        return Compounds(
            {*names, *self.called, *self.synonyms.vocabulary(), *self.observed.names},
            self.observed.written,
        )

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding(
            self.synonyms,
            self.compounds,
            self.gazetteer,
            self.observed,
            self.meanings,
            self.wishes,
        )

    @cached_property
    def _corrector(self) -> Corrector:
        """Proposes words of titles, categories and synonyms; knows words of other use, too."""
        told = [node.name for node in self.categories.values()]
        for rule in self.synonyms.rules:
            told += (*(() if rule.is_foreign else rule.left), *rule.right)
        spelt = {word.folded: text[word.start : word.end] for text in told for word in words(text)}
        return Corrector(
            spelt | dict(self.observed.written),
            self.observed.counts,
            self.compounds,
            fine=COMMON_WORDS
            | self.gazetteer.single_names
            | self.wishes.words
            | self.synonyms.foreign(),
        )

    def corrected(self, text: str) -> str | None:
        """The text with misspelt words put right; None when nothing is misspelt."""
        return self._corrector.corrected(text)

    @cached_property
    def _category_names(self) -> frozenset[str]:
        """Stems of all words that any category is called by."""
        return frozenset(_stems(" ".join(node.name for node in self.categories.values())).split())

    def with_words(self, observed: Vocabulary | None = None) -> Self:
        """The same with what the titles teach; with nothing of that, if nothing is given."""
        return replace(self, observed=observed or Vocabulary())

    def indexed_text(self, product: ProductSnapshot, shop: ShopSnapshot) -> IndexedText:
        """Everything about the product that a query may hit, by how much a hit there says."""
        described = (
            product.description,
            product.ingredients,
            product.origin,
            *product.labels,
            *(variant.content for variant in product.variants),
        )
        return self.text_of(
            product.title, product.category_path or (product.category,), shop, described
        )

    def text_of(
        self,
        titled: str,
        category_path: Sequence[str],
        shop: ShopSnapshot | ShopCard,
        described: Iterable[str],
    ) -> IndexedText:
        title = with_amounts(words(titled))
        told = [with_amounts(words(text)) for text in described]
        category = category_path[-1]
        first_parts = _before_hyphens(titled, title)
        core, extra = _core_and_extra([word for word in title if word not in first_parts])
        named = self._with_usual_names(stem(word.folded) for word in core)
        heads, parts = self._compound_stems(title)
        heads_of_core, _ = self._compound_stems(core)
        confirmed = tuple(self._confirmed(category, frozenset(named + heads_of_core)))
        core, sorts = self._without_sorts(core, confirmed)
        named = self._with_usual_names(stem(word.folded) for word in core)
        return IndexedText(
            forms=_joined(word.folded for word in title),
            whole=_joined(self._category_names_in(named)) if len(title) == 1 else "",
            confirmed=_joined(confirmed),
            named=_joined(self._called(category)),
            core=_joined(named),
            extra=_joined((*(stem(word.folded) for word in (*sorts, *extra)), *claims_of(title))),
            heads=_joined(heads),
            parts=_joined((*(stem(word.folded) for word in first_parts), *parts)),
            kind=self._kind(category_path),
            maker=_joined((*_stems(f"{shop.name} {shop.place}").split(), *self._trades(shop.name))),
            body=_joined(
                (
                    *(stem(w.folded) for text in told for w in text if w.folded not in STOP_WORDS),
                    *(claim for text in told for claim in claims_of(text)),
                )
            ),
        )

    def _with_usual_names(self, stems: Iterable[str]) -> list[str]:
        """A Schrippe is a Brötchen here, whatever its baker calls it."""
        written = list(stems)
        usual = (self.synonyms.canonical((word,)) for word in written)
        return written + [stem(word) for name in usual if name for word in name.split()]

    def _compound_stems(self, title: Iterable[Word]) -> tuple[list[str], list[str]]:
        heads: list[str] = []
        parts: list[str] = []
        for word in title:
            if found := self.compounds.split(word.folded):
                heads += self._with_usual_names(found.heads)
                parts += self._with_usual_names(found.modifiers)
        return heads, parts

    def _trades(self, name: str) -> Iterator[str]:
        """Who works in a Tischlerei: the Tischler; and a Landfleischerei is a Fleischerei."""
        for word in words(name):
            if word.folded.endswith(_TRADE) and len(word.folded) > _SHORTEST_TRADE:
                parts = self.compounds.split(word.folded)
                heads = [head for head in (parts.heads if parts else ()) if head.endswith(_TRADE)]
                yield from heads
                for trade in (word.folded, *heads):
                    yield stem(trade.removesuffix("ei"))

    def _category_names_in(self, named: Iterable[str]) -> Iterator[str]:
        return (name for name in named if name in self._category_names)

    def _confirmed(self, category: str, said: frozenset[str]) -> Iterator[str]:
        """The category's names that the title says too, or says another way or more narrowly.

        Haferbrot among bread is bread, and so is Silvaner wine; Russisch Brot among biscuits is
        not. What a thing is for or comes with ("Fett für Schuhe") confirms nothing.
        """
        node = self.categories.get(category)
        for name in _stems(node.name).split() if node else ():
            others = (synonym.phrase for synonym in self.synonyms.of((name,)))
            if any(said.issuperset(phrase) for phrase in ((name,), *others)):
                yield name
        for phrase in self.goods.get(category, ()):
            if said.issuperset(phrase):
                yield from phrase

    def _without_sorts(
        self, core: list[Word], confirmed: Collection[str]
    ) -> tuple[list[Word], list[Word]]:
        """What follows what the product is says which: "Hundefutter Lachs" is no salmon."""
        kept: list[Word] = []
        sorts: list[Word] = []
        is_told = False
        for word in core:
            heads, _ = self._compound_stems([word])
            is_it = not {*self._with_usual_names([stem(word.folded)]), *heads}.isdisjoint(confirmed)
            (sorts if is_told and not is_it else kept).append(word)
            is_told = is_told or is_it
        return kept, sorts

    def _called(self, category: str) -> Iterator[str]:
        """What means all that stands there: with "Wurst & Schinken" neither word does."""
        node = self.categories.get(category)
        name = _stems(node.name).split() if node else []
        yield from name if len(name) == 1 else ()
        yield from self.also_called.get(category, ())

    def is_name_elsewhere(self, term: str, category: str) -> bool:
        """Whether goods of other categories are called that, and the category is not."""
        name = self.categories[category].name if category in self.categories else ""
        _, parts = self._compound_stems(words(name))
        own = {*_stems(name).split(), *parts, *self.also_called.get(category, ())}
        return term not in own and term in self._names_of_goods

    @cached_property
    def _names_of_goods(self) -> frozenset[str]:
        return frozenset(name for names in self.goods.values() for (name, *_) in names)

    def _kind(self, path: Iterable[str]) -> str:
        """Names of the category and those above it, the root aside: all food is food."""
        names = [
            self.categories[key].name
            for key in path
            if key in self.categories and self.categories[key].parent is not None
        ]
        found = _stems(" ".join(names)).split()
        # Frischfisch is what somebody means by "frischer Fisch".
        _, parts = self._compound_stems(word for name in names for word in words(name))
        return _joined((*found, *parts))


def _core_and_extra(title: list[Word]) -> tuple[list[Word], list[Word]]:
    for position, word in enumerate(title):
        if position and word.folded in CONNECTORS:
            rest = [other for other in title[position:] if other.folded not in STOP_WORDS]
            return title[:position], rest
    return title, []


def _before_hyphens(text: str, title: list[Word]) -> list[Word]:
    """An Apfel-Möhren-Saft is juice; apple and carrot only say which."""
    return [word for word, after in pairwise(title) if text[word.end : after.start] == "-"]


def _stems(text: str) -> str:
    return _joined(stem(word.folded) for word in words(text) if word.folded not in STOP_WORDS)


def _joined(terms: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(term for term in terms if term))
