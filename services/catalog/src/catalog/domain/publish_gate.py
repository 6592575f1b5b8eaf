"""What is still missing before a product may go on sale, in plain German with the law's name.

The profiles say which statements each kind of product needs; here stands what each statement
means, when it counts as made, and which law asks for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from marketkit.errors import FieldError, InvalidError

from catalog.domain.claims import broken_rules, organic_word
from catalog.domain.product import Product
from catalog.domain.region import Profile, Region
from catalog.domain.shop import Shop
from catalog.domain.vat import vat_problem


class NotPublishableError(InvalidError):
    code = "not_publishable"
    message = "Vor dem Verkauf fehlt noch etwas."


@dataclass(frozen=True, slots=True)
class _Statement:
    made: Callable[[Product], bool]
    message: str


_STATEMENTS: Mapping[str, _Statement] = {
    "description": _Statement(
        lambda product: bool(product.description),
        "Beschreib das Produkt in ein, zwei Sätzen (Art. 246a § 1 EGBGB: wesentliche "
        "Eigenschaften).",
    ),
    "ingredients": _Statement(
        lambda product: bool(product.ingredients),
        "Schreib die Zutaten auf, Allergene hervorgehoben (Art. 9, 14 LMIV).",
    ),
    "allergens_reviewed": _Statement(
        lambda product: product.allergens_reviewed_at is not None,
        "Prüf die 14 Allergene und bestätige das, auch wenn keines enthalten ist "
        "(Art. 9 LMIV, § 4 LMIDV).",
    ),
    "origin": _Statement(
        lambda product: bool(product.origin),
        "Sag, woher das Produkt kommt (Art. 26 LMIV, Vermarktungsnormen).",
    ),
    "content": _Statement(
        lambda product: all(variant.content_amount for variant in product.variants),
        "Gib bei jeder Variante die Füllmenge an (Art. 9 LMIV; § 4 PAngV: Grundpreis).",
    ),
}
_FIELDS = {"content": "variants", "allergens_reviewed": "allergens_reviewed"}


def missing(product: Product, shop: Shop, region: Region) -> list[FieldError]:
    """Everything that stands between this product and its sale; empty when it may go."""
    profile = region.profiles[region.categories[product.category].profile]
    return [
        *_always(product),
        *_required(product, profile),
        *_taxed(product, shop, region),
        *_words(product, shop, profile, region),
    ]


def check_publishable(product: Product, shop: Shop, region: Region) -> None:
    """Raise NotPublishableError naming all that is missing at once."""
    if found := missing(product, shop, region):
        raise NotPublishableError(errors=found)


def _always(product: Product) -> Iterable[FieldError]:
    if not product.variants:
        yield FieldError("variants", "Mindestens eine Variante mit Preis, bitte (§ 3 PAngV).")
    for index, variant in enumerate(product.variants):
        if variant.price <= 0:
            yield FieldError(
                f"variants[{index}].price", "Der Gesamtpreis mit Steuer fehlt (§ 3 PAngV)."
            )
        if variant.deposit and not variant.deposit_kind:
            yield FieldError(
                f"variants[{index}].deposit_kind",
                "Sag beim Pfand, ob Einweg oder Mehrweg (§ 32 VerpackG).",
            )


def _required(product: Product, profile: Profile) -> Iterable[FieldError]:
    for key in profile.required:
        statement = _STATEMENTS[key]
        if not statement.made(product):
            yield FieldError(_FIELDS.get(key, key), statement.message)


def _taxed(product: Product, shop: Shop, region: Region) -> Iterable[FieldError]:
    for index, variant in enumerate(product.variants):
        if problem := vat_problem(region, shop.tax_mode, variant.vat_class):
            yield FieldError(f"variants[{index}].vat_class", problem)


def _words(product: Product, shop: Shop, profile: Profile, region: Region) -> Iterable[FieldError]:
    labels = [variant.label for variant in product.variants]
    texts = [product.title, product.description, product.ingredients, *product.labels, *labels]
    if not shop.organic_code and (word := organic_word(texts)):
        yield FieldError(
            _where(product, word),
            f"„{word}“ darf nur schreiben, wer eine Öko-Kontrollnummer hat "
            "(Verordnung (EU) 2018/848). Trag sie beim Laden ein oder lass das Wort weg.",
        )
    for rule in broken_rules(region.blocked, [product.title]):
        yield FieldError("title", rule.message)
    if "no_health_claims" in profile.effects:
        for rule in broken_rules(region.claims, texts):
            yield FieldError("description", rule.message)


def _where(product: Product, word: str) -> str:
    """The field in which the word stands, for the form to mark."""
    places = {
        "title": product.title,
        "description": product.description,
        "ingredients": product.ingredients,
        "labels": " ".join(product.labels),
    }
    return next((name for name, text in places.items() if word in text), "variants")


def known_statements() -> frozenset[str]:
    """The statements a profile may require; checked when the region is loaded."""
    return frozenset(_STATEMENTS)
