"""Who came, and how far they got in showing who they are."""

from django.http import HttpRequest

from apps.accounts.rollups import JOINED, LOGGED_IN
from apps.kyc.models import Submission, SubmissionState
from apps.operations.dashboard._parts import (
    GREEN,
    Chart,
    Group,
    Series,
    Tile,
    change_of,
    chart_data,
    chart_options,
    counted,
    list_of,
    percent,
    percent_text,
)
from apps.operations.dashboard._range import Range
from apps.operations.selectors import COUNTED
from apps.reports.figures import Figures, get_figures

_FUNNEL = (
    ("New people", JOINED),
    ("Began an identity check", "kyc.begun"),
    ("Handed it in", "kyc.submitted"),
    ("Were approved", "kyc.approved"),
)


def people(request: HttpRequest, span: Range) -> Group:
    """One statement over roll-ups, and one that counts the queue."""
    sees_people = request.user.has_perm("accounts.view_user")
    sees_checks = request.user.has_perm("kyc.view_submission")
    if not (sees_people or sees_checks):
        return Group("People")
    shown, compared, previous = get_figures("activity", span.shown, span.compared, span.previous)
    tiles = []
    if sees_people:
        tiles = [
            Tile(
                title,
                f"{shown.of(kinds=[action]).count:,}",
                detail,
                address,
                change=change_of(compared.of(kinds=[action]).count, previous.of(kinds=[action]).count, span),
            )
            for title, action, detail, address in (
                ("New people", JOINED, "Joined", list_of("accounts_user", **span.link)),
                ("Log-ins", LOGGED_IN, "On phones and in browsers", ""),
            )
        ]
    if sees_checks:
        tiles.append(_waiting())
    return Group("People", tiles, charts=[_funnel(shown, previous, span)] if sees_checks else [])


def _waiting() -> Tile:
    queue = Submission.objects.filter(state=SubmissionState.IN_REVIEW)
    count = queue.values("pk")[: COUNTED + 1].count()
    oldest = queue.order_by("submitted_at").values_list("submitted_at", flat=True).first() if count else None
    return Tile(
        "Identity checks to review",
        counted(count),
        f"The oldest was handed in on {oldest:%d %b}" if oldest else "Nobody waits",
        list_of("kyc_submission"),
    )


def _funnel(shown: Figures, previous: Figures, span: Range) -> Chart:
    """Of the steps of these days, whoever took them: somebody may have joined before."""
    counts = [shown.of(kinds=[action]).count for _, action in _FUNNEL]
    earlier = [previous.of(kinds=[action]).count for _, action in _FUNNEL]
    rejected = shown.of(kinds=["kyc.rejected"]).count
    labels = [label for label, _ in _FUNNEL]
    decided = counts[-1] + rejected
    return Chart(
        title="Identity checks",
        summary=f"{percent_text(percent(counts[-1], decided))} of {decided:,} decided were approved."
        if decided
        else "None was decided in this time.",
        headers=("step", "people", f"on {span.previous_title}"),
        rows=[
            (label, f"{count:,}", f"{before:,}") for label, count, before in zip(labels, counts, earlier, strict=True)
        ]
        + [("Were rejected", f"{rejected:,}", f"{previous.of(kinds=['kyc.rejected']).count:,}")],
        data=chart_data(
            [*labels, "Were rejected"], [Series("People", GREEN, [*counts, rejected], {"maxBarThickness": 22})]
        ),
        options=chart_options(sideways=True),
    )
