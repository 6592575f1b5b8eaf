"""What is handed to authorities and advisers: a shop's, and the operator's."""

from gateway.pages.keeping import exports

ROUTES = [*exports.ROUTES]
