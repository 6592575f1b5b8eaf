"""What the texts of a shop would say now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.domain.legal.facts import MarketFacts, facts_of
from catalog.domain.legal.template import Kind, Template, current, fill
from catalog.domain.shop import Shop


@dataclass(frozen=True, slots=True)
class Written:
    kind: Kind
    title: str
    text: str
    template: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Legal:
    """The templates and what they say about the market."""

    templates: tuple[Template, ...]
    market: MarketFacts

    def edition(self, on: date) -> str:
        """Another one when a template has begun or the market says something else."""
        versions = [current(self.templates, kind, on).version for kind in Kind]
        return "/".join([*versions, self.market.name, self.market.url, self.market.withdrawal_path])

    def platform(self, on: date) -> list[Template]:
        """The market's own terms for shops that hold, held, or are announced; newest first."""
        known = [
            one
            for one in self.templates
            if one.kind == "platform" and (one.announced or one.valid_from) <= on
        ]
        return sorted(known, key=lambda one: one.valid_from, reverse=True)

    def platform_text(self, template: Template) -> str:
        return fill(template.text, {"market": self.market.name, "market_url": self.market.url}).text


def written(shop: Shop, legal: Legal, on: date) -> Iterator[Written]:
    """All three. Words of its own a shop may only have for its terms: what the law words, stays."""
    facts = facts_of(shop, legal.market)
    for kind in Kind:
        template = current(legal.templates, kind, on)
        if kind is Kind.TERMS and shop.own_terms:
            yield Written(kind, template.title, shop.own_terms.strip() + "\n", "")
            continue
        draft = fill(template.text, facts)
        yield Written(kind, template.title, draft.text, template.version, draft.missing)
