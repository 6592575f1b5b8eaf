"""Reads the region's files into the language the domain works with."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marketkit.yaml_file import read_yaml

from search.domain.diets import Diet, Trait
from search.domain.folding import words
from search.domain.geo import Point
from search.domain.language import Category, Language
from search.domain.meanings import Ambiguity, Meanings
from search.domain.places import Gazetteer, Place
from search.domain.ranking import parse_ranking
from search.domain.synonyms import (
    Phrase,
    Synonyms,
    parse_foreign,
    parse_synonyms,
    phrase_of,
    with_narrower,
)
from search.domain.together import Companions
from search.domain.trades import Trades
from search.domain.understood import Meaning
from search.domain.wishes import Wishes


def load_language(folder: Path) -> Language:
    """Raises OSError for a missing file, ValueError for one that contradicts itself."""
    places = _yaml(folder / "places.yaml")["places"]
    categories = _yaml(folder / "categories.yaml")["categories"]
    goods = _yaml(folder / "goods.yaml")
    meanings = Meanings(_ambiguity(each) for each in _yaml(folder / "meanings.yaml")["meanings"])
    told = parse_synonyms((folder / "synonyms.txt").read_text(encoding="utf-8"))
    foreign = parse_foreign((folder / "english.txt").read_text(encoding="utf-8"))
    foreign = tuple(with_narrower(rule, told.rules) for rule in foreign)
    return Language(
        # Who asks for an ambiguous word finds the other things it means, too.
        synonyms=Synonyms((*told.rules, *meanings.rules, *foreign), told.never),
        meanings=meanings,
        gazetteer=Gazetteer(_place(entry) for entry in places),
        categories={category.key: category for category in _tree(categories, None)},
        goods=_phrases(goods["goods"]),
        also_called=_stems(goods["also_called"]),
        called=_folded(goods["goods"]) | _folded(goods["also_called"]),
        ranking=parse_ranking(_yaml(folder / "ranking.yaml")),
        wishes=_wishes(_yaml(folder / "wishes.yaml")),
    )


def load_trades(folder: Path) -> Trades:
    """What people call kinds of shops. Raises ValueError where a line is no list of words."""
    groups = _yaml(folder / "trades.yaml")["trades"]
    for group in groups:
        if not isinstance(group, list) or not all(isinstance(text, str) for text in group):
            message = f"trades.yaml: {group!r} is no list of words"
            raise ValueError(message)
    return Trades(groups)


def load_companions(folder: Path, language: Language) -> Companions:
    """What goes with what. Raises ValueError for a category that does not exist."""
    lines = _yaml(folder / "together.yaml")["together"]
    for key, others in lines.items():
        if unknown := [each for each in (key, *others) if each not in language.categories]:
            message = f"together.yaml: no such category: {', '.join(unknown)}"
            raise ValueError(message)
    return Companions({key: tuple(others) for key, others in lines.items()})


def _ambiguity(entry: dict[str, Any]) -> Ambiguity:
    others = tuple(Meaning(other["name"], other["q"]) for other in entry["others"])
    return Ambiguity(entry["word"], others, tuple(entry.get("finds", ())))


def _wishes(told: dict[str, dict[str, list[str]]]) -> Wishes:
    wishes: dict[Diet | Trait, list[str]] = {
        **{Diet(key): texts for key, texts in told["diets"].items()},
        **{Trait(key): texts for key, texts in told["traits"].items()},
    }
    return Wishes(wishes)


def _phrases(told: dict[str, list[str]]) -> dict[str, tuple[Phrase, ...]]:
    return {category: tuple(map(phrase_of, names)) for category, names in told.items()}


def _folded(told: dict[str, list[str]]) -> frozenset[str]:
    texts = (text for names in told.values() for text in names)
    return frozenset(word.folded for text in texts for word in words(text))


def _stems(told: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {category: sum(map(phrase_of, names), ()) for category, names in told.items()}


def _yaml(path: Path) -> dict[str, Any]:
    loaded = read_yaml(path)
    if not isinstance(loaded, dict):
        message = f"{path}: a mapping is expected"
        raise TypeError(message)
    return loaded


def _place(entry: dict[str, Any]) -> Place:
    return Place(
        key=entry["key"],
        name=entry["name"],
        postal_codes=(str(entry["postal_code"]), *map(str, entry.get("further_codes", ()))),
        municipality=entry["municipality"],
        point=Point(entry["lat"], entry["lon"]),
    )


def _tree(nodes: Iterable[dict[str, Any]], parent: str | None) -> Iterator[Category]:
    for node in nodes:
        yield Category(node["key"], node["name"]["de"], parent)
        yield from _tree(node.get("children", ()), node["key"])
