"""What a shop says about itself: in steps, with its legal texts, holidays and its photo."""

from gateway.pages.profile import closures, guided, own_texts, photo, public_texts

ROUTES = [
    *guided.ROUTES,
    *photo.ROUTES,
    *closures.ROUTES,
    *own_texts.ROUTES,
    *public_texts.ROUTES,
]
