"""How the providers do: whether they answer, and how long it takes them."""

from collections.abc import Sequence

from apps.core.admin_base import NOTHING, Section, badge, link
from apps.gateways.models import Gateway
from apps.gateways.rollups import ANSWERED, FAILED
from apps.operations.dashboard._parts import (
    Group,
    Tile,
    change_of,
    list_of,
    percent,
    percent_text,
    points_changed,
)
from apps.operations.dashboard._range import Range
from apps.reports.figures import Figures, get_figures

_ASKED = [ANSWERED, FAILED]


def rails(span: Range) -> Group:
    """Two statements: roll-ups, and the few gateways there are."""
    shown, compared, previous = (
        figures.of(outcomes=_ASKED) for figures in get_figures("gateways", span.shown, span.compared, span.previous)
    )
    gateways = list(Gateway.objects.order_by("code"))
    return Group(
        "Providers",
        _tiles(span, gateways, shown, compared, previous),
        sections=[_each(gateways, shown, previous, span)],
    )


def _answered(figures: Figures) -> object:
    return percent(figures.of(outcomes=[ANSWERED]).count, figures.count)


def _tiles(
    span: Range, gateways: Sequence[Gateway], shown: Figures, compared: Figures, previous: Figures
) -> list[Tile]:
    silent = [gateway for gateway in gateways if gateway.is_active and gateway.opened_at]
    rates = [percent(each.of(outcomes=[ANSWERED]).count, each.count) for each in (shown, compared, previous)]
    return [
        Tile(
            "Providers",
            f"{len(silent)} silent" if silent else "All answer",
            ", ".join(str(gateway) for gateway in silent) + ": nothing is sent to them"
            if silent
            else f"{sum(gateway.is_active for gateway in gateways)} are in use",
            list_of("gateways_gateway"),
            "bad" if silent else "good",
        ),
        Tile(
            "Answered",
            percent_text(rates[0]),
            f"Of {shown.count:,} requests",
            list_of("gateways_message", direction="OUT", **span.link),
            change=points_changed(rates[1], rates[2], span),
        ),
        Tile(
            "Time to answer",
            f"{shown.milliseconds:,} ms",
            f"On average; the slowest took {shown.slowest:,} ms" if shown.count else "Nobody was asked",
            list_of("gateways_message", direction="OUT", **span.link),
            change=change_of(compared.milliseconds, previous.milliseconds, span),
        ),
    ]


def _each(gateways: Sequence[Gateway], shown: Figures, previous: Figures, span: Range) -> Section:
    rows = []
    for gateway in gateways:
        figures, before = shown.of(kinds=[gateway.code]), previous.of(kinds=[gateway.code])
        rows.append(
            (
                link("gateways_gateway", gateway.code, str(gateway)),
                _state(gateway),
                f"{figures.count:,}",
                percent_text(percent(figures.of(outcomes=[ANSWERED]).count, figures.count))
                if figures.count
                else NOTHING,
                f"{figures.milliseconds:,} ms" if figures.count else NOTHING,
                f"{figures.slowest:,} ms" if figures.count else NOTHING,
                f"{before.milliseconds:,} ms" if before.count else NOTHING,
            )
        )
    return Section(
        title="Each provider",
        headers=(
            "provider",
            "state",
            "requests",
            "answered",
            "average",
            "slowest",
            f"on {span.previous_title}",
        ),
        rows=rows,
        empty="No provider is set up.",
    )


def _state(gateway: Gateway) -> str:
    if not gateway.is_active:
        return badge("Off")
    return badge("Silent", "danger") if gateway.opened_at else badge("In use", "success")
