from django.apps import AppConfig


class BillersConfig(AppConfig):
    name = "apps.billers"
    label = "billers"
    verbose_name = "Billers"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one, and says what takes two operators."""
        from apps.billers import exports, procedures, recharge_exports  # noqa: F401

        procedures.register()
