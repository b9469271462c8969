"""What the wallets' routes read and write."""

from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import CurrencyField, MsisdnField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.wallets.selectors import WalletView


class VerifySerializer(StrictSerializer):
    """The number that registers and the code it was sent."""

    msisdn = MsisdnField()
    code = TextField(min_length=6, max_length=6)


class OpenWalletSerializer(StrictSerializer):
    """In which currency somebody wants a wallet."""

    currency = CurrencyField()


class WalletSerializer(serializers.Serializer[Any]):
    """A wallet as its holder sees it (for the schema; `wallet_answer` writes it)."""

    id = serializers.UUIDField()
    currency = serializers.CharField(help_text="ISO 4217")
    available = serializers.CharField(help_text="What can be spent, as a decimal string.")
    held = serializers.CharField(help_text="What is put aside for payments under way, as a decimal string.")
    status = serializers.ChoiceField(["ACTIVE", "FROZEN", "CLOSED"])


class WalletListSerializer(serializers.Serializer[Any]):
    """All of a person's wallets: there are at most as many as currencies, so there are no pages."""

    results = WalletSerializer(many=True)


def wallet_answer(wallet: WalletView) -> dict[str, str]:
    return {
        "id": str(wallet.id),
        "currency": wallet.currency,
        "available": decimal_string(wallet.available.amount, wallet.currency),
        "held": decimal_string(wallet.held.amount, wallet.currency),
        "status": wallet.status,
    }
