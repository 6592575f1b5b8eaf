"""Lets each hit say why it stands where it stands, if somebody asks for that."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from marketkit.pickup.windows import day_of

from search.domain.language import Language
from search.domain.query import SearchQuery
from search.domain.reasons import Calendar, Reasons
from search.domain.result import Hit
from search.http.moment import Moment


def explained(
    hits: Sequence[Hit], query: SearchQuery, language: Language, moment: Moment
) -> Sequence[Hit]:
    if not query.explain:
        return hits
    reasons, today = Reasons(language, query.units), day_of(moment.now)
    return [
        replace(hit, why=reasons.of(hit, Calendar(today, _collect_from(hit, moment))))
        for hit in hits
    ]


def _collect_from(hit: Hit, moment: Moment) -> date | None:
    return moment.directory.earliest(hit.card.shop.id, moment.now)
