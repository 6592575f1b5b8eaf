"""Feeds hold what people typed, and can be read whatever that was."""

from xml.etree import ElementTree as ET

from gateway.presenters.atom import Entry, feed

ATOM = "{http://www.w3.org/2005/Atom}"
TRICKY = 'Brot]]> <b>&amp; "frisch" \ufffe\uffff\x0b</entry>'
READ = 'Brot]]> <b>&amp; "frisch" </entry>'


def test_no_text_breaks_the_feed() -> None:
    when = "2026-11-20T09:00:00Z"
    entry = Entry("id", "https://markt.example/x", TRICKY, TRICKY, TRICKY, when, when)

    told = ET.fromstring(feed("https://markt.example/feed.xml", "/", TRICKY, "de", [entry]))

    assert [found.text for found in told.iter(f"{ATOM}title")] == [READ, READ]
    assert told.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == READ
