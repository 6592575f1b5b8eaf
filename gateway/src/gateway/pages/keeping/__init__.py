"""What is handed to authorities and advisers, and how long anything is kept."""

from gateway.pages.keeping import exports, retention

ROUTES = [*exports.ROUTES, *retention.ROUTES]
