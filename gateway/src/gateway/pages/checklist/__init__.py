"""What a business shows and who looks at it: the shop's proofs, the operator's list and queue."""

from gateway.pages.checklist import definitions, proofs, queue

ROUTES = [*proofs.ROUTES, *queue.ROUTES, *definitions.ROUTES]
