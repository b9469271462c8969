from django.apps import AppConfig


class KycConfig(AppConfig):
    name = "apps.kyc"
    label = "kyc"
    verbose_name = "Identity checks"

    def ready(self) -> None:
        """Adds the app's part to the data export, and answers whether a person knows their document's number."""
        from apps.accounts import facts
        from apps.kyc import exports, selectors  # noqa: F401

        facts.answer_with(selectors.knows_number)
