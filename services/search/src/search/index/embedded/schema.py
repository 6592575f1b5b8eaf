"""The fields of the embedded index.

Texts arrive folded and stemmed by the domain, so that both engines mean the same by a word; the
index only cuts at spaces. Ids are text: deleting by a number would silently delete nothing.
"""

import tantivy

WORDS = "words"
KEY = "raw"
BASIC = "basic"
"""Neither frequencies nor positions: matches score by where they are, not how often."""

TEXT_FIELDS = (
    "forms",
    "whole",
    "confirmed",
    "named",
    "core",
    "extra",
    "heads",
    "parts",
    "kind",
    "maker",
    "body",
)
KEY_FIELDS = ("id", "category", "diet", "trait", "shop", "place", "postal_code")
COUNTED_FIELDS = ("categories", "labels", "marks", "shop_id")
"""One value each, a set written as one: counting several values of a field takes ten times as long.
"""
SEPARATOR = "\n"
NUMBERS = ("shop_key", "price", "offer_until", "cheapest", "cheapest_unit", "newest", "standing")
"""The last four order hits: each ends in bits of the product's id, so that no two are equal."""


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name=WORDS, index_option=BASIC)
    for name in KEY_FIELDS:
        builder.add_text_field(name, tokenizer_name=KEY, index_option=BASIC)
    for name in COUNTED_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name=KEY, index_option=BASIC)
    for name in NUMBERS:
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    whitespace = tantivy.Tokenizer.whitespace()
    index.register_tokenizer(WORDS, tantivy.TextAnalyzerBuilder(whitespace).build())
