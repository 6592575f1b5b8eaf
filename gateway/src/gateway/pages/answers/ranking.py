"""The declared order of results as the search service tells it."""

from datetime import date

from gateway.pages.answers.base import Answer


class Texts(Answer):
    de: str
    en: str = ""


class Criterion(Answer):
    key: str
    name: Texts
    about: Texts


class Weight(Answer):
    key: str
    weight: int
    name: Texts


class Ranking(Answer):
    """Strongest first, everywhere."""

    valid_from: date
    criteria: tuple[Criterion, ...]
    fields: tuple[Weight, ...]
    further: Weight
    spelling: tuple[Weight, ...]
    meaning: tuple[Weight, ...]
    standing: tuple[Weight, ...]
    sorts: tuple[Criterion, ...]
    beside: tuple[Criterion, ...] = ()
    never: tuple[Texts, ...]
