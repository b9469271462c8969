"""Puts the dashboard together, of what this operator may look into."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import resolve

from apps.core import clock
from apps.operations.dashboard._holdings import holdings
from apps.operations.dashboard._parts import Group, Tile, duration
from apps.operations.dashboard._payments import newest_payments, payments
from apps.operations.dashboard._people import people
from apps.operations.dashboard._rails import rails
from apps.operations.dashboard._range import PRESETS, Range, RangeForm
from apps.operations.dashboard._work import work
from apps.reports.figures import get_freshness


def add_numbers(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """For Unfold's DASHBOARD_CALLBACK. Shows only what this operator may look into."""
    now = clock.now()
    sees = request.user.has_perm
    # What came without a value was not filled in.
    form = RangeForm({name: value for name, value in request.GET.items() if value}, now=now, auto_id="dashboard_%s")
    span = form.read()
    groups = [payments(span)] if sees("transactions.view_transaction") else []
    groups += [people(request, span), holdings(request, span)]
    groups += [rails(span)] if sees("gateways.view_gateway") else []
    groups.append(work(request, now))
    groups = [_followable(request, group) for group in groups if not group.is_empty]
    fresh = get_freshness()
    return {
        **context,
        "groups": groups,
        "sections": [newest_payments()] if sees("transactions.view_transaction") else [],
        "span": span,
        "range_form": form,
        "presets": _presets(form, span),
        "fresh": fresh,
        "is_behind": fresh.is_behind(now),
        "behind_by": duration((now - fresh.as_of).total_seconds()) if fresh.as_of else "",
        "as_of": now,
    }


def _followable(request: HttpRequest, group: Group) -> Group:
    """The same without links to lists this operator may not see."""

    def seen(tile: Tile) -> Tile:
        if not tile.address:
            return tile
        # Every list and row of the admin is called app_model_changelist or app_model_change.
        app, model, _ = (resolve(urlsplit(tile.address).path).url_name or "__").split("_")
        return tile if request.user.has_perm(f"{app}.view_{model}") else replace(tile, address="")

    return replace(group, tiles=[seen(tile) for tile in group.tiles])


def _presets(form: RangeForm, span: Range) -> list[tuple[str, str, bool]]:
    """Address, caption, and whether it is the one that is shown."""
    currency = {"currency": span.currency} if form.has_currencies else {}
    return [
        (
            f"?{urlencode({RangeForm.RANGE: name, **currency})}",
            "Today" if days == 1 else f"{days} days",
            span.name == name,
        )
        for name, days in PRESETS.items()
    ]
