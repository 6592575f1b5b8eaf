"""The message catalogues: every text a person reads, by key and language."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale
from markupsafe import Markup, escape

LANGUAGES = ("de", "en")
DEFAULT_LANGUAGE = "de"
_FOLDER = Path(__file__).parent.parent / "locales"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@cache
def messages(language: str) -> Mapping[str, str]:
    """One language's catalogue, `key → text`; its files each hold the words of one area."""
    texts: dict[str, str] = {}
    for area in sorted((_FOLDER / language).glob("*.json")):
        texts |= json.loads(area.read_text("utf-8"))
    return texts


def has(key: str, language: str = DEFAULT_LANGUAGE) -> bool:
    return key in messages(language)


def text(language: str, key: str, **values: object) -> Markup:
    """The text for `key`; values are escaped unless they are markup already.

    A missing key is a mistake of ours that a test finds; the reader then sees the key.
    """
    template = messages(language).get(key, key)
    return Markup(  # noqa: S704 - the template is ours, the values are escaped here
        _PLACEHOLDER.sub(lambda match: escape(values.get(match.group(1), "")), escape(template))
    )


def plural(language: str, key: str, number: int, **values: object) -> Markup:
    """`key.one` or `key.other` by the language's plural rule, with `{n}` filled in."""
    form = Locale(language).plural_form(number)
    return text(language, f"{key}.{form}", n=number, **values)
