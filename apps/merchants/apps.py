from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "apps.merchants"
    label = "merchants"
    verbose_name = "Merchants"

    def ready(self) -> None:
        """Keeps book of what businesses take for the payments below, says whom they owe, adds to the data export."""
        from apps.merchants import exports  # noqa: F401
        from apps.merchants.selectors import is_owed_to
        from apps.merchants.services import TakingsBook
        from apps.transactions import takings
        from apps.wallets import claims

        takings.keep(TakingsBook())
        claims.register("merchants", is_owed_to)
