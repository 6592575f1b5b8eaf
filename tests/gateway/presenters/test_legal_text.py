"""Legal texts as sections, and what two versions do not have in common."""

from gateway.presenters.legal_text import changes, sections


def test_headings_begin_sections() -> None:
    first, second = sections("# A\neins\n\nzwei\n# B\ndrei\n")

    assert (first.heading, first.paragraphs) == ("A", ("eins", "zwei"))
    assert (second.heading, second.paragraphs) == ("B", ("drei",))


def test_text_without_a_heading_is_still_there() -> None:
    assert [part.paragraphs for part in sections("eins\nzwei")] == [("eins", "zwei")]


def test_what_is_gone_and_what_is_new() -> None:
    found = changes("# A\neins\nzwei\n", "# A\neins\ndrei\n")

    assert [(one.kind, one.line) for one in found] == [
        ("same", "A"),
        ("same", "eins"),
        ("gone", "zwei"),
        ("new", "drei"),
    ]
