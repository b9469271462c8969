"""Pages of the operators' site that are no list and no form of one model.

A page is a row here: where it is, the view that shows it, who may see it, and where the sidebar has it. Whoever lacks
the permission gets 403, and the sidebar leaves it out.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string
from django.views.generic import View


@dataclass(frozen=True, slots=True)
class Page:
    """`path` begins below /admin/, `view` is the dotted name of a SitePage, `permission` is `app.codename`.

    `group` names the sidebar's group it is listed in; without one it is reached from other pages.
    """

    path: str
    name: str
    view: str
    permission: str
    title: str
    icon: str = "article"
    group: str = ""


PAGES: list[Page] = []


class SitePage(View):
    """A page in the site's dress. `page` is its row of PAGES."""

    template_name = ""
    page: Page = Page("", "", "", "", "")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.page.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, request: HttpRequest, **context: Any) -> HttpResponse:
        """The template with the site's own context; `title` is the page's unless another one is given."""
        request.current_app = admin.site.name  # type: ignore[attr-defined]
        everything = {**admin.site.each_context(request), "title": self.page.title, **context}
        return TemplateResponse(request, self.template_name, everything)


def view_of(page: Page, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the page answers."""
    view: type[SitePage] = import_string(page.view)
    answer: HttpResponseBase = view.as_view(page=page)(request, *args, **kwargs)
    return answer
