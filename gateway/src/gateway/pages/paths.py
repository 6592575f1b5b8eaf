"""What path parameters may look like; imported before any route with one is made."""

from starlette.convertors import Convertor, register_url_convertor


class _Word(Convertor[str]):
    """A path segment of harmless letters, so that nothing else reaches a service's path."""

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Slug(_Word):
    regex = "[a-z0-9-]+"


class _Key(_Word):
    regex = "[a-z0-9_-]+"


class _Code(_Word):
    regex = "[A-Za-z0-9_-]+"


for _name, _convertor in (("slug", _Slug()), ("key", _Key()), ("code", _Code())):
    register_url_convertor(_name, _convertor)
