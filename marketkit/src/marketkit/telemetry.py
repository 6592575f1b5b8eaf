"""Logs, metrics and traces: structured, cheap, and silent about secrets."""

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog
from opentelemetry import context, propagate, trace
from prometheus_client import Counter, Histogram
from structlog.processors import ExceptionRenderer
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

from marketkit.settings import ServiceSettings

RELAYED = Counter("market_outbox_relayed_total", "Outbox rows confirmed by the bus.", ["source"])
CONSUMED = Counter("market_messages_consumed_total", "Messages handled.", ["queue", "type"])
REQUESTS = Histogram(
    "market_http_request_seconds",
    "Time to answer.",
    ["service", "method", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)

_SECRET_KEYS = frozenset(
    {"password", "token", "secret", "authorization", "cookie", "set-cookie", "api_key", "key"}
)
_tracer = trace.get_tracer("market")


def configure(settings: ServiceSettings, service: str) -> None:
    """Set up logging, and tracing when a collector is named."""
    level = getattr(logging, settings.log_level.upper())
    logging.basicConfig(level=level, format="%(message)s")
    structlog.configure(
        processors=line_writers(settings.environment),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    if settings.otlp_endpoint:
        _export_traces(str(settings.otlp_endpoint), service)


def line_writers(environment: str) -> list[Processor]:
    """What makes a log line of an event: JSON in production, words for a person elsewhere."""
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide_secrets,
    ]
    if environment == "production":
        # Tracebacks as data are for the machine that reads JSON; the console cannot write them.
        machine: list[Processor] = [
            # Without what the variables held: passwords and addresses have passed through them.
            ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ]
        return [*common, *machine]
    plain = structlog.dev.plain_traceback
    return [*common, structlog.dev.ConsoleRenderer(exception_formatter=plain)]


def current_traceparent() -> str | None:
    """The W3C trace context of the work at hand, to travel with an event."""
    if not trace.get_current_span().get_span_context().is_valid:
        return None
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def continue_trace(traceparent: str | None, name: str) -> Iterator[None]:
    """Run the block as a span of the trace that `traceparent` names."""
    if traceparent is None:
        with _tracer.start_as_current_span(name):
            yield
        return
    token = context.attach(propagate.extract({"traceparent": traceparent}))
    try:
        with _tracer.start_as_current_span(name):
            yield
    finally:
        context.detach(token)


def _export_traces(endpoint: str, service: str) -> None:
    # Imported here: the exporter is slow to load and most installations run without it.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)


def _hide_secrets(
    _logger: Any, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key in entry:
        if key.lower() in _SECRET_KEYS:
            entry[key] = "…"
    return entry
