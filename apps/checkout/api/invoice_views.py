"""The API of invoices: writing and sending them for a merchant, seeing and paying them as a customer."""

from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import problems
from apps.checkout import invoice_pdf, selectors, services
from apps.checkout.api import invoice_shapes as shapes
from apps.checkout.models import Invoice
from apps.core import clock
from apps.core.api.idempotency import read_key
from apps.core.api.negotiation import FormatNegotiation
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import private_file_response
from apps.core.typesetting import CONTENT_TYPE
from apps.merchants.selectors import Power, require_role
from apps.transactions.api.serializers import TransactionSerializer
from apps.transactions.api.views import IDEMPOTENCY_KEY, outcome_answer

INVOICES = ["Invoices"]
_NO_MERCHANT = (404, "There is no such merchant.")
_ROLE = (403, "Your role at this merchant does not allow this.")
_NO_INVOICE = (404, "There is no such invoice.")
_CONFLICT = (409, "The invoice is in another state by now.")
_NOT_TRADING = (409, "This merchant is not active: it was not approved yet, or is suspended or closed.")
_NOBODY = (422, "Nobody can be paid under this.")


def _asking(request: Request, merchant_id: UUID) -> UUID:
    """Who asks, if they may: whoever may not is told so whatever they have sent."""
    person_id = principal_of(request).id
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    return person_id


def _pdf(invoice: Invoice) -> HttpResponseBase:
    now = clock.now()
    name = f"gopay-{invoice.label.lower()}.pdf"
    return private_file_response(invoice_pdf.render(invoice, now=now), CONTENT_TYPE, name)


class InvoiceListView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="list_invoices_of_merchant",
        summary="What the merchant has written, newest first",
        parameters=[shapes.InvoiceQuerySerializer],
        responses={
            200: shapes.InvoicePageSerializer,
            **problems(400, 401, merchant_not_found=_NO_MERCHANT, merchant_role_required=_ROLE),
        },
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        _asking(request, merchant_id)
        query = shapes.InvoiceQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        state, now = query.validated_data.get("state"), clock.now()

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Invoice]:
            return selectors.list_invoices(merchant_id, state=state, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.invoice_answer(row, now=now))

    @extend_schema(
        tags=INVOICES,
        operation_id="draft_invoice",
        summary="Write an invoice",
        description="It is a draft until it is sent. What it comes to is computed from its lines. A person here is "
        "named by `to`; who is no member gets an e-mail with the address of the page on which it is paid.",
        request=shapes.DraftSerializer,
        responses={
            201: shapes.InvoiceSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                payee_not_found=_NOBODY,
                currency_mismatch=(422, "The merchant takes payments in another currency."),
            ),
        },
        examples=[
            OpenApiExample(
                "to a person here",
                value={
                    "customer": {"to": "+254722000002"},
                    "lines": [{"text": "Catering, per guest", "quantity": "40", "unit_price": "7.50"}],
                    "currency": "USD",
                    "due_date": "2026-12-05",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        person_id = _asking(request, merchant_id)
        fields = fields_of(shapes.DraftSerializer, request)
        now = clock.now()
        invoice = services.draft_invoice(
            merchant_id=merchant_id,
            person_id=person_id,
            customer=shapes.customer_of(fields["customer"]),
            lines=shapes.lines_of(fields["lines"]),
            currency=fields["currency"],
            due_date=fields["due_date"],
            note=fields["note"],
            now=now,
        )
        return Response(shapes.invoice_answer(invoice, now=now), status=status.HTTP_201_CREATED)


class InvoiceView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="get_invoice_of_merchant",
        summary="One invoice of the merchant's",
        responses={
            200: shapes.InvoiceSerializer,
            **problems(
                401, merchant_not_found=_NO_MERCHANT, merchant_role_required=_ROLE, invoice_not_found=_NO_INVOICE
            ),
        },
    )
    def get(self, request: Request, merchant_id: UUID, invoice_id: UUID) -> Response:
        _asking(request, merchant_id)
        row = selectors.get_invoice(merchant_id=merchant_id, invoice_id=invoice_id)
        return Response(shapes.invoice_answer(row, now=clock.now()))

    @extend_schema(
        tags=INVOICES,
        operation_id="change_invoice_draft",
        summary="Change a draft",
        request=shapes.InvoicePartsSerializer,
        responses={
            200: shapes.InvoiceSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                invoice_not_found=_NO_INVOICE,
                invoice_conflict=_CONFLICT,
                payee_not_found=_NOBODY,
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID, invoice_id: UUID) -> Response:
        person_id = _asking(request, merchant_id)
        fields = fields_of(shapes.InvoicePartsSerializer, request)
        now = clock.now()
        invoice = services.change_draft(
            merchant_id=merchant_id,
            person_id=person_id,
            invoice_id=invoice_id,
            customer=shapes.customer_of(fields["customer"]) if "customer" in fields else None,
            lines=shapes.lines_of(fields["lines"]) if "lines" in fields else None,
            due_date=fields.get("due_date"),
            note=fields.get("note"),
            now=now,
        )
        return Response(shapes.invoice_answer(invoice, now=now))


class SendInvoiceView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="send_invoice",
        summary="Send an invoice to its customer",
        description="It gets its number and can be paid until 90 days after its date. Sent again, nothing happens. The "
        "request has no body.",
        request=None,
        responses={
            200: shapes.InvoiceSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                invoice_not_found=_NO_INVOICE,
                invoice_conflict=_CONFLICT,
                merchant_not_trading=_NOT_TRADING,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, invoice_id: UUID) -> Response:
        now = clock.now()
        invoice = services.send_invoice(
            merchant_id=merchant_id,
            person_id=_asking(request, merchant_id),
            invoice_id=invoice_id,
            origin=f"{request.scheme}://{request.get_host()}",
            now=now,
        )
        return Response(shapes.invoice_answer(invoice, now=now))


class CancelInvoiceView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="cancel_invoice",
        summary="Call off a draft or an invoice that is not paid",
        request=shapes.CancelInvoiceSerializer,
        responses={
            200: shapes.InvoiceSerializer,
            **problems(
                400,
                401,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                invoice_not_found=_NO_INVOICE,
                invoice_conflict=_CONFLICT,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID, invoice_id: UUID) -> Response:
        person_id = _asking(request, merchant_id)
        fields = fields_of(shapes.CancelInvoiceSerializer, request)
        now = clock.now()
        invoice = services.cancel_invoice(
            merchant_id=merchant_id, person_id=person_id, invoice_id=invoice_id, reason=fields["reason"], now=now
        )
        return Response(shapes.invoice_answer(invoice, now=now))


class InvoicePdfView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=INVOICES,
        operation_id="get_invoice_pdf_of_merchant",
        summary="An invoice of the merchant's, as PDF",
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            **problems(
                401,
                429,
                merchant_not_found=_NO_MERCHANT,
                merchant_role_required=_ROLE,
                invoice_not_found=_NO_INVOICE,
            ),
        },
    )
    def get(self, request: Request, merchant_id: UUID, invoice_id: UUID) -> HttpResponseBase:
        person_id = _asking(request, merchant_id)
        row = services.take_invoice(
            person_id=person_id, merchant_id=merchant_id, invoice_id=invoice_id, now=clock.now()
        )
        return _pdf(row)


class ReceivedInvoiceListView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="list_invoices",
        summary="Invoices that merchants have sent me, newest first",
        parameters=[shapes.InvoiceQuerySerializer],
        responses={200: shapes.ReceivedInvoicePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.InvoiceQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        state, me, now = query.validated_data.get("state"), principal_of(request).id, clock.now()

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Invoice]:
            return selectors.list_received(me, state=state, before=before, after=after, limit=limit)

        return paginate(request, fetch, lambda row: shapes.received_answer(row, now=now))


class ReceivedInvoiceView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="get_invoice",
        summary="One invoice that was sent to me",
        responses={200: shapes.ReceivedInvoiceSerializer, **problems(401, invoice_not_found=_NO_INVOICE)},
    )
    def get(self, request: Request, invoice_id: UUID) -> Response:
        row = selectors.get_received(person_id=principal_of(request).id, invoice_id=invoice_id)
        return Response(shapes.received_answer(row, now=clock.now()))


class ReceivedInvoicePdfView(APIView):
    content_negotiation_class = FormatNegotiation

    @extend_schema(
        tags=INVOICES,
        operation_id="get_invoice_pdf",
        summary="An invoice that was sent to me, as PDF",
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            **problems(401, 429, invoice_not_found=_NO_INVOICE),
        },
    )
    def get(self, request: Request, invoice_id: UUID) -> HttpResponseBase:
        me = principal_of(request).id
        return _pdf(services.take_received_invoice(person_id=me, invoice_id=invoice_id, now=clock.now()))


class PayInvoiceView(APIView):
    @extend_schema(
        tags=INVOICES,
        operation_id="pay_invoice",
        summary="Pay an invoice that was sent to me",
        description="A payment to a merchant with all that belongs to one: PIN, signature, limits, 422 with the "
        "declined payment. An invoice is paid once, whatever the keys are, and by whomever.",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.PayInvoiceSerializer,
        responses={
            201: TransactionSerializer,
            **problems(400, 401, 403, 422, invoice_not_found=_NO_INVOICE, invoice_conflict=_CONFLICT),
        },
    )
    def post(self, request: Request, invoice_id: UUID) -> Response:
        fields = fields_of(shapes.PayInvoiceSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        outcome = services.pay_invoice(
            person_id=principal.id,
            session_id=principal.session_id,
            invoice_id=invoice_id,
            key=key.key,
            digest=key.digest,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return outcome_answer(outcome, viewer_id=principal.id)
