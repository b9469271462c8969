"""The catalogue of the demo: billers the sandbox provider knows."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from apps.billers.models import Biller, Commission, Product
from apps.billers.services._catalogue import add_commission, save_biller, save_category, save_product

_CATEGORIES = (
    ("electricity", "Electricity", "bolt"),
    ("water", "Water", "water_drop"),
    ("tv", "Television", "tv"),
    ("school", "School fees", "school"),
)
_COMMON = {
    "currency": "USD",
    "country": "",
    "account_pattern": "[0-9]{6,12}",
    "minimum": Decimal("1.00"),
    "maximum": Decimal("5000.00"),
}
# code, fields, percent of the commission, its flat part
_BILLERS: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    (
        "power-prepaid",
        {
            "name": "Mwanga Power, prepaid",
            "category_id": "electricity",
            "account_label": "Meter number",
            "account_help": "On the meter, above the keys.",
            "is_prepaid": True,
            "colour": "#b45309",
            "initials": "MP",
        },
        "1.5",
        "0",
    ),
    (
        "power-post",
        {
            "name": "Mwanga Power, monthly bill",
            "category_id": "electricity",
            "account_label": "Account number",
            "account_help": "At the top right of the bill.",
            "allows_partial": True,
            "settled_by": "DIRECT",
            "automatic_up_to": Decimal("500.00"),
            "colour": "#b45309",
            "initials": "MP",
        },
        "1",
        "0.10",
    ),
    (
        "water",
        {
            "name": "Maji Water Works",
            "category_id": "water",
            "account_label": "Customer number",
            "account_help": "On the bill, below the name.",
            "settled_by": "DIRECT",
            "settlement_period": "WEEKLY",
            "colour": "#0369a1",
            "initials": "MW",
        },
        "0",
        "0.25",
    ),
    (
        "tv",
        {
            "name": "Nyota TV",
            "category_id": "tv",
            "account_label": "Smart card number",
            "account_help": "On the card in the decoder.",
            "colour": "#7c3aed",
            "initials": "NT",
        },
        "2",
        "0",
    ),
    (
        "school",
        {
            "name": "Hekima School",
            "category_id": "school",
            "account_label": "Pupil number",
            "account_help": "On the letter of admission.",
            "allows_partial": True,
            "colour": "#15803d",
            "initials": "HS",
        },
        "0",
        "0.50",
    ),
)
_PRODUCTS = (
    ("basic", "Basic", "9.90", "40 channels"),
    ("family", "Family", "19.90", "95 channels, five for children"),
    ("sport", "Sport", "34.90", "All channels, all matches"),
)


def seed_catalogue(*, now: datetime) -> int:
    """Makes the billers of the demo, once; returns how many were new. What an operator has changed since stays."""
    for position, (code, name, icon) in enumerate(_CATEGORIES, start=1):
        save_category(code=code, name=name, icon=icon, position=position * 10)
    made = 0
    for code, fields, percent, flat in _BILLERS:
        biller = Biller.objects.filter(code=code).first()
        if biller is None:
            biller = save_biller(fields={**_COMMON, "code": code, "provider_code": code, **fields}, now=now)
            made += 1
        if not Commission.objects.filter(biller=biller).exists():
            add_commission(biller_id=biller.id, percent=Decimal(percent), flat=Decimal(flat), active_from=now)
        if code == "tv" and not Product.objects.filter(biller=biller).exists():
            for place, (package, name, amount, description) in enumerate(_PRODUCTS, start=1):
                facts = {"code": package, "name": name, "amount": Decimal(amount), "description": description}
                save_product(biller_id=biller.id, fields={**facts, "position": place * 10})
    return made
