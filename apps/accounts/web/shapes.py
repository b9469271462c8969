"""Two shapes of pages that come again and again: a list that goes on, and a button that does one thing."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from apps.accounts.web.base import WalletView
from apps.core.web.lists import list_page


class ListView(WalletView):
    """What somebody has of one kind, the newest first. The template finds it as `page`."""

    template_name: ClassVar[str]
    tab = "me"

    def rows(self, before: UUID | None, after: UUID | None, limit: int) -> Sequence[Any]:
        """So many of them, as apps.core.web.lists.list_page asks for them."""
        raise NotImplementedError

    def row(self, one: Any) -> Any:
        """One of them as the template shows it."""
        return one

    def beside(self) -> dict[str, Any]:
        """What the template is given beside the list."""
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        page = list_page(request, self.rows, self.row)
        return self.render(self.template_name, {"page": page, **self.beside()})


class ButtonView(WalletView):
    """A button that does one thing, and leads to a page that says so."""

    http_method_names = ["post"]
    tab = "me"
    said: ClassVar[str | Promise]
    # The route of the page that says it.
    leads_to: ClassVar[str]

    def press(self, *args: Any, **kwargs: Any) -> None:
        """Has one service do it, with what stands in the address. Raises DomainError."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.press(*args, **kwargs)
        return self.done(str(self.said), self.leads_to)
