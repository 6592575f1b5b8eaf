"""Where somebody wants to buy, or have it brought to: "in Kayna", "umkreis 10 km", "nach 06712"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search.domain.german import STOP_WORDS, word_set
from search.domain.places import Area, Gazetteer, is_postal_code
from search.domain.spelling import within_typos
from search.domain.typed import Typed

_NEAR = word_set(
    "plz postleitzahl umkreis umgebung gegend raum richtung stadt ort rund radius entfernung"
)
_BEFORE_PLACE = _NEAR | word_set(
    "in im bei beim nahe nah um von aus nach ab zu der dem den near from around"
)
_SURE = word_set("in im bei nahe nah um aus nach umkreis umgebung raum richtung")
"""After these a word is a place even if it is called like goods, or misspelt."""
_AFTER_PLACE = word_set(
    "umgebung umland umkreis nahe gegend mitte zentrum innenstadt altstadt stadt"
)
_BY_RIVER = word_set("saale elster unstrut")
_KM = frozenset(("km", "kilometer", "kilometern"))
_AROUND_RADIUS = _NEAR | word_set(
    "im in einem einer innerhalb von um bis zu max maximal hochstens weit"
)
_BRINGING = word_set(
    "lieferung lieferungen lieferservice lieferdienst liefern liefert geliefert lieferbar "
    "anlieferung zustellung bringdienst bringservice liefere lieferst"
)
_BEFORE_BRINGING = word_set("mit per zur mich mir uns kann man wer die werden bis")
_AFTER_BRINGING = word_set("lassen bekommen werden moglich frei haus hause nach bis an die zu")
_FURTHEST_KM = 100.0
_SHORTEST, _SHORTEST_GUESS, _SHORTEST_BARE_GUESS = 4, 5, 7
_TWO_SLIPS_FROM = 9


@dataclass(frozen=True, slots=True)
class Where:
    """What the words say about places, with the words that said so."""

    area: Area | None = None
    place_text: str = ""
    radius_km: float | None = None
    radius_words: str = ""
    deliver_to: str | None = None
    deliver_words: str = ""


@dataclass(frozen=True, slots=True)
class _Mention:
    first: int
    last: int
    area: Area


class PlaceReader:
    """Knows the region's places, and which words are rather goods (Soßen, not Sössen)."""

    def __init__(self, gazetteer: Gazetteer, is_goods: Callable[[str], bool]) -> None:
        self._gazetteer = gazetteer
        self._is_goods = is_goods

    def read(self, typed: Typed) -> Where:
        where = _radius(typed)
        brought = _bringing(typed)
        if brought is not None and (told := self._brought(typed, brought)) is not None:
            return replace(where, deliver_to=told[0], deliver_words=told[1])
        mentions = list(self._mentions(typed))
        if not mentions:
            return where
        # Of two places the last one is meant; "06712 Zeitz" is one place said twice.
        meant = mentions[-1]
        same = [other for other in mentions if not meant.area.names.isdisjoint(other.area.names)]
        areas = [other.area for other in same]
        named = [area for area in areas if not area.postal_codes]
        words = " ".join(typed.take(other.first, other.last) for other in same)
        for other in same:
            _take_around(typed, other.first, other.last)
        return replace(where, area=(named or areas)[-1], place_text=words)

    def _brought(self, typed: Typed, brought: tuple[int, int]) -> tuple[str, str] | None:
        """The code to bring it to: typed, or that of the place."""
        target: tuple[int, int, str] | None = None
        for position in range(len(typed)):
            if is_postal_code(typed.at(position)):
                target = (position, position, typed.at(position))
        mentions = list(self._mentions(typed))
        if target is None and mentions:
            code = self._gazetteer.main_code(mentions[-1].area)
            target = (mentions[-1].first, mentions[-1].last, code) if code else None
        if target is None:
            return None
        first, last, code = target
        for mention in mentions:
            typed.take(mention.first, mention.last)
        place = typed.take(first, last)
        first = _take_around(typed, first, last)
        if brought[1] + 1 == first:
            return code, typed.take(brought[0], last)
        return code, f"{typed.take(*brought)} {place}"

    def _mentions(self, typed: Typed) -> Iterator[_Mention]:
        position = 0
        while position < len(typed):
            found = self._mention_at(typed, position)
            if found is not None:
                yield found
            position = found.last + 1 if found else position + 1

    def _mention_at(self, typed: Typed, position: int) -> _Mention | None:
        """The longest name that begins here."""
        longest = self._gazetteer.longest_from(typed.at(position))
        for length in range(min(longest, len(typed) - position), 0, -1):
            name = [typed.at(at) for at in range(position, position + length)]
            if not all(name):
                continue
            area = self._gazetteer.find_name(name)
            if area and (length > 1 or self._is_place(typed, position)):
                return _Mention(position, position + length - 1, area)
        area = self._guessed(typed, position)
        return _Mention(position, position, area) if area else None

    def _is_place(self, typed: Typed, position: int) -> bool:
        """A one-word place counts when it is no everyday word and not rather goods."""
        word = typed.at(position)
        if word.isdecimal() or typed.at(position - 1) in _SURE:
            return True
        if word in STOP_WORDS or len(word) < _SHORTEST:  # "Aue", "Au" are words too
            return False
        return not self._is_goods(word)

    def _guessed(self, typed: Typed, position: int) -> Area | None:
        """A misspelt place: after "in" or "bei", or where it can hardly be anything else."""
        word = typed.at(position)
        is_sure = typed.at(position - 1) in _SURE
        shortest = _SHORTEST_GUESS if is_sure else _SHORTEST_BARE_GUESS
        if len(word) < shortest or not word.isalpha() or word in STOP_WORDS:
            return None
        if self._is_goods(word):
            return None
        slips = 2 if is_sure and len(word) >= _TWO_SLIPS_FROM else 1
        near = [
            name
            for name in self._gazetteer.single_names
            if name[0] == word[0] and len(name) >= shortest and within_typos(word, name, slips)
        ]
        return self._gazetteer.find_name([min(near)]) if len(near) == 1 else None


def _radius(typed: Typed) -> Where:
    for position in range(len(typed)):
        if typed.is_number(position) and typed.at(position + 1) in _KM:
            kilometres = float(typed.at(position).replace(",", ".").split(".")[0])
            first = typed.take_back(position, _AROUND_RADIUS)
            last = position + 1
            while typed.at(last + 1) in _NEAR:
                last += 1
            words = typed.take(first, last)
            if 0 < kilometres <= _FURTHEST_KM:
                return Where(radius_km=kilometres, radius_words=words)
    return Where()


def _bringing(typed: Typed) -> tuple[int, int] | None:
    """Where the words say that goods should be brought; None when there is nothing but that."""
    for position in range(len(typed)):
        if typed.at(position) in _BRINGING:
            last = position
            while typed.at(last + 1) in _AFTER_BRINGING:
                last += 1
            if last - position + 1 >= len(typed):
                return None
            typed.take(position, last)
            return typed.take_back(position, _BEFORE_BRINGING), last
    return None


def _take_around(typed: Typed, first: int, last: int) -> int:
    """The words that only say that a place comes; where they begin."""
    after = last + 1
    river = after + 2 if typed.at(after) == "an" and typed.at(after + 1) == "der" else after
    if typed.at(river) in _BY_RIVER:
        typed.take(after, river)
        after = river + 1
    if typed.at(after) == "und" and typed.at(after + 1) in _AFTER_PLACE:
        typed.take(after, after + 1)
    elif typed.at(after) in _AFTER_PLACE:
        typed.take(after, after)
    return typed.take_back(first, _BEFORE_PLACE)
