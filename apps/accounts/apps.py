from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Says what takes two operators here, and has what people do counted."""
        from apps.accounts import chains, procedures, rollups  # noqa: F401

        procedures.register()
