from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "apps.merchants"
    label = "merchants"
    verbose_name = "Merchants"

    def ready(self) -> None:
        """Keeps book of what businesses take, for the payments below."""
        from apps.merchants.services import TakingsBook
        from apps.transactions import takings

        takings.keep(TakingsBook())
