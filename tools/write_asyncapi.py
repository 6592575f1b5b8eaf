"""Describes every event in docs/asyncapi.yaml (AsyncAPI 3), straight from marketkit.contracts."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from marketkit.contracts import Event, event_types

from tools.generated import ROOT, write_or_check

TARGET = ROOT / "docs" / "asyncapi.yaml"
EXAMPLES = ROOT / "tests" / "contracts" / "examples"
EXCHANGE = "market.events"
SCHEMAS = "#/components/schemas/"


def document() -> dict[str, Any]:
    events = dict(sorted(event_types().items()))
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Events of the Digitaler Regionalmarkt",
            "version": "1",
            "description": (
                "CloudEvents 1.0 in binary mode: attributes as headers, JSON as the body. "
                "Delivery is at least once and in no promised order; `version` grows with each "
                "change of the aggregate: consumers take newer states and ignore older ones."
            ),
        },
        "defaultContentType": "application/json",
        "channels": {name: channel(name) for name in events},
        "operations": {name: sending(name) for name in events},
        "components": {
            "messages": {name: message(event) for name, event in events.items()},
            "schemas": schemas(events),
        },
    }


def channel(name: str) -> dict[str, Any]:
    return {
        "address": name,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": EXCHANGE, "type": "topic", "durable": True},
            }
        },
    }


def sending(name: str) -> dict[str, Any]:
    publisher = name.split(".", 1)[0]
    return {
        "action": "send",
        "title": f"{publisher} tells",
        "channel": {"$ref": f"#/channels/{name}"},
        "tags": [{"name": publisher}],
    }


def message(event: type[Event]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": event.type,
        "title": event.__name__,
        "summary": " ".join((event.__doc__ or "").split()),
        "headers": {
            "type": "object",
            "properties": {
                "ce-specversion": {"const": "1.0"},
                "ce-id": {"type": "string", "format": "uuid"},
                "ce-type": {"const": event.type},
                "ce-source": {"type": "string"},
                "ce-subject": {"type": "string", "description": f"`{event.key}`"},
                "ce-time": {"type": "string", "format": "date-time"},
                "ce-aggregateversion": {"type": "integer"},
                "ce-traceparent": {"type": "string"},
            },
        },
        "payload": {"$ref": SCHEMAS + event.__name__},
    }
    stored = EXAMPLES / f"{event.type}.json"
    if stored.exists():
        described["examples"] = [{"payload": json.loads(stored.read_text())}]
    return described


def schemas(events: dict[str, type[Event]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for event in events.values():
        schema = event.model_json_schema(ref_template=SCHEMAS + "{model}")
        found |= schema.pop("$defs", {})
        found[event.__name__] = schema
    return dict(sorted(found.items()))


def main() -> int:
    text = yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=100)
    return write_or_check({Path(TARGET): text})


if __name__ == "__main__":
    sys.exit(main())
