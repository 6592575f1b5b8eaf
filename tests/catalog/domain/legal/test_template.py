"""Filling in: no text ever shows a hole, and what is missing has a name."""

from datetime import date

import pytest
from catalog.domain.legal.template import Template, current, fill
from hypothesis import given
from hypothesis import strategies as st

NAMES = ("name", "phone", "email")
FACTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "Greta", "{phone}", "# x"]))
LINES = st.lists(
    st.sampled_from(
        ["# Kopf", "", "Fest.", "{name}", "Tel. {phone}", "?| {email}", "?name| ja", "?!name| nein"]
    ),
    max_size=8,
)


def a_template(version: str, valid_from: date, announced: date | None = None) -> Template:
    return Template("terms", version, "AGB", valid_from, "", "", announced)


@given(LINES, st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "Greta"])))
def test_no_hole_is_ever_shown(lines: list[str], facts: dict[str, str]) -> None:
    draft = fill("\n".join(lines), facts)

    assert "{" not in draft.text
    assert "?" not in draft.text
    assert "\n\n\n" not in draft.text
    for name in draft.missing:
        assert not facts.get(name)


def test_what_a_fact_says_is_never_read_as_a_placeholder() -> None:
    assert fill("Tel. {phone}", {"phone": "{name}", "name": "x"}).text == "Tel. {name}\n"


def test_a_line_that_lacks_something_is_left_out_and_named() -> None:
    draft = fill("# Kontakt\nTelefon: {phone}\nE-Mail: {email}", {"email": "a@b.de"})

    assert draft.text == "# Kontakt\nE-Mail: a@b.de\n"
    assert draft.missing == ("phone",)


def test_a_heading_without_anything_below_falls_away() -> None:
    assert fill("# A\n?| {phone}\n\n# B\neins\n# C\n", {}).text == "# B\neins\n"


@pytest.mark.parametrize(
    ("facts", "text", "missing"),
    [
        ({"company": "yes"}, "", ("who",)),
        ({}, "", ()),
        ({"company": "yes", "who": "G"}, "G", ()),
    ],
)
def test_what_is_owed_only_sometimes(
    facts: dict[str, str], text: str, missing: tuple[str, ...]
) -> None:
    draft = fill("?company| {who}", facts)

    assert (draft.text.strip(), draft.missing) == (text, missing)


def test_conditions_may_stand_behind_each_other() -> None:
    assert fill("?!company| ?| {who}", {}).missing == ()
    assert fill("?!company| ?| {who}", {"who": "G"}).text == "G\n"
    assert fill("?!company| ?| {who}", {"who": "G", "company": "yes"}).text == "\n"


def test_the_newest_that_has_begun_holds() -> None:
    old, new = a_template("1", date(2026, 6, 19)), a_template("2", date(2026, 12, 1))

    assert current([old, new], "terms", date(2026, 11, 30)) is old
    assert current([old, new], "terms", date(2026, 12, 1)) is new
    with pytest.raises(LookupError):
        current([new], "terms", date(2026, 11, 30))


def test_changes_are_announced_fifteen_days_before() -> None:
    day = date(2026, 12, 1)

    assert a_template("2", day, date(2026, 11, 16)).is_announced_in_time
    assert not a_template("2", day, date(2026, 11, 17)).is_announced_in_time
