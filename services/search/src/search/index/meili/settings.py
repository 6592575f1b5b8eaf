"""The index settings that make Meilisearch mean by a word what the domain means by it."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import orjson

from search.domain.claims import WITHOUT
from search.domain.everyday import everyday_forms
from search.domain.folding import words
from search.domain.german import STOP_WORDS
from search.domain.language import Language
from search.domain.query import EXACT_UP_TO
from search.domain.ranking import Ranking
from search.domain.stemming import inflections, stem
from search.domain.synonyms import SynonymRule
from search.index.meili.request import LOCALES

SCHEMA = 7
"""Raise it when documents or settings change their shape: the index is built anew."""
MOST_FACET_VALUES = 20_000
"""All shops are counted, for what can be collected when is worked out of that."""
MOST_HITS = EXACT_UP_TO + 1
"""It counts no further; one more says that there are more."""

FILTERABLE = [
    "id",
    "category",
    "place",
    "postal_code",
    "shop",
    "shop_id",
    "label",
    "diet",
    "trait",
    "offer_until",
    "price",
    "_geo",
]
SORTABLE = ["price", "unit_rank", "published", "standing", "_geo"]
_RULES: dict[str, tuple[str, ...]] = {
    "words": ("words",),
    "spelling": ("typo",),
    "field": ("attributeRank", "proximity", "wordPosition", "exactness"),
    "standing": ("quality:desc",),
}
"""What this engine calls the region's criteria."""


def index_settings(language: Language) -> dict[str, Any]:
    return {
        "searchableAttributes": [each.key for each in language.ranking.fields],
        "filterableAttributes": FILTERABLE,
        "sortableAttributes": SORTABLE,
        "rankingRules": ranking_rules(language.ranking),
        "stopWords": sorted(STOP_WORDS),
        "synonyms": synonym_map(language.synonyms.rules),
        "typoTolerance": {
            "enabled": True,
            "minWordSizeForTypos": {"oneTypo": 4, "twoTypos": 8},
            "disableOnNumbers": True,
            # A word that goods are called is not misspelt: "Erde" is no slip for "Erdb…".
            "disableOnWords": _known_words(language),
            # Among the many words of a description nearly every slip is the beginning of another.
            "disableOnAttributes": ["whole", "body"],
        },
        # Its German segmentation cuts Erdbeere into Erd and Beere, so that "Erde" finds
        # strawberries. The domain has cut the compounds already: here words stay whole.
        "localizedAttributes": [{"attributePatterns": ["*"], "locales": LOCALES}],
        "faceting": {
            "maxValuesPerFacet": MOST_FACET_VALUES,
            "sortFacetValuesBy": {"*": "count"},
        },
        "pagination": {"maxTotalHits": MOST_HITS},
    }


def ranking_rules(ranking: Ranking) -> list[str]:
    """What somebody sorts by comes first, because whoever asks for the cheapest means it."""
    return ["sort", *(rule for each in ranking.criteria for rule in _RULES[each.key])]


def synonym_map(rules: Iterable[SynonymRule]) -> dict[str, list[str]]:
    """What each phrase also finds; for single words under every form a query may use.

    What is included brings its equals: this engine looks synonyms up only once.
    """
    rules = tuple(rules)
    equals = {
        _folded(text): [_folded(other) for other in rule.left]
        for rule in rules
        if rule.two_way
        for text in rule.left
    }
    found: dict[str, dict[str, None]] = {}
    for rule in rules:
        texts = [_folded(text) for text in rule.right]
        more = [] if rule.two_way else [other for text in texts for other in equals.get(text, ())]
        right = [phrase for phrase in (*texts, *more) if WITHOUT not in phrase.split()]
        for text in rule.left:
            for form in _forms(_folded(text)):
                others = dict.fromkeys(phrase for phrase in right if phrase != form)
                found.setdefault(form, {}).update(others)
    return {form: sorted(others) for form, others in sorted(found.items()) if others}


def _known_words(language: Language) -> list[str]:
    """Words of goods in all their forms, what some title is written with, and what all know."""
    known = {form for base in language.compounds.known_stems for form in inflections(base)}
    return sorted(known | set(language.observed.written) | set(everyday_forms()))


def _folded(text: str) -> str:
    return " ".join(word.folded for word in words(text))


def _forms(phrase: str) -> tuple[str, ...]:
    if " " in phrase:
        return (phrase,)
    return tuple(dict.fromkeys((phrase, *inflections(stem(phrase)))))


def fingerprint(language: Language) -> str:
    """Changes when an index must be built anew: other words, other settings, other documents.

    Words learned from titles are left out, or every new title would ask for a rebuild.
    """
    settings = index_settings(language.with_words())
    content = orjson.dumps([SCHEMA, settings, _indexed_by(language)], option=orjson.OPT_SORT_KEYS)
    return blake2b(content, digest_size=16).hexdigest()


def _indexed_by(language: Language) -> list[Any]:
    """What decides about the words and the standing that documents carry."""
    ranking = language.ranking
    weights = [(each.key, each.weight) for each in (*ranking.fields, *ranking.standing)]
    return [weights, dict(language.goods), dict(language.also_called)]
