"""The first page: what GoPay is, for those who do not know it; for those who are signed in, their wallet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.accounts.web.base import PageView


class LandingView(PageView):
    """Welcome, and where to go from here."""

    is_listed = True

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.me:
            return self.go("wallet-home")
        return self.render("core/home.html", {"docs_are_public": settings.DOCS_ARE_PUBLIC})
