"""Being known better: details, a document, pictures, and what has become of them.

It is one page, whose parts are forms of their own: what is missing is asked for first, what is there can be changed
until it is handed in.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.web.base import WalletView
from apps.core import files
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.web.forms import WebForm
from apps.kyc import rules, selectors, services
from apps.kyc.errors import DocumentNotFound
from apps.kyc.models import DocumentKind, DocumentType, SubmissionState, TargetTier
from apps.kyc.reasons import words_for
from apps.kyc.selectors import SubmissionView
from apps.kyc.web.forms import DOCUMENT_TYPES, PICTURES, AboutMeForm, DocumentForm, PaperForm

_TIERS = {
    "TIER_0": gettext_lazy("Number verified"),
    "TIER_1": gettext_lazy("Details given"),
    "TIER_2": gettext_lazy("Documents reviewed"),
}
_STATES = {
    SubmissionState.DRAFT: (gettext_lazy("Not handed in yet"), ""),
    SubmissionState.SUBMITTED: (gettext_lazy("Being checked"), "wait"),
    SubmissionState.IN_REVIEW: (gettext_lazy("In review"), "wait"),
    SubmissionState.APPROVED: (gettext_lazy("Approved"), "good"),
    SubmissionState.REJECTED: (gettext_lazy("Not approved"), "bad"),
    SubmissionState.EXPIRED: (gettext_lazy("Expired"), "bad"),
}
# What a draft misses, in the order in which it is asked for.
_MISSING = {
    "name": gettext_lazy("Full name"),
    "birth_date": gettext_lazy("Date of birth"),
    "address": gettext_lazy("Address"),
    "document_type": gettext_lazy("Kind of document"),
    "document_country": gettext_lazy("Country of the document"),
    "id_number": gettext_lazy("Number of the document"),
    "document_expiry_date": gettext_lazy("Good until"),
    **{f"documents/{kind}": label for kind, label in PICTURES.items()},
}


class IdentityView(WalletView):
    """How well one is known, and what comes next. POST begins, or goes on with what is begun."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        standing = selectors.get_standing(self.me.id)
        if standing.newest and standing.newest.submission.state == SubmissionState.DRAFT:
            return self.go("wallet-identity-draft", standing.newest.submission.id)
        newest = _shown(standing.newest) if standing.newest else None
        is_open = standing.newest is not None and standing.newest.submission.state in (
            SubmissionState.SUBMITTED,
            SubmissionState.IN_REVIEW,
        )
        context = {
            "tier": _TIERS[standing.tier],
            "newest": newest,
            "next": [] if is_open else _next_levels(standing.tier),
        }
        return self.render("kyc/identity.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = str(request.POST.get("target_tier", ""))
        target = TargetTier(wanted) if wanted in TargetTier.values else TargetTier.TIER_1
        draft, _is_new = services.open_submission(person_id=self.me.id, target_tier=target.value, now=self.now)
        if draft.state != SubmissionState.DRAFT:
            return self.go("wallet-identity")
        return self.go("wallet-identity-draft", draft.id)


class DraftView(WalletView):
    """What is asked for, with what is there already. Its forms are posted to the views below."""

    tab = "me"

    def get(self, request: HttpRequest, submission_id: UUID) -> HttpResponse:
        return self.show_draft(submission_id)

    def show_draft(self, submission_id: UUID, *, status: int = 200, **refused: WebForm) -> HttpResponse:
        """The page; `refused` are forms that were not taken, by the part of the page they stand in."""
        submission = selectors.get_submission(person_id=self.me.id, submission_id=submission_id)
        if submission.state != SubmissionState.DRAFT:
            return self.go("wallet-identity")
        view = selectors.view_of(submission)
        has_documents = submission.target_tier == TargetTier.TIER_2
        context = {
            "draft": submission,
            "about_form": refused.get("about") or AboutMeForm(initial=_details(view)),
            "document_form": (refused.get("document") or DocumentForm(initial=_details(view)))
            if has_documents
            else None,
            "number": _masked(view.details.id_number),
            "papers": _papers(view, refused) if has_documents and submission.document_type else [],
            "missing": [_MISSING[name] for name in view.missing if name in _MISSING],
        }
        return self.render("kyc/draft.html", context, status=status)


class _PartView(DraftView):
    """One form of the page."""

    http_method_names = ["post"]
    part = ""
    form_class: Any = None

    def post(self, request: HttpRequest, submission_id: UUID) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show_draft(submission_id, status=400, **{self.part: form})
        try:
            services.update_draft(
                person_id=self.me.id, submission_id=submission_id, changes=form.changes(), now=self.now
            )
        except DomainError as error:
            if error.category == "not_found":
                raise
            form.refuse(error)
            return self.show_draft(submission_id, status=STATUS[error.category], **{self.part: form})
        messages.success(request, _("Saved."))
        return self.go("wallet-identity-draft", submission_id)


class AboutView(_PartView):
    """Name, date of birth, address."""

    part = "about"
    form_class = AboutMeForm


class DocumentView(_PartView):
    """Which document."""

    part = "document"
    form_class = DocumentForm


class PaperView(DraftView):
    """One picture: GET is the picture as it is kept, POST puts one in its place."""

    def get(self, request: HttpRequest, submission_id: UUID, kind: str = "") -> HttpResponse:
        document = selectors.get_document(person_id=self.me.id, submission_id=submission_id, kind=_kind_of(kind))
        return private_file_response(files.read(document.file_key), document.content_type, f"{kind}.jpg")

    def post(self, request: HttpRequest, submission_id: UUID, kind: str = "") -> HttpResponse:
        wanted = _kind_of(kind)
        selectors.get_draft(person_id=self.me.id, submission_id=submission_id)
        form = PaperForm(request.POST, request.FILES, kind=kind)
        if not form.is_valid():
            return self.show_draft(submission_id, status=400, **{kind: form})
        try:
            services.put_document(
                person_id=self.me.id,
                submission_id=submission_id,
                kind=wanted,
                content=form.cleaned_data["picture"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self.show_draft(submission_id, status=STATUS[error.category], **{kind: form})
        return self.go("wallet-identity-draft", submission_id)


class SubmitView(DraftView):
    """Hands the draft in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, submission_id: UUID) -> HttpResponse:
        services.submit(person_id=self.me.id, submission_id=submission_id, now=self.now)
        messages.success(request, _("Handed in. We tell you as soon as it was looked at."))
        return self.go("wallet-identity")


def _kind_of(text: str) -> DocumentKind:
    if text not in PICTURES:
        raise DocumentNotFound
    return DocumentKind(text.upper())


def _next_levels(tier: str) -> list[str]:
    return [target.value for target in TargetTier if target.value > tier]


def _details(view: SubmissionView) -> dict[str, Any]:
    """What stands in the forms. The document's number is not put back into a page."""
    row, details = view.submission, view.details
    return {
        "name": details.name or "",
        "birth_date": details.birth_date,
        "address": details.address or "",
        "document_type": row.document_type,
        "document_country": row.document_country,
        "document_expiry_date": row.document_expiry_date,
    }


def _masked(number: str | None) -> str:
    return "" if number is None else "•" * (len(number) - 3) + number[-3:]


def _papers(view: SubmissionView, refused: dict[str, WebForm]) -> list[dict[str, Any]]:
    there = {document.kind: document for document in view.documents}
    return [
        {
            "kind": kind.value.lower(),
            "label": PICTURES[kind.value.lower()],
            "document": there.get(kind.value),
            "form": refused.get(kind.value.lower()) or PaperForm(kind=kind.value.lower()),
        }
        for kind in rules.kinds_needed(view.submission)
    ]


def _shown(view: SubmissionView) -> dict[str, Any]:
    row = view.submission
    state, tone = _STATES[SubmissionState(row.state)]
    return {
        "state": state,
        "tone": tone,
        "level": _TIERS[row.target_tier],
        "document": DOCUMENT_TYPES[DocumentType(row.document_type)] if row.document_type else "",
        "submitted_at": row.submitted_at,
        "decided_at": row.decided_at,
        "valid_until": row.valid_until,
        "reasons": [_(text) for text in words_for(row.reasons)],
        "note": row.note if row.state == SubmissionState.REJECTED else "",
    }
