"""What was read from the words, so that a page can show it and let one take it back."""

from typing import Any

from search.domain.diets import Diet, Trait
from search.queries.ask import Question
from search.queries.search_products import Found
from search.queries.wider import Said


def understood_json(found: Found, question: Question) -> dict[str, Any]:
    """What a parameter overrules was not asked by the words, so it is not told."""
    understood, said = question.understood, question.said
    parts: dict[Said, dict[str, Any]] = {}
    if Said.COLLECT in said and understood.collect:
        parts[Said.COLLECT] = {
            "day": understood.collect.day,
            "words": understood.collect.words,
        }
    if Said.DELIVER_TO in said:
        parts[Said.DELIVER_TO] = {
            "postal_code": understood.deliver_to,
            "words": understood.deliver_words,
        }
    if Said.PRICE in said:
        parts[Said.PRICE] = {"amount": understood.price_to, "words": understood.price_words}
    if understood.area:
        circle = found.query.filters.circle
        parts[Said.PLACE] = {
            "name": understood.area.label,
            "words": understood.place_text,
            "radius_km": circle.radius_km if circle else None,
        }
    told = {one: {**part, "applied": one not in found.without} for one, part in parts.items()}
    return {
        "text": understood.text,
        **{one.value: told.get(one) for one in Said},
        Said.DIETS.value: _wishes(found, question, Said.DIETS, Diet),
        Said.TRAITS.value: _wishes(found, question, Said.TRAITS, Trait),
    }


def _wishes(
    found: Found, question: Question, said: Said, kind: type[Diet | Trait]
) -> list[dict[str, Any]]:
    applied = said not in found.without
    return [
        {"key": wish.key, "words": wish.words, "applied": applied}
        for wish in question.understood.wishes
        if said in question.said and isinstance(wish.key, kind)
    ]
