"""Structured logs: one JSON object a line, without local variables (they hold PINs and codes)."""

import logging
import logging.config
import sys
from typing import Any

import structlog

from apps.core import request_facts
from apps.core.card_numbers import find_card_number, mask_card_numbers, mask_in

# A caller's mistake must not put a secret into a log, so these keys never carry their value (OWASP ASVS 16.2.5).
_SECRET_KEYS = frozenset({"password", "pin", "otp", "code", "token", "access", "refresh", "authorization", "secret"})


def _mask_secrets(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    for key in event.keys() & _SECRET_KEYS:
        event[key] = "***"
    return event


def _mask_card_numbers(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """No door lets a card's number in; a provider's words, or somebody's accident, may still hold one."""
    for key, value in event.items():
        if key.startswith("_"):
            # structlog's own, taken out before the line is written.
            continue
        if isinstance(value, str | int | dict | list | tuple):
            event[key] = mask_in(value)
        elif value is not None and find_card_number(text := str(value)):
            event[key] = mask_card_numbers(text)
    return event


def _add_request_id(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    if "request_id" not in event and (request_id := request_facts.current().request_id):
        event["request_id"] = request_id
    return event


_SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    _add_request_id,
    _mask_secrets,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    # The traceback as text: its frames' values stay out.
    structlog.processors.format_exc_info,
    _mask_card_numbers,
]


def configure(config: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG hook: everything goes to standard error as JSON."""
    # Where a line cannot be written, logging would print it as it was given, before anything in it was masked.
    logging.raiseExceptions = False
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.JSONRenderer(),
                    ],
                    "foreign_pre_chain": _SHARED,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": config.get("level", "INFO")},
            "loggers": {
                # The request line says what these two would say a second time.
                "django.request": {"level": "ERROR"},
                "django.server": {"level": "ERROR"},
                # At DEBUG it writes whole contexts of templates, and with them what people typed.
                "django.template": {"level": "INFO"},
                "celery": {"level": "WARNING"},
                "httpx2": {"level": "WARNING"},
            },
        }
    )
