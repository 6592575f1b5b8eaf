"""Marks are put where a reader would put them."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.domain.highlight import Highlighter
from search.domain.spelling import within_typos

from tests.search.shelf import LANGUAGE


def marked(query: str, text: str) -> str:
    units = LANGUAGE.understanding.read(query).units
    return Highlighter(units, LANGUAGE.compounds).mark(text)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("brötchen", "Zwei Brötchen", "Zwei <mark>Brötchen</mark>"),
        ("broetchen", "Brötchen", "<mark>Brötchen</mark>"),
        ("semmel", "Brötchen", "<mark>Brötchen</mark>"),
        ("saft", "Apfelsaft trüb", "<mark>Apfelsaft</mark> trüb"),
        ("apfelsft", "Apfelsaft", "<mark>Apfelsaft</mark>"),
        ("dink", "Dinkelbrot", "<mark>Dinkelbrot</mark>"),
        ("erde", "Erdbeeren", "Erdbeeren"),
        ("brot", "a < b & c", "a &lt; b &amp; c"),
        ("", "Brot", "Brot"),
        ("schrippn", "Brötchen hell", "<mark>Brötchen</mark> hell"),
        ("apfel", "Apfelsaft", "<mark>Apfelsaft</mark>"),
        ("apfel saft", "Apfelsaft trüb", "<mark>Apfelsaft</mark> trüb"),
        ("erdbeere", "Erdbeermilch", "<mark>Erdbeermilch</mark>"),
        ("honig 500g", "Honig, 500 g", "<mark>Honig</mark>, <mark>500 g</mark>"),
        ("rohne", "Rote Bete", "<mark>Rote</mark> <mark>Bete</mark>"),
        ("rohne", "Rote Äpfel", "Rote Äpfel"),
        ("brötchen", "Bröt\u00adchen", "<mark>Bröt\u00adchen</mark>"),
        ("brötchen", "Bro\u0308tchen", "<mark>Bro\u0308tchen</mark>"),
        ("wein", "Schwein & Wildschwein", "Schwein &amp; Wildschwein"),
    ],
)
def test_hits_are_marked_and_all_else_is_escaped(query: str, text: str, expected: str) -> None:
    assert marked(query, text) == expected


def test_an_excerpt_shows_the_first_hit_in_its_surroundings() -> None:
    text = "Wort " * 60 + "Honig " + "Wort " * 60
    units = LANGUAGE.understanding.read("honig").units
    excerpt = Highlighter(units, LANGUAGE.compounds).excerpt(text)

    assert excerpt is not None
    assert "<mark>Honig</mark>" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) < 200


@given(st.text(alphabet="ab <&. ", max_size=200), st.text(alphabet="ab <&. ", max_size=200))
def test_an_excerpt_cuts_no_word(before: str, after: str) -> None:
    text = f"{before} Honig {after}"
    units = LANGUAGE.understanding.read("honig").units
    excerpt = Highlighter(units, LANGUAGE.compounds).excerpt(text)

    assert excerpt is not None
    assert "<mark>Honig</mark>" in excerpt
    shown = unescape(excerpt.replace("<mark>", "").replace("</mark>", ""))
    inner = shown.removeprefix("… ").removesuffix(" …")
    assert set(inner.split()) <= set(text.split())


def test_no_hit_no_excerpt() -> None:
    units = LANGUAGE.understanding.read("honig").units

    assert Highlighter(units, LANGUAGE.compounds).excerpt("Brot und Butter") is None


@given(st.text(max_size=40), st.text(max_size=80))
def test_nothing_but_marks_is_html(query: str, text: str) -> None:
    left = marked(query, text).replace("<mark>", "").replace("</mark>", "")

    assert "<" not in left
    assert ">" not in left


@pytest.mark.parametrize(
    ("one", "other", "limit", "verdict"),
    [
        ("brot", "brto", 1, True),
        ("brot", "bort", 1, True),
        ("brot", "brt", 1, True),
        ("brot", "boot", 1, True),
        ("brot", "bot", 0, False),
        ("leberwurst", "lebrewurts", 2, True),
        ("leberwurst", "lebrewurts", 1, False),
    ],
)
def test_slips_are_counted_as_people_make_them(
    one: str, other: str, limit: int, verdict: bool
) -> None:
    assert within_typos(one, other, limit) is verdict
    assert within_typos(other, one, limit) is verdict
