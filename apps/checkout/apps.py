from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "apps.checkout"
    label = "checkout"
    verbose_name = "Online payments"

    def ready(self) -> None:
        """Adds the app's part to the data export."""
        from apps.checkout import exports  # noqa: F401
