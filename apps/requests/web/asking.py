"""Asking one or several people for money, and splitting a bill.

First who and how much; then a page that names everybody as they are registered, masked, and what each is to pay; and
that is what is asked for. Its draft's id is the idempotency key, so the same form posted twice asks once.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.telling import told
from apps.requests import selectors, services
from apps.requests.errors import AskedOneself, AskedTwice
from apps.requests.models import PaymentRequest, RequestGroup
from apps.requests.splitting import Share, split_equally
from apps.requests.web.forms import AskForm, SharesForm, SplitForm
from apps.requests.web.wording import shown
from apps.transactions import people
from apps.transactions import services as payments
from apps.transactions.errors import NobodyToPay
from apps.wallets.selectors import list_open_currencies

PURPOSE = "ask"
_KNOWN = 12


class AskView(WalletView):
    """Who is asked, and for how much each."""

    tab = "requests"
    form_class: ClassVar[type[AskForm]] = AskForm
    template_name: ClassVar[str] = "requests/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        given = {name: request.GET.get(name, "")[:254] for name in ("amount", "currency", "note")}
        initial = {"to_0": request.GET.get("to", "")[:254], **{name: text for name, text in given.items() if text}}
        return self._show(self._form(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if "more" in request.POST:
            # Another line, and nothing of what is typed so far is wrong yet.
            return self._show(self._form(initial=_typed(request.POST), lines=len(form.lines)))
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            asked = self._people(form)
            content = self.content(form, asked)
            if content["how"] == "equally":
                split_equally(form.money, [one["id"] for one in asked], with_me=content["with_me"])
        except (NobodyToPay, AskedOneself, AskedTwice):
            # Said at the line it is about.
            return self._show(form, status=422)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        return self.go("wallet-request-review", draft.id)

    def content(self, form: AskForm, asked: list[dict[str, str]]) -> dict[str, Any]:
        """What the draft holds."""
        return {
            "people": asked,
            "amount": decimal_string(form.money.amount, form.money.currency),
            "currency": form.money.currency,
            "note": form.cleaned_data["note"],
            "how": "each",
            "with_me": False,
        }

    def _people(self, form: AskForm) -> list[dict[str, str]]:
        """Those who are asked, by the names they may be shown by. Raises DomainError, at the line it is about."""
        found = [{"id": one, "name": form.known[one]} for one in form.cleaned_data["person"]]
        for name, text in form.named():
            try:
                payee = payments.resolve_payee(person_id=self.me.id, to=text, at=self.now)
                if payee.person_id == self.me.id:
                    raise AskedOneself
                if any(one["id"] == str(payee.person_id) for one in found):
                    raise AskedTwice
            except (NobodyToPay, AskedOneself, AskedTwice) as error:
                form.add_error(name, forms.ValidationError(told(error), code=error.code))
                raise
            found.append({"id": str(payee.person_id), "name": payee.name})
        return found

    def _form(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None, lines: int = 0) -> AskForm:
        recent = people.list_recent_people(self.me.id, limit=_KNOWN)
        known = {one.id: one for one in [*recent, *people.list_trusted_people(self.me.id, limit=_KNOWN)]}
        return self.form_class(
            data,
            known=list(known.values())[:_KNOWN],
            currencies=list_open_currencies(self.me.id),
            initial=initial,
            lines=lines,
        )

    def _show(self, form: AskForm, *, status: int = 200) -> HttpResponse:
        return self.render(self.template_name, {"form": form}, status=status)


class SplitView(AskView):
    """Who shares a bill."""

    form_class = SplitForm
    template_name = "requests/split_new.html"

    def content(self, form: AskForm, asked: list[dict[str, str]]) -> dict[str, Any]:
        chosen = {"how": form.cleaned_data["how"], "with_me": form.cleaned_data["with_me"]}
        return {**super().content(form, asked), **chosen}


class AskReviewView(WalletView):
    """Everybody by name, and what each is to pay. To post here is to ask."""

    tab = "requests"

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if group := selectors.find_group(requester_id=self.me.id, key=draft.key):
            return self._arrived(group)
        return self._show(draft, _shares_form(draft))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if group := selectors.find_group(requester_id=self.me.id, key=draft.key):
            return self._arrived(group)
        form = _shares_form(draft, request.POST)
        if not form.is_valid():
            return self._show(draft, form, status=400)
        try:
            shares, own_share = _shares(draft, form)
            asked = services.ask_for_money(
                requester_id=self.me.id,
                shares=shares,
                own_share=own_share,
                note=draft.content["note"],
                key=draft.key,
                digest=_digest(draft, shares),
                at=self.now,
            )
        except _NotTheSum as error:
            form.add_error(None, forms.ValidationError(str(error), code="not_the_sum"))
            return self._show(draft, form, status=400)
        except DomainError as error:
            form.refuse(error)
            return self._show(draft, form, status=STATUS[error.category])
        return self._arrived(asked.group, asked.requests)

    def _arrived(self, group: RequestGroup, rows: Sequence[PaymentRequest] = ()) -> HttpResponse:
        rows = rows or selectors.get_group(requester_id=self.me.id, group_id=group.id)[1]
        if len(rows) == 1:
            return self.done(_("We have asked them."), "wallet-request", rows[0].id)
        return self.done(_("We have asked them."), "wallet-split", group.id)

    def _draft(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=PURPOSE, draft_id=draft_id, now=self.now)

    def _show(self, draft: Draft, form: SharesForm, *, status: int = 200) -> HttpResponse:
        content = draft.content
        shares, own_share = ([], None) if content["how"] == "amounts" else _shares(draft, form)
        rows = [(person["name"], share.amount) for person, share in zip(content["people"], shares, strict=False)]
        context = {
            "draft": draft,
            "form": form,
            "rows": rows,
            "own_share": own_share,
            "is_by_amounts": content["how"] == "amounts",
            "is_split": content["how"] != "each",
            "amount": Money.parse(content["amount"], content["currency"]),
            "days": settings.REQUEST_DAYS,
        }
        return self.render("requests/review.html", context, status=status)


class SplitProgressView(WalletView):
    """What several were asked for at one time, and who has paid."""

    tab = "requests"

    def get(self, request: HttpRequest, group_id: UUID) -> HttpResponse:
        group, rows = selectors.get_group(requester_id=self.me.id, group_id=group_id)
        paid = sum(
            (row.amount for row in rows if row.state == PaymentRequest.State.PAID), Money.zero(group.currency).amount
        )
        context = {
            "group": group,
            "rows": [shown(row, viewer_id=self.me.id) for row in rows],
            "paid": paid,
            "count": len(rows),
            "paid_count": sum(1 for row in rows if row.state == PaymentRequest.State.PAID),
        }
        return self.render("requests/split.html", context)


class _NotTheSum(ValueError):
    """The shares do not add up to the bill."""


def _typed(data: Any) -> dict[str, Any]:
    """What was typed so far."""
    given = {name: values if name == "person" else values[-1] for name, values in data.lists()}
    return {"with_me": False, **given}


def _shares_form(draft: Draft, *given: Any) -> SharesForm:
    """The amounts, where they are typed; else a form without fields."""
    people_asked = draft.content["people"] if draft.content["how"] == "amounts" else []
    return SharesForm(*given, people=people_asked, currency=draft.content["currency"])


def _shares(draft: Draft, form: SharesForm) -> tuple[list[Share], Money | None]:
    """What each one is asked for, and what the asker bears. Raises TooSmallToSplit, _NotTheSum."""
    content = draft.content
    amount = Money.parse(content["amount"], content["currency"])
    to = [one["id"] for one in content["people"]]
    if content["how"] == "each":
        return [Share(one, amount) for one in to], None
    if content["how"] == "equally":
        return split_equally(amount, to, with_me=content["with_me"])
    shares = [Share(one, Money(typed, amount.currency)) for one, typed in zip(to, form.shares, strict=True)]
    left = amount.amount - sum(share.amount.amount for share in shares)
    if content["with_me"] and left > 0:
        return shares, Money(left, amount.currency)
    if content["with_me"] or left:
        raise _NotTheSum(_("The shares do not add up to the bill."))
    return shares, None


def _digest(draft: Draft, shares: Sequence[Share]) -> bytes:
    asked = [[share.to, str(share.amount.amount)] for share in shares]
    canonical = json.dumps([PURPOSE, draft.content, asked], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()
