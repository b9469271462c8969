from django.apps import AppConfig


class BillersConfig(AppConfig):
    name = "apps.billers"
    label = "billers"
    verbose_name = "Billers"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.billers import exports, recharge_exports  # noqa: F401
