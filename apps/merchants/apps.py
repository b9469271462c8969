from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "apps.merchants"
    label = "merchants"
    verbose_name = "Merchants"

    def ready(self) -> None:
        """Keeps book of what businesses take, for the payments below, and adds the app's part to the data export."""
        from apps.merchants import exports  # noqa: F401
        from apps.merchants.services import TakingsBook
        from apps.transactions import takings

        takings.keep(TakingsBook())
