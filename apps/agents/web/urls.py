"""Cash at agents, and the agent's desk."""

from apps.agents.web import customer_urls, desk_urls

urlpatterns = [*customer_urls.urlpatterns, *desk_urls.urlpatterns]
