from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "apps.merchants"
    label = "merchants"
    verbose_name = "Merchants"

    def ready(self) -> None:
        """Keeps book of what businesses take for the payments below, says whom they owe, adds to the data export, and
        reads what is scanned."""
        from apps.core.web.shell import register_part
        from apps.merchants import exports, procedures  # noqa: F401
        from apps.merchants.selectors import is_owed_to, those_who_work_for_merchants
        from apps.merchants.services import TakingsBook
        from apps.merchants.web.scanning import read
        from apps.notifications import audiences
        from apps.transactions import takings
        from apps.transactions.web import scanning
        from apps.wallets import claims

        procedures.register()
        takings.keep(TakingsBook())
        claims.register("merchants", is_owed_to)
        audiences.register("MERCHANTS", those_who_work_for_merchants)
        register_part("is_at_till", lambda person_id: bool(those_who_work_for_merchants([person_id])))
        scanning.register(read)
