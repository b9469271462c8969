"""The catalogue, which everybody reads and almost nobody changes: one cached copy, narrowed in memory."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.billers.errors import BillerNotFound
from apps.billers.models import Biller, Category, Commission, Product
from apps.core import caching

CATALOGUE_KEY = "billers:catalogue"


@dataclass(frozen=True, slots=True)
class ProductView:
    """A package one may buy."""

    id: UUID
    code: str
    name: str
    amount: Decimal
    description: str


@dataclass(frozen=True, slots=True)
class BillerView:
    """A biller as people see it, and as it is paid."""

    id: UUID
    code: str
    name: str
    category: str
    provider_code: str
    bound_to: str
    account_label: str
    account_pattern: str
    account_help: str
    currency: str
    country: str
    is_prepaid: bool
    allows_partial: bool
    minimum: Decimal
    maximum: Decimal
    settled_by: str
    colour: str
    initials: str
    products: tuple[ProductView, ...]


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A shelf of the catalogue."""

    code: str
    name: str
    icon: str
    billers: int


@dataclass(frozen=True, slots=True)
class _Catalogue:
    categories: tuple[CategoryView, ...]
    billers: tuple[BillerView, ...]


def payable_code(biller_code: str) -> str:
    """The ledger account of what we owe a biller that is settled directly."""
    return f"biller:{biller_code}:payable"


def _read_catalogue() -> _Catalogue:
    products: dict[UUID, list[ProductView]] = {}
    for row in Product.objects.filter(is_active=True).order_by("position", "code"):
        view = ProductView(row.id, row.code, row.name, row.amount, row.description)
        products.setdefault(row.biller_id, []).append(view)
    rows = Biller.objects.filter(is_active=True).order_by("category__position", "category_id", "name", "code")
    billers = tuple(
        BillerView(
            id=row.id,
            code=row.code,
            name=row.name,
            category=row.category_id,
            provider_code=row.provider_code,
            bound_to=row.bound_to,
            account_label=row.account_label,
            account_pattern=row.account_pattern,
            account_help=row.account_help,
            currency=row.currency,
            country=row.country,
            is_prepaid=row.is_prepaid,
            allows_partial=row.allows_partial,
            minimum=row.minimum,
            maximum=row.maximum,
            settled_by=row.settled_by,
            colour=row.colour,
            initials=row.initials,
            products=tuple(products.get(row.id, ())),
        )
        for row in rows
    )
    counts = {code: sum(view.category == code for view in billers) for code in {view.category for view in billers}}
    categories = tuple(
        CategoryView(row.code, row.name, row.icon, counts[row.code])
        for row in Category.objects.order_by("position", "code")
        if row.code in counts
    )
    return _Catalogue(categories, billers)


def _catalogue() -> _Catalogue:
    return caching.remember(CATALOGUE_KEY, _read_catalogue)


def list_categories() -> tuple[CategoryView, ...]:
    """The shelves that have something on them, in their order."""
    return _catalogue().categories


def list_billers(*, category: str = "", text: str = "", country: str = "") -> list[BillerView]:
    """The billers one may pay, in the order of the shelves and their names.

    `text` is part of the name. Those without a country are everywhere.
    """
    wanted = text.casefold()
    return [
        view
        for view in _catalogue().billers
        if category in ("", view.category)
        and (not country or view.country in ("", country))
        and wanted in view.name.casefold()
    ]


def get_biller_view(code: str) -> BillerView:
    """The biller with this code, if it may be paid. Raises BillerNotFound."""
    for view in _catalogue().billers:
        if view.code == code:
            return view
    raise BillerNotFound


def get_biller(biller_id: UUID) -> Biller:
    """A biller, active or not. Raises BillerNotFound."""
    row = Biller.objects.filter(pk=biller_id).first()
    if row is None:
        raise BillerNotFound
    return row


def commission_at(commissions: list[Commission], at: datetime) -> Commission | None:
    """The row in force at a moment, of a biller's rows by descending `active_from`; None: it gives us nothing."""
    return next((row for row in commissions if row.active_from <= at), None)
