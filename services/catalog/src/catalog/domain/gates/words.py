"""Words that need proof, goods that are not carried, goods that somebody looks at first."""

from collections.abc import Iterable, Mapping
from datetime import date

from marketkit.errors import FieldError

from catalog.domain.claims import broken_rules, organic_word
from catalog.domain.product import Product
from catalog.domain.region import Region, WordRule

_FREE_TEXT = ("text", "longtext", "address")


def texts_of(product: Product, region: Region) -> Mapping[str, str]:
    """Everything people read about the product, by field."""
    texts = {
        "title": product.title,
        "description": product.description,
        "ingredients": product.ingredients,
        "labels": ", ".join(product.labels),
        "origin": product.origin,
    }
    for index, variant in enumerate(product.variants):
        texts[f"variants[{index}].label"] = variant.label
    for key, value in product.details.items():
        statement = region.statements.get(key)
        if statement and statement.kind in _FREE_TEXT:
            texts[statement.field] = value
    return {name: text for name, text in texts.items() if text}


def organic_claims(product: Product, region: Region) -> Iterable[FieldError]:
    """For shops without a valid certificate."""
    for name, text in texts_of(product, region).items():
        if word := organic_word([text]):
            yield FieldError(
                name,
                f"„{word}“ darf nur schreiben, wer ein gültiges Öko-Zertifikat hat "
                "(Verordnung (EU) 2018/848). Hinterleg es beim Laden oder lass das Wort weg.",
            )


def claims(product: Product, region: Region, on: date) -> Iterable[FieldError]:
    """Promises that need evidence, or that nobody may make about such a product."""
    effects = region.profile_of(product.category).effects
    proven = bool(product.details.get("green_evidence", "").strip())
    texts = texts_of(product, region)
    for rule in region.claims:
        if rule.valid_from and on < rule.valid_from:
            continue
        if rule.needs == "evidence" and proven:
            continue
        if rule.effect and rule.effect not in effects:
            continue
        yield from _found(rule, texts)


def not_carried(product: Product, region: Region) -> Iterable[FieldError]:
    """Goods the market does not carry at all."""
    texts = texts_of(product, region)
    for rule in region.blocked:
        yield from _found(rule, texts)


def looked_at_first(product: Product, region: Region) -> Iterable[WordRule]:
    """Rules whose goods an operator approves before they go on sale."""
    texts = texts_of(product, region)
    return [rule for rule in region.approvals if broken_rules([rule], _where(rule, texts).values())]


def _found(rule: WordRule, texts: Mapping[str, str]) -> Iterable[FieldError]:
    for name, text in _where(rule, texts).items():
        if broken_rules([rule], [text]):
            yield FieldError(name, rule.message)


def _where(rule: WordRule, texts: Mapping[str, str]) -> Mapping[str, str]:
    """The fields a rule looks at: all, unless it names some."""
    if not rule.fields:
        return texts
    return {
        name: text
        for name, text in texts.items()
        if name.split("[")[0].split(".")[0] in rule.fields
    }
