"""What the lists of takings ask for row by row (`{% load merchant_lines %}`)."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django import template
from django.urls import reverse

from apps.merchants.models import Taking

register = template.Library()


@register.simple_tag
def named(names: Mapping[UUID, str], identity: UUID | None) -> str:
    """The name of a thing by its id; nothing when it has none."""
    return names.get(identity, "") if identity else ""


@register.filter
def negated(amount: Decimal) -> Decimal:
    """What goes away is written with its minus."""
    return -amount


@register.simple_tag
def line_address(row: Taking, till_id: UUID | str = "") -> str:
    """The page of a line's sale, for the till or for the portal: a refund stands on the page of what it gives back."""
    sale = row.sale_id or row.transaction_id
    if till_id:
        return reverse("till-sale", args=[till_id, sale])
    return reverse("merchant-portal-sale", args=[row.merchant_id, sale])
