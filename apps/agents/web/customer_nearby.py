"""Finding an agent by the name of a place. Nothing asks where somebody is, and nothing of what is typed is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.agents import rates, selectors
from apps.agents.hours import DAYS
from apps.agents.selectors import Found
from apps.agents.web.customer_forms import PlaceForm
from apps.core import ratelimit

_SHOWN = 30


class NearbyView(WalletView):
    """The agents of a place, with their opening hours."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = PlaceForm(request.GET if request.GET.get("q") else None)
        found: list[Found] = []
        is_asked = form.is_valid()
        if is_asked:
            ratelimit.spend(rates.LOOKS_NEARBY, str(self.me.id), now=self.now)
            found = selectors.list_in_place(
                form.cleaned_data["q"], open_now=form.cleaned_data["open_now"], limit=_SHOWN, at=self.now
            )
        context = {
            "form": form,
            "is_asked": is_asked,
            "outlets": [{"row": one, "hours": week_of(one)} for one in found],
            "is_cut_off": len(found) == _SHOWN,
            "towns": [] if is_asked else selectors.list_towns(),
        }
        return self.render("agents/customer_nearby.html", context, status=400 if form.errors else 200)


def week_of(outlet: Found) -> list[tuple[str, str]]:
    """The days of the week with their hours, in words; nothing when it is always open."""
    hours: Any = outlet.opening_hours
    if not hours:
        return []
    days = []
    for number, code in enumerate(DAYS):
        spans = [_("%(since)s to %(until)s") % {"since": since, "until": until} for since, until in hours.get(code, ())]
        days.append((str(WEEKDAYS[number]), ", ".join(spans) or _("Closed")))
    return days
