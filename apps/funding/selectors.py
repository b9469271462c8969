"""Reads of sources and automatic top-ups."""

from uuid import UUID

from apps.funding.errors import FundingSourceNotFound
from apps.funding.models import AutoTopUp, FundingSource, SourceState, TopUpState


def get_source(*, person_id: UUID, source_id: UUID) -> FundingSource:
    """One of the person's sources, whatever has become of it. Raises FundingSourceNotFound, also for others'."""
    row = FundingSource.objects.filter(pk=source_id, person_id=person_id).first()
    if row is None:
        raise FundingSourceNotFound
    return row


def get_active_source(*, person_id: UUID, source_id: UUID) -> FundingSource:
    """One of the person's sources that is linked. Raises FundingSourceNotFound, also for others'."""
    row = get_source(person_id=person_id, source_id=source_id)
    if row.state != SourceState.ACTIVE:
        raise FundingSourceNotFound
    return row


def list_sources(
    person_id: UUID,
    *,
    with_removed: bool = False,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[FundingSource]:
    """The person's sources, the newest first: those older than `before`. Their tokens are not read.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = FundingSource.objects.filter(person_id=person_id).defer("token", "token_index")
    if not with_removed:
        rows = rows.exclude(state=SourceState.REMOVED)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_auto_top_ups(person_id: UUID, *, with_off: bool = False) -> list[AutoTopUp]:
    """The person's automatic top-ups, one for each currency at most, with their sources."""
    rows = AutoTopUp.objects.filter(person_id=person_id).select_related("source")
    if not with_off:
        rows = rows.exclude(state=TopUpState.OFF)
    return list(rows.defer("source__token", "source__token_index").order_by("currency"))
