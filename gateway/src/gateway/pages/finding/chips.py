"""Each filter in words, with the address without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from marketkit.money import Money

from gateway.pages.answers.search import Read, Understood
from gateway.pages.asked import DIETS, TRAITS, Asked
from gateway.pages.context import Context
from gateway.presenters import dates, numbers


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    words: str
    href: str
    read: bool = False
    """Read from the words somebody typed, not chosen."""


@dataclass(frozen=True, slots=True)
class Chips:
    """Makes them for one page; `names` are those of categories and shops by key."""

    here: Context
    asked: Asked
    categories: Mapping[str, str]
    shops: Mapping[str, str]

    def all(self, understood: Understood | None, *, with_category: bool) -> list[Chip]:
        """Chosen filters first, then what was read; a category page's own category is no filter."""
        chosen = [*self._chosen()] if not with_category else [*self._category(), *self._chosen()]
        return [*chosen, *(self._read(understood) if understood else ())]

    def _category(self) -> Iterator[Chip]:
        if key := self.asked.category:
            yield self._chip("category", self.categories.get(key, key), self.asked.but(category=""))

    def _chosen(self) -> Iterator[Chip]:
        asked = self.asked
        if asked.collect:
            today = dates.local(self.here.now).date()
            yield self._chip("day", self._day(asked.day(today)), asked.but(collect=""))
        if asked.place or asked.near or asked.radius_km:
            gone = asked.but(place="", near="", radius_km=None)
            yield self._chip("place", self._where(), gone)
        if asked.deliver_to:
            yield self._chip("delivery", asked.deliver_to, asked.but(deliver_to=""))
        if asked.price_from is not None or asked.price_to is not None:
            gone = asked.but(price_from=None, price_to=None)
            yield self._chip("price", self._span(), gone)
        for trait in asked.traits:
            rest = tuple(other for other in asked.traits if other != trait)
            yield self._chip("trait", self._text(f"trait.{trait}"), asked.but(traits=rest))
        for diet in asked.diets:
            rest = tuple(other for other in asked.diets if other != diet)
            yield self._chip("diet", self._text(f"diet.{diet}"), asked.but(diets=rest))
        for shop in asked.shops:
            rest = tuple(other for other in asked.shops if other != shop)
            yield self._chip("shop", self.shops.get(shop, shop), asked.but(shops=rest))

    def _read(self, understood: Understood) -> Iterator[Chip]:
        """Taking one back leaves its words out of the question and keeps the others."""
        for kind, words, part in self._readings(understood):
            if part.applied:
                yield self._chip(kind, words, without_words(self.asked, part.words), read=True)

    def _readings(self, understood: Understood) -> Iterator[tuple[str, str, Read]]:
        if place := understood.place:
            yield "place", self._around(place.name, place.radius_km), place
        if day := understood.collect:
            yield "day", self._day(day.day), day
        if delivery := understood.deliver_to:
            yield "delivery", delivery.postal_code, delivery
        if price := understood.price:
            most = numbers.money(price.amount, self.here.language)
            yield "price", str(self.here.text("find.price.to", high=most)), price
        for group, known, wishes in (
            ("trait", TRAITS, understood.traits),
            ("diet", DIETS, understood.diets),
        ):
            for wish in wishes:
                if wish.key in known:
                    yield group, self._text(f"{group}.{wish.key}"), wish

    def _chip(self, kind: str, words: str, without: Asked, *, read: bool = False) -> Chip:
        return Chip(self._text(f"find.chip.{kind}"), words, without.address, read)

    def _day(self, day: date | None) -> str:
        return dates.day(day, self.here.language) if day else ""

    def _where(self) -> str:
        asked, region = self.asked, self.here.region
        if asked.near:
            return self._around(self._text("find.here"), asked.radius_km)
        return self._around(asked.place or region.centre_place, asked.radius_km)

    def _around(self, place: str, radius_km: float | None) -> str:
        if not radius_km:
            return place
        return f"{place}, {numbers.whole(round(radius_km), self.here.language)}{numbers.NBSP}km"

    def _span(self) -> str:
        low, high = self.asked.price_from, self.asked.price_to
        said = [
            numbers.money(Money(amount=cents), self.here.language) if cents is not None else ""
            for cents in (low, high)
        ]
        key = "between" if all(said) else "from" if said[0] else "to"
        return str(self.here.text(f"find.price.{key}", low=said[0], high=said[1]))

    def _text(self, key: str) -> str:
        return str(self.here.text(key))


def without_words(asked: Asked, words: str) -> Asked:
    """The question without some of its words; where they cannot be told apart, taken literally."""
    typed, gone = asked.q.split(), words.casefold().split()
    folded = [word.casefold().strip(",.;:!?") for word in typed]
    for start in range(len(typed) - len(gone), -1, -1):
        if gone and folded[start : start + len(gone)] == gone:
            rest = typed[:start] + typed[start + len(gone) :]
            return asked.but(q=" ".join(rest))
    return asked.but(literal=True)
