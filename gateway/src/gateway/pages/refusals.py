"""Refusals: the pages' own, and the services' in the reader's words."""

from marketkit.errors import DomainError
from starlette.requests import Request

from gateway.clients import UpstreamProblem
from gateway.pages import catalogue
from gateway.pages.context import context


class PageProblem(Exception):  # noqa: N818 - it becomes a page, not a crash
    """A page's own refusal, with an HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def words(request: Request, refusal: UpstreamProblem, *, by_field: bool = False) -> str:
    """What a refusal means: our words for its code, else the service's own.

    `by_field` prefers what is said about single fields, for places that show no form.
    """
    errors = refusal.problem.get("errors")
    if by_field and isinstance(errors, list) and errors:
        return " ".join(str(error.get("message", "")) for error in errors)
    return _said(request, refusal.code, str(refusal.problem.get("detail") or ""))


def domain_words(request: Request, refusal: DomainError) -> str:
    """The same for a refusal of our own gateway."""
    return _said(request, refusal.code, refusal.message)


def _said(request: Request, code: str, fallback: str) -> str:
    language = context(request).language
    key = f"problem.{code}"
    return str(catalogue.text(language, key)) if catalogue.has(key, language) else fallback
