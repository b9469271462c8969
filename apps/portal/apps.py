from django.apps import AppConfig

# Which page is about what people are told of; the name of its route, which takes the subject's id.
PAGES = {
    "transaction": "wallet-payment",
    "payment_request": "wallet-request",
    "schedule": "wallet-schedule",
    "dispute": "wallet-dispute",
    "kyc_submission": "wallet-identity-draft",
    "saved_bill": "wallet-saved-bill",
    "auto_recharge": "wallet-recharge-automatic-one",
    "cash_out_request": "wallet-cash-approval",
    "merchant": "merchant-portal",
    "agent": "agent-office-home",
}


class PortalConfig(AppConfig):
    name = "apps.portal"
    label = "portal"
    verbose_name = "Web wallet"

    def ready(self) -> None:
        """Says to which pages messages lead: those of the apps that are told about know nothing of messages."""
        from apps.notifications import links

        for subject_kind, route in PAGES.items():
            links.register_page(subject_kind, route)
