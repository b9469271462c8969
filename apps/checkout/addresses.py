"""The address of the page on which a charge is paid."""

from django.conf import settings
from django.urls import reverse

from apps.merchants.models import Charge


def own_origin() -> str:
    """How people's browsers reach us, where no request says it: a webhook has none. No slash at the end."""
    return str(settings.PUBLIC_URL).rstrip("/")


def page_of(charge: Charge, origin: str) -> str:
    """Where it is paid. Whoever has the address may look at it and pay it."""
    return origin + reverse("charge-page", args=[charge.code])
