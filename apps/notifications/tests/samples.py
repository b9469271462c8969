"""The samples stand beside the templates' code (apps/notifications/samples.py): operators' previews show them too."""

from apps.notifications.samples import OCCURRED_AT, SAMPLES, payment

__all__ = ["OCCURRED_AT", "SAMPLES", "payment"]
