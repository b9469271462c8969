"""What the catalogue's part of the API takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.billers.selectors import BillerView, CategoryView
from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.money import decimal_string


class BillerQuerySerializer(StrictSerializer):
    """Filters of the list."""

    category = TextField(max_length=32, required=False, help_text="The code of a category.")
    q = TextField(max_length=60, required=False, help_text="Part of the name.")
    country = serializers.RegexField(
        r"^[A-Z]{2}$", required=False, help_text="ISO 3166-1, two letters; those that are everywhere come too."
    )


class CategorySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    icon = serializers.CharField(help_text="Its name in Material Symbols.")
    billers = serializers.IntegerField(help_text="How many there are.")


class CategoryListSerializer(serializers.Serializer[Any]):
    results = CategorySerializer(many=True)


class ProductSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    amount = serializers.CharField(help_text="In the biller's currency.")
    description = serializers.CharField()


class BillerSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField(help_text="The code of its category.")
    account_label = serializers.CharField(help_text="What it calls a customer's number.")
    account_pattern = serializers.CharField(help_text="What such a number looks like, as a regular expression.")
    account_help = serializers.CharField(help_text="Where a customer finds it.")
    currency = serializers.CharField()
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1; null: everywhere.")
    is_prepaid = serializers.BooleanField(help_text="What is paid buys units; nothing is owed.")
    allows_partial = serializers.BooleanField(help_text="Whether less than what is due may be paid.")
    minimum = serializers.CharField(help_text="The least a payment may be; a look-up may say more exactly.")
    maximum = serializers.CharField()
    colour = serializers.CharField(help_text="Of its logo, #rrggbb.")
    initials = serializers.CharField()
    products = ProductSerializer(many=True, help_text="Fixed packages one may buy.")


class BillerListSerializer(serializers.Serializer[Any]):
    results = BillerSerializer(many=True)


def category_answer(view: CategoryView) -> dict[str, Any]:
    return {"code": view.code, "name": view.name, "icon": view.icon, "billers": view.billers}


def biller_answer(view: BillerView) -> dict[str, Any]:
    return {
        "code": view.code,
        "name": view.name,
        "category": view.category,
        "account_label": view.account_label,
        "account_pattern": f"^{view.account_pattern}$",
        "account_help": view.account_help,
        "currency": view.currency,
        "country": view.country or None,
        "is_prepaid": view.is_prepaid,
        "allows_partial": view.allows_partial,
        "minimum": decimal_string(view.minimum, view.currency),
        "maximum": decimal_string(view.maximum, view.currency),
        "colour": view.colour,
        "initials": view.initials,
        "products": [
            {
                "code": product.code,
                "name": product.name,
                "amount": decimal_string(product.amount, view.currency),
                "description": product.description,
            }
            for product in view.products
        ],
    }
