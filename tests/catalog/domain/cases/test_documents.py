"""What a paper is, told by its bytes."""

import pytest
from catalog.domain.cases.documents import (
    MOST_BYTES,
    DocumentTooLargeError,
    UnknownDocumentError,
    is_document_file,
    is_pdf,
)

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_a_pdf_is_known_by_head_and_end() -> None:
    assert is_pdf(PDF)
    assert is_pdf(b"%PDF-2.0 \n%%EOF")


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBPVP8 "])
def test_what_looks_like_a_picture_goes_to_its_decoder(head: bytes) -> None:
    assert is_pdf(head + b"whatever") is False


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"<html>\n" + PDF,
        b"GIF89a" + PDF,
        b"PK\x03\x04" + PDF,
        b" " + PDF,
        b"%PDF-9.9\n%%EOF",
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"x" * 4000,
        b"RIFF0000WAVE",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnknownDocumentError):
        is_pdf(content)


def test_too_much_is_too_much() -> None:
    with pytest.raises(DocumentTooLargeError):
        is_pdf(PDF + b"\n" * MOST_BYTES)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a.pdf", f"{'0' * 32}.html", ""])
def test_only_names_of_ours_become_paths(name: str) -> None:
    assert not is_document_file(name)
    assert is_document_file(f"{'0a' * 16}.pdf")
