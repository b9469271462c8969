"""The admin site every app registers with: `django.contrib.admin.site`, in Unfold's dress."""

from django.contrib.admin.apps import AdminConfig
from unfold.sites import UnfoldAdminSite


class GoPayAdminConfig(AdminConfig):
    default_site = "apps.operations.admin_site.GoPayAdminSite"


class GoPayAdminSite(UnfoldAdminSite):
    """The operators' site."""

    site_header = "GoPay operations"
    site_title = "GoPay"
    index_title = "Operations"
