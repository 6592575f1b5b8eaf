"""Working off orders beyond the plain verbs: at the counter, for the buyer, for the operator."""

from gateway.pages.working import change, goodwill, reply, silence

ROUTES = [*change.ROUTES, *reply.ROUTES, *silence.ROUTES, *goodwill.ROUTES]
