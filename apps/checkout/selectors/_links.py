from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.checkout.asking_errors import LinkNotFound
from apps.checkout.models import LinkUse, PaymentLink
from apps.merchants.models import ChargeState, MerchantStatus

_TOKEN_LENGTH = 22


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A link, and how often it was paid."""

    link: PaymentLink
    paid: int

    @property
    def id(self) -> UUID:
        return self.link.id


def _with_paid(rows: QuerySet[PaymentLink]) -> QuerySet[PaymentLink]:
    paid = Count("taken", filter=Q(taken__charge__state=ChargeState.PAID))
    return rows.annotate(paid_count=paid)


def list_links(
    merchant_id: UUID, *, is_live: bool, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[LinkFacts]:
    """The merchant's links, the newest first; of `after`, the nearest first."""
    rows = PaymentLink.objects.filter(merchant_id=merchant_id, is_live=is_live)
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    found = _with_paid(rows).order_by("id" if after else "-id")[:limit]
    return [LinkFacts(row, row.paid_count) for row in found]  # type: ignore[attr-defined]


def get_link(*, merchant_id: UUID, link_id: UUID) -> LinkFacts:
    """One of the merchant's links. Raises LinkNotFound, also for somebody else's."""
    row = _with_paid(PaymentLink.objects.filter(pk=link_id, merchant_id=merchant_id)).first()
    if row is None:
        raise LinkNotFound
    return LinkFacts(row, row.paid_count)  # type: ignore[attr-defined]


def find_link(token: str) -> PaymentLink | None:
    """The link an address names, with its merchant."""
    # What a token could not be is not looked up.
    if len(token) != _TOKEN_LENGTH or not token.isascii() or not token.isprintable():
        return None
    return PaymentLink.objects.select_related("merchant").filter(token=token).first()


def is_open(link: PaymentLink, now: datetime) -> bool:
    """Whether somebody could pay at it now."""
    used_up = link.max_uses is not None and link.uses >= link.max_uses
    expired = link.expires_at is not None and link.expires_at <= now
    trades = link.merchant.status == MerchantStatus.ACTIVE or not link.is_live
    return link.is_active and not expired and not used_up and trades


def find_link_of(charge_id: UUID) -> PaymentLink | None:
    """The link at which a charge was made."""
    use = LinkUse.objects.select_related("link").filter(pk=charge_id).first()
    return use.link if use else None
