"""What is asked: five mixes of distinct questions, where no kept answer helps, and one of people's.

A question is the query of `GET /api/v1/search`, so that engine and gateway are asked the same.
"""

import random
from collections.abc import Callable, Mapping
from itertools import islice

from search.domain.folding import words

from bench.search import invented

Question = Mapping[str, str]
DISTINCT = 5000
"""More than the service keeps: whoever asks them in turn is never answered from memory."""
_POPULAR = 500
_ASKED = 10_000
_SHORTEST = 4


def mixes(products: int) -> dict[str, list[Question]]:
    """By name; the same for the same number of products."""
    titles = [product.title for product in islice(invented.products(products), 20_000)]
    makers: dict[str, Callable[[random.Random, list[str]], Question]] = {
        "exact": _exact,
        "prefix": _prefix,
        "typo": _typo,
        "facets": _facets,
        "geo": _geo,
    }
    asked = {}
    for number, (name, make) in enumerate(makers.items()):
        asked[name] = _distinct(random.Random(number), titles, make)
    asked["as people ask"] = _as_people_ask(random.Random(99), asked)
    return asked


def _distinct(
    chance: random.Random,
    titles: list[str],
    make: Callable[[random.Random, list[str]], Question],
) -> list[Question]:
    found: dict[tuple[tuple[str, str], ...], Question] = {}
    while len(found) < DISTINCT:
        question = make(chance, titles)
        found[tuple(sorted(question.items()))] = question
    return list(found.values())


def _as_people_ask(chance: random.Random, asked: Mapping[str, list[Question]]) -> list[Question]:
    """A few are asked again and again, most seldom (Zipf); here kept answers may help."""
    popular = [chance.choice(chance.choice(list(asked.values()))) for _ in range(_POPULAR)]
    weights = [1 / rank for rank in range(1, _POPULAR + 1)]
    return chance.choices(popular, weights, k=_ASKED)


def _exact(chance: random.Random, titles: list[str]) -> Question:
    return {"q": " ".join(_some(chance, titles, chance.choice((1, 1, 2, 2, 3))))}


def _prefix(chance: random.Random, titles: list[str]) -> Question:
    *before, last = _some(chance, titles, chance.choice((1, 1, 2)))
    cut = chance.randint(3, max(3, len(last) - 1))
    return {"q": " ".join((*before, last[:cut]))}


def _typo(chance: random.Random, titles: list[str]) -> Question:
    told = _some(chance, titles, chance.choice((1, 1, 2)))
    place = max(range(len(told)), key=lambda number: len(told[number]))
    told[place] = _misspelt(chance, told[place])
    return {"q": " ".join(told)}


def _facets(chance: random.Random, titles: list[str]) -> Question:
    """A category page with what people tick, now and then with a word."""
    question = {"category": chance.choice(invented.categories())}
    if chance.random() < 0.5:
        question["available"] = "true"
    if chance.random() < 0.3:
        question["place"] = chance.choice(invented.places())["name"]
    if chance.random() < 0.3:
        question["sort"] = chance.choice(("price", "newest"))
    if chance.random() < 0.4:
        question["q"] = _some(chance, titles, 1)[0]
    if chance.random() < 0.4:
        question["page"] = str(chance.randint(2, 5))
    return question


def _geo(chance: random.Random, titles: list[str]) -> Question:
    question = {"place": chance.choice(invented.places())["name"], "sort": "nearest"}
    if chance.random() < 0.7:
        question["radius_km"] = str(chance.choice((5, 10, 20, 30)))
    if chance.random() < 0.7:
        question["q"] = _some(chance, titles, 1)[0]
    elif chance.random() < 0.5:
        question["category"] = chance.choice(invented.categories())
    return question


def _some(chance: random.Random, titles: list[str], count: int) -> list[str]:
    """Words of one title that say something, in its order."""
    told: list[str] = []
    while not told:
        title = chance.choice(titles)
        told = [title[w.start : w.end] for w in words(title) if w.end - w.start >= _SHORTEST]
    first = chance.randrange(max(1, len(told) - count + 1))
    return told[first : first + count]


def _misspelt(chance: random.Random, word: str) -> str:
    """One slip: two letters swapped, one missing, or one wrong."""
    at = chance.randrange(1, len(word) - 1)
    match chance.randrange(3):
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + chance.choice("abdeghiklmnorstu") + word[at + 1 :]
