"""Names in address lines."""

import pytest
from catalog.domain.slugs import free_slug, slugify
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bäckerei Müller & Söhne", "baeckerei-mueller-soehne"),
        ("Café Größe", "cafe-groesse"),
        ("  Töpferei   an der Elster ", "toepferei-an-der-elster"),
        ("Ölmühle Zeitz (Hof)", "oelmuehle-zeitz-hof"),
        ("…", "ohne-namen"),
    ],
)
def test_a_german_name_becomes_a_plain_slug(name, slug):
    assert slugify(name) == slug


def test_a_long_name_is_cut_between_words():
    assert slugify("wort " * 30) == "-".join(["wort"] * 12)


def test_a_taken_slug_is_numbered():
    assert free_slug("Hofladen", {"hofladen", "hofladen-2"}) == "hofladen-3"


def test_a_reserved_word_is_never_given_out():
    assert free_slug("Neu", set()) == "neu-2"


@given(st.text())
def test_every_name_gives_a_usable_slug(name):
    slug = slugify(name)

    assert slug
    assert len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
