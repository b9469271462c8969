"""The switchboard: settings, URLs, the WSGI and Celery entry points. No business rules live here."""

from gopay.celery import app as celery_app

__all__ = ["celery_app"]
