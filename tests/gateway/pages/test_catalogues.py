"""Both languages say the same things, and templates ask for nothing that is not there."""

import json
import re
from pathlib import Path

import pytest
from gateway.pages import catalogue

import gateway

HOME = Path(gateway.__file__).parent
KEY = re.compile(r"""\b(tn?|text|plural)\(\s*['"]([a-z_][a-zA-Z0-9_.]*)['"]\s*(~)?""")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
FLASH = re.compile(r"""go\([^\n]*?,\s*"([a-z_]+)"\)""")


def asked_for() -> list[tuple[str, str, bool]]:
    """Every key in templates and pages: how it is asked for, the key, whether more follows."""
    files = [*HOME.glob("templates/**/*.html"), *HOME.glob("pages/**/*.py")]
    return [
        (kind, key, bool(more))
        for path in files
        for kind, key, more in KEY.findall(path.read_text())
        if "." in key
    ]


def test_both_catalogues_have_the_same_keys() -> None:
    assert catalogue.messages("de").keys() == catalogue.messages("en").keys()


def test_no_text_is_empty_and_placeholders_agree() -> None:
    english = catalogue.messages("en")
    for key, text in catalogue.messages("de").items():
        assert all((text.strip(), english[key].strip())), key
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(english[key])), key


def test_every_key_that_pages_use_exists() -> None:
    known = catalogue.messages("de")
    for kind, key, continued in asked_for():
        if continued:
            assert any(name.startswith(key) for name in known), key
        elif kind in {"tn", "plural"}:
            assert {f"{key}.one", f"{key}.other"} <= known.keys(), key
        else:
            assert key in known, key


def test_every_message_after_a_form_exists() -> None:
    sources = "\n".join(path.read_text() for path in HOME.glob("pages/**/*.py"))
    left = FLASH.findall(sources)

    assert len(left) > 10
    assert [key for key in left if not catalogue.has(f"flash.{key}")] == []


def test_no_key_stands_twice_in_a_language() -> None:
    for language in catalogue.LANGUAGES:
        areas = (HOME / "locales" / language).glob("*.json")
        keys = [
            key for area in areas for key, _ in json.loads(area.read_text(), object_pairs_hook=list)
        ]
        assert [key for key in set(keys) if keys.count(key) > 1] == []


@pytest.mark.parametrize(
    ("number", "words"), [(1, "Eine Angabe"), (0, "0 Angaben"), (7, "7 Angaben")]
)
def test_numbers_choose_their_form(number: int, words: str) -> None:
    assert catalogue.plural("de", "form.wrong", number).startswith(words)


def test_values_are_escaped() -> None:
    assert "<b>" not in catalogue.text("de", "shop.hours_of", shop="<b>Laden</b>")
