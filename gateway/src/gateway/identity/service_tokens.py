"""Tokens that tell the services on whose behalf the gateway asks."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from marketkit.auth import GUEST, Principal, StaticKeys, TokenSigner, TokenVerifier

from gateway.identity.remembered import Remembered

# Half the 60 seconds a token lives: what is handed out always has time left to be used.
KEEP_SECONDS = 30.0


class ServiceTokens:
    """Signing costs as much as a small request, so a person's token serves for half its life."""

    def __init__(
        self, signers: Sequence[TokenSigner], *, now: Callable[[], float] = monotonic
    ) -> None:
        self._signers = tuple(signers)
        self._minted: Remembered[Principal, str] = Remembered(KEEP_SECONDS, now=now)

    def token_for(self, principal: Principal) -> str:
        known = self._minted.get(principal)
        return known or self._minted.put(principal, self._signers[0].mint(principal))

    def guest_token(self) -> str:
        """One for all guests: it says nothing about anybody."""
        return self.token_for(GUEST)

    def jwks(self) -> dict[str, Any]:
        return {"keys": [signer.jwk() for signer in self._signers]}

    def verifier(self) -> TokenVerifier:
        return TokenVerifier(StaticKeys(*self.jwks()["keys"]))
