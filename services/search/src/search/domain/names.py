"""The names that live in memory, shops and categories, kept in step with directory and language."""

from search.domain.directory import ShopDirectory
from search.domain.language import Category, Language
from search.domain.name_index import NameIndex, Text
from search.domain.query import Unit
from search.domain.shop_search import ShopIndex
from search.domain.trades import Trades
from search.domain.typing_ahead import PhraseBook

_GOODS = 0.75
_NEARLY = 0.8
"""Where a name is hit, what only resembles it is left out."""


class CategoryIndex:
    """Categories by their names, and by what their goods are called."""

    def __init__(self, language: Language) -> None:
        self._tree = tuple(language.categories.values())
        named = {
            node.key: (
                Text(node.name),
                *(Text(" ".join(phrase), _GOODS) for phrase in language.goods.get(node.key, ())),
            )
            for node in self._tree
        }
        self._names = NameIndex(named, language.compounds)

    def named(self, units: tuple[Unit, ...], most: int) -> tuple[Category, ...]:
        """Best first; among equals in the order of the tree."""
        found = self._names.find(units)
        nodes = [node for node in self._tree if node.key in found]
        best = max(found.values(), default=0.0)
        near = [node for node in nodes if found[node.key] >= best * _NEARLY]
        return tuple(sorted(near, key=lambda node: -round(found[node.key], 2))[:most])


class Names:
    """Builds an index anew when what it was built from is another."""

    def __init__(self, trades: Trades | None = None) -> None:
        self._trades = trades or Trades()
        self._shops: tuple[ShopDirectory, Language, ShopIndex] | None = None
        self._categories: tuple[Language, CategoryIndex] | None = None
        self._phrases: tuple[Language, PhraseBook] | None = None

    def shops(self, directory: ShopDirectory, language: Language) -> ShopIndex:
        kept = self._shops
        if kept is None or kept[0] is not directory or kept[1] is not language:
            index = ShopIndex(directory, language, self._trades)
            kept = self._shops = (directory, language, index)
        return kept[2]

    def categories(self, language: Language) -> CategoryIndex:
        kept = self._categories
        if kept is None or kept[0] is not language:
            kept = self._categories = (language, CategoryIndex(language))
        return kept[1]

    def phrases(self, language: Language) -> PhraseBook:
        kept = self._phrases
        if kept is None or kept[0] is not language:
            kept = self._phrases = (language, PhraseBook(language))
        return kept[1]
