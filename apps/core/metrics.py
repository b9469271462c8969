"""Prometheus metrics. With PROMETHEUS_MULTIPROC_DIR set, all processes of a machine are added up."""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

REQUESTS = Counter("gopay_requests", "Answered requests", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "gopay_request_seconds", "Time to answer", ["route"], buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
)
PAYMENTS = Counter("gopay_payments", "Payments by outcome", ["kind", "state", "failure_code"])
RISK_FAILURES = Counter("gopay_risk_failures", "Payments decided by policy: the rules failed", ["kind", "policy"])
EVENTS_PUBLISHED = Counter("gopay_events_published", "Events handed to the broker", ["topic"])
DELIVERIES = Counter("gopay_notification_deliveries", "Sends by outcome", ["channel", "outcome"])
GATEWAY_REQUESTS = Counter("gopay_gateway_requests", "Requests to outside rails", ["gateway", "outcome"])
GATEWAY_SECONDS = Histogram(
    "gopay_gateway_request_seconds",
    "Time until a rail has answered, or has not",
    ["gateway"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
GATEWAY_CALLBACKS = Counter("gopay_gateway_callbacks", "Callbacks by what became of them", ["gateway", "outcome"])
GATEWAY_BREAKER = Gauge(
    "gopay_gateway_breaker_open", "1 while nothing is sent to a rail", ["gateway"], multiprocess_mode="mostrecent"
)
COVERAGE_GAP = Gauge(
    "gopay_coverage_gap", "By how much the banks do not cover the e-money", ["currency"], multiprocess_mode="mostrecent"
)
WEBHOOKS = Counter("gopay_webhooks", "Attempts at webhooks by what became of them", ["outcome"])
OUTBOX_UNPUBLISHED = Gauge("gopay_outbox_unpublished", "Events waiting for the broker", multiprocess_mode="mostrecent")
OUTBOX_LAG = Gauge("gopay_outbox_lag_seconds", "Age of the oldest waiting event", multiprocess_mode="mostrecent")


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    REQUESTS.labels(method, route, str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(REGISTRY)
