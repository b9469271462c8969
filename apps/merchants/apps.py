from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "apps.merchants"
    label = "merchants"
    verbose_name = "Merchants"

    def ready(self) -> None:
        """Keeps book of what businesses take for the payments below, says whom they owe, adds to the data export."""
        from apps.merchants import exports, procedures  # noqa: F401
        from apps.merchants.selectors import is_owed_to, those_who_work_for_merchants
        from apps.merchants.services import TakingsBook
        from apps.notifications import audiences
        from apps.transactions import takings
        from apps.wallets import claims

        procedures.register()
        takings.keep(TakingsBook())
        claims.register("merchants", is_owed_to)
        audiences.register("MERCHANTS", those_who_work_for_merchants)
