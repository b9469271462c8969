"""Prometheus metrics. With PROMETHEUS_MULTIPROC_DIR set, all processes of a machine are added up."""

import os
from collections.abc import Iterator

from django.utils.module_loading import import_string
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

REQUESTS = Counter("gopay_requests", "Answered requests", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "gopay_request_seconds", "Time to answer", ["route"], buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
)
PAYMENTS = Counter("gopay_payments", "Payments by outcome", ["kind", "state", "failure_code"])
RISK_FAILURES = Counter("gopay_risk_failures", "Payments decided by policy: the rules failed", ["kind", "policy"])
EVENTS_PUBLISHED = Counter("gopay_events_published", "Events handed to the broker", ["topic"])
DELIVERIES = Counter("gopay_notification_deliveries", "Sends by outcome", ["channel", "outcome"])
TEXTS_PASSED_OVER = Counter(
    "gopay_notification_texts_passed_over", "Messages an operator's text did not fit, sent by file", ["template", "way"]
)
GATEWAY_REQUESTS = Counter("gopay_gateway_requests", "Requests to outside rails", ["gateway", "outcome"])
GATEWAY_SECONDS = Histogram(
    "gopay_gateway_request_seconds",
    "Time until a rail has answered, or has not",
    ["gateway"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
GATEWAY_CALLBACKS = Counter("gopay_gateway_callbacks", "Callbacks by what became of them", ["gateway", "outcome"])
CSP_REPORTS = Counter("gopay_csp_reports", "What browsers kept out of our pages", ["directive"])
WEBHOOKS = Counter("gopay_webhooks", "Attempts at webhooks by what became of them", ["outcome"])

# What is read when somebody asks, from the database and the broker, so that it is the same in whichever process.
_sources: list[str] = []


class _State(Collector):
    """What the sources say at this moment."""

    def collect(self) -> Iterator[Metric]:
        for path in _sources:
            yield from import_string(path)()

    def describe(self) -> list[Metric]:
        """Nothing is asked for the sake of being registered."""
        return []


def add_source(path: str) -> None:
    """Has /metrics show what a function yields as prometheus_client's families; it may not raise."""
    if path not in _sources:
        _sources.append(path)


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, route, str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    state = CollectorRegistry()
    state.register(_State())
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry) + generate_latest(state)
