from django.apps import AppConfig


class WalletsConfig(AppConfig):
    name = "apps.wallets"
    label = "wallets"
    verbose_name = "Wallets"

    def ready(self) -> None:
        """Adds the app's part to the data export, in whichever process makes one."""
        from apps.wallets import exports  # noqa: F401
