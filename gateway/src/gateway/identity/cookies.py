"""The session cookie, in and out."""

from dataclasses import dataclass

from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """`__Host-` binds the cookie to this host, path `/` and https (RFC 6265bis § 4.1.3.2)."""

    name: str
    secure: bool

    def put(self, response: Response, key: str) -> None:
        response.set_cookie(
            self.name, key, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def remove(self, response: Response) -> None:
        response.delete_cookie(
            self.name, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def find(self, header: bytes) -> str | None:
        """The key in a raw `Cookie` header; None when there is none, or more than one."""
        prefix = self.name.encode() + b"="
        parts = [part.strip() for part in header.split(b";")]
        found = [part[len(prefix) :] for part in parts if part.startswith(prefix)]
        if len(found) != 1 or not found[0].replace(b"-", b"").replace(b"_", b"").isalnum():
            return None
        return found[0].decode("ascii")
