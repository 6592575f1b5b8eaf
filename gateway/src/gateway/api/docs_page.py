"""The API on one page, readable without scripts and without anybody else's server."""

from collections.abc import Iterator
from html import escape
from typing import Any

from gateway.api.merged_openapi import Document

_METHODS = ("get", "post", "put", "patch", "delete")


def render(document: Document) -> str:
    sections = "".join(_section(tag, entries) for tag, entries in _by_tag(document))
    info = document["info"]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>API · {escape(info['title'])}</title>"
        '<link rel="stylesheet" href="/api/docs.css"></head><body><main>'
        f"<h1>{escape(info['title'])}: API</h1><p>{escape(info['description'])}</p>"
        '<p>Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a></p>'
        f"{sections}</main></body></html>"
    )


def _by_tag(document: Document) -> list[tuple[str, list[tuple[str, str, Document]]]]:
    found: dict[str, list[tuple[str, str, Document]]] = {}
    for path, operations in sorted(document["paths"].items()):
        for method in _METHODS:
            if method in operations:
                tag = (operations[method].get("tags") or [_second(path)])[0]
                found.setdefault(tag, []).append((method, path, operations[method]))
    return sorted(found.items())


def _second(path: str) -> str:
    parts = [part for part in path.split("/") if part not in {"", "api", "v1"}]
    return parts[0] if parts else "other"


def _section(tag: str, entries: list[tuple[str, str, Document]]) -> str:
    operations = "".join(_operation(*entry) for entry in entries)
    return f"<section><h2>{escape(tag)}</h2>{operations}</section>"


def _operation(method: str, path: str, operation: Document) -> str:
    summary = escape(operation.get("summary", ""))
    description = escape(operation.get("description", ""))
    return (
        f'<details><summary><code class="{method}">{method.upper()}</code> '
        f"<code>{escape(path)}</code> <span>{summary}</span></summary>"
        f"<p>{description}</p>{_parameters(operation)}{_body(operation)}{_answers(operation)}"
        "</details>"
    )


def _parameters(operation: Document) -> str:
    rows = "".join(
        f"<tr><th scope=row><code>{escape(p['name'])}</code></th><td>{escape(p['in'])}</td>"
        f"<td>{'required' if p.get('required') else ''}</td>"
        f"<td>{escape(_type(p.get('schema', {})))}</td></tr>"
        for p in operation.get("parameters", [])
        if p.get("in") != "header" or p["name"].lower() == "idempotency-key"
    )
    return f"<h3>Parameters</h3><table>{rows}</table>" if rows else ""


def _body(operation: Document) -> str:
    kinds = ", ".join(
        f"{escape(kind)}: <code>{escape(_type(content.get('schema', {})))}</code>"
        for kind, content in operation.get("requestBody", {}).get("content", {}).items()
    )
    return f"<h3>Body</h3><p>{kinds}</p>" if kinds else ""


def _answers(operation: Document) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(status)}</th><td>{escape(answer.get('description', ''))}</td>"
        f"<td>{', '.join(_answer_types(answer))}</td></tr>"
        for status, answer in operation.get("responses", {}).items()
    )
    return f"<h3>Answers</h3><table>{rows}</table>"


def _answer_types(answer: Document) -> Iterator[str]:
    for content in answer.get("content", {}).values():
        yield f"<code>{escape(_type(content.get('schema', {})))}</code>"


def _type(schema: Any) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
