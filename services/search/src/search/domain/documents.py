"""From snapshots to the document an index holds."""

from datetime import UTC, datetime

from search.domain.diets import Trait, diets_of, traits_of
from search.domain.document import (
    ProductCard,
    ProductDocument,
    ShopCard,
    ShopSnapshot,
    Snapshot,
    availability,
)
from search.domain.language import Language
from search.domain.ranking import Ranking
from search.domain.unit_prices import unit_rank

SUMMARY_LENGTH = 400
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_ON_REQUEST = "service_request"
_SPAN_SECONDS = 30 * 365 * 86_400


def build_document(snapshot: Snapshot, language: Language) -> ProductDocument | None:
    """The document, or None while the product is not to be found."""
    product, shop = snapshot.product, snapshot.shop
    if shop is None or not snapshot.is_public:
        return None
    card = _card(snapshot, shop)
    text = language.indexed_text(product, shop)
    return ProductDocument(
        id=product.id,
        version=product.version,
        card=card,
        summary=product.description[:SUMMARY_LENGTH],
        text=text,
        category_path=product.category_path or (product.category,),
        postal_code=shop.postal_code,
        position=shop.position,
        published_at=product.published_at,
        quality=_quality(language.ranking, card, len(text.forms.split()), product.published_at),
        unit_rank=unit_rank(card.unit_price),
        offer_until=_offer_until(card),
    )


def _card(snapshot: Snapshot, shop: ShopSnapshot) -> ProductCard:
    product = snapshot.product
    cheapest = min(product.variants, key=lambda variant: variant.price.amount)
    available, on_order = availability(product.variants, snapshot.stock)
    return ProductCard(
        product_id=str(product.id),
        slug=product.slug,
        name=product.title,
        shop=ShopCard(str(shop.id), shop.slug, shop.name, shop.place),
        price=cheapest.price,
        unit_price=cheapest.unit_price,
        deposit=cheapest.deposit,
        available=available,
        on_order=on_order,
        picture=product.picture,
        image_url=product.image_url,
        category=product.category,
        labels=product.labels,
        deposit_kind=cheapest.deposit_kind,
        promotion=cheapest.promotion,
        confirmed_at=product.confirmed_at,
        diets=tuple(sorted(diets_of(product.labels, product.allergens, product.details))),
        traits=tuple(sorted(traits_of(product.labels))),
        weighed=cheapest.weighed,
        price_is_lowest=any(each.price.amount > cheapest.price.amount for each in product.variants),
        on_request=product.profile == _ON_REQUEST,
    )


def traits_now(document: ProductDocument) -> list[str]:
    """The lasting ones, and whether it can be had: an index learns of that as it changes."""
    return [*document.card.traits, *([Trait.AVAILABLE] if document.is_available else ())]


def is_on_offer(card: ProductCard, now: int) -> bool:
    return _offer_until(card) > now


def _offer_until(card: ProductCard) -> int:
    """Of the price that is shown: nobody who looks for offers wants to search for them again."""
    return int(datetime.fromisoformat(card.promotion.until).timestamp()) if card.promotion else 0


def _quality(
    ranking: Ranking, card: ProductCard, title_words: int, published_at: datetime
) -> float:
    """Small honest reasons to stand first among equals; never anything that was paid for."""
    can_be_bought = card.on_order or card.available is None or card.available > 0
    recency = (published_at - _EPOCH).total_seconds() / _SPAN_SECONDS
    measures = {
        "available": float(can_be_bought),
        "brevity": 1 / max(1, title_words),
        "recency": min(1.0, max(0.0, recency)),
    }
    return ranking.quality(measures)
