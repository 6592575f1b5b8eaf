"""The operator's pages: is everything up, what was mailed, what got stuck."""

from gateway.pages.operations import dead_letters, mailbox, overview, reviews, words

ROUTES = [
    *overview.ROUTES,
    *mailbox.ROUTES,
    *dead_letters.ROUTES,
    *reviews.ROUTES,
    *words.ROUTES,
]
