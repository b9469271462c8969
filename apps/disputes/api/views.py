"""The JSON door of disputes: both sides open, answer, show and withdraw; operators decide in the admin."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import SECRET_FIELDS, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.core import clock, files
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import ImageParser, private_file_response, take_body
from apps.disputes import selectors, services
from apps.disputes.api import serializers as shapes
from apps.disputes.models import Dispute, State

_TAGS = ["Disputes"]
_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="1 to 255 visible characters of your choice. The same key with the same request is answered the "
    "same again and does nothing.",
)
_NOT_THERE = (404, "There is no such dispute.")
_OVER = (409, "The dispute is in another state by now: nothing was changed.")
_OTHER_SIDE = (403, "This step is the other side's.")
_REUSED = (422, "This Idempotency-Key was used for another request.")
_DISPUTE: dict[str, Any] = {
    "id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77",
    "transaction_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11",
    "reference": "K7M2QX9RTA",
    "side": "payer",
    "state": "OPEN",
    "payer": {"id": "0192f3c0-1b5e-7c7b-8d43-6a2c9d5e0f01", "name": "Amina Otieno"},
    "payee": {"id": "0192f3c0-9a11-7b02-a5f4-0c1d2e3f4a5b", "name": "Brian Mwangi"},
    "reason": "NOT_RECEIVED",
    "statement": "The chairs never came.",
    "answer": "",
    "amount": "40.00",
    "held": "25.00",
    "paid_back": None,
    "shortfall": None,
    "currency": "USD",
    "refund_transaction_id": None,
    "decision_reason": "",
    "evidence": [],
    "opened_at": "2026-11-21T09:30:00.000Z",
    "answer_by": "2026-11-26T09:30:00.000Z",
    "decide_by": "2026-12-06T09:30:00.000Z",
    "answered_at": None,
    "decided_at": None,
}
_PICTURE = {
    "id": "019a2f40-11aa-7c33-8f11-0a1b2c3d4e5f",
    "note": "The empty lorry",
    "width": 1600,
    "height": 1010,
    "size": 241_803,
    "added_at": "2026-11-21T09:32:00.000Z",
}


def _body(dispute: Dispute, viewer_id: UUID, *, as_first_opened: bool = False) -> dict[str, Any]:
    return shapes.dispute_answer(
        selectors.view_of(dispute, person_id=viewer_id),
        side=selectors.side_of(dispute, viewer_id),
        as_first_opened=as_first_opened,
    )


def _replay(is_replay: bool) -> dict[str, str] | None:
    return {REPLAYED_HEADER: "true"} if is_replay else None


class OpenView(APIView):
    @extend_schema(
        operation_id="open_dispute",
        summary="Dispute a payment I made",
        description=(
            "What the payee still has of the amount is put aside until it is decided; the payee has some days to "
            "answer, then an operator decides. Both are told at each step. A payment can be disputed for 60 days "
            "unless the platform says otherwise, and after a decision not again."
        ),
        tags=_TAGS,
        parameters=[_KEY],
        request=shapes.NewDisputeSerializer,
        responses={
            201: shapes.DisputeSerializer,
            **problems(
                400,
                401,
                429,
                transaction_not_found=(404, "There is no such payment."),
                not_disputable=(409, "Only who paid can dispute a payment."),
                not_refundable=(409, "This payment cannot be given back, or not by you."),
                already_disputed=(409, "This payment is disputed already, or a dispute of it was decided."),
                dispute_too_late=(422, "This payment was made too long ago to be disputed."),
                nothing_left_to_refund=(422, "All of this payment went back already."),
                refund_too_large=(422, "This is more than is left of the payment."),
                already_reversed=(422, "This payment was reversed."),
                idempotency_key_reused=_REUSED,
            ),
        },
        examples=[
            OpenApiExample(
                "A part of it",
                value={"reason": "NOT_RECEIVED", "statement": "The chairs never came.", "amount": "40.00"},
                request_only=True,
            ),
            OpenApiExample("Opened", value=_DISPUTE, response_only=True, status_codes=["201"]),
        ],
    )
    def post(self, request: Request, transaction_id: UUID) -> Response:
        fields = fields_of(shapes.NewDisputeSerializer, request)
        key = read_key(request, fields)
        viewer_id = principal_of(request).id
        opened = services.open_dispute(
            payer_id=viewer_id,
            transaction_id=transaction_id,
            reason=fields["reason"],
            statement=fields["statement"],
            amount=fields.get("amount"),
            key=key.key,
            digest=key.digest,
            now=clock.now(),
        )
        body = _body(opened.dispute, viewer_id, as_first_opened=True)
        return Response(body, status=status.HTTP_201_CREATED, headers=_replay(opened.replayed))


class DisputeListView(APIView):
    @extend_schema(
        operation_id="list_disputes",
        summary="My disputes, and those of payments to me, newest first",
        tags=_TAGS,
        parameters=[OpenApiParameter("state", OpenApiTypes.STR, enum=State.values), *PAGE_PARAMETERS],
        responses={200: shapes.DisputePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.DisputeQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        viewer_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[selectors.DisputeView]:
            rows = selectors.list_disputes(
                viewer_id, state=query.validated_data.get("state"), before=before, after=after, limit=limit
            )
            return selectors.view_all(rows, person_id=viewer_id)

        def render(view: selectors.DisputeView) -> dict[str, Any]:
            return shapes.dispute_answer(view, side=selectors.side_of(view.dispute, viewer_id))

        return paginate(request, fetch, render, position=lambda view: view.dispute.id)


class DisputeDetailView(APIView):
    @extend_schema(
        operation_id="get_dispute",
        summary="One dispute I am a side of",
        description="Both sides read both statements. Of the pictures each sees its own; operators see all.",
        tags=_TAGS,
        responses={200: shapes.DisputeSerializer, **problems(401, dispute_not_found=_NOT_THERE)},
        examples=[OpenApiExample("Open", value=_DISPUTE, response_only=True, status_codes=["200"])],
    )
    def get(self, request: Request, dispute_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        return Response(_body(selectors.get_dispute(person_id=viewer_id, dispute_id=dispute_id), viewer_id))


class AnswerView(APIView):
    @extend_schema(
        operation_id="answer_dispute",
        summary="Answer a dispute of a payment to me",
        description=(
            "`accept` gives the money back at once: it needs the PIN and, as every payment, a registered phone's "
            "signature or a code (403 `step_up_required`). To contest needs a statement and no PIN; then an operator "
            "decides. After `answer_by` there is no answer any more."
        ),
        tags=_TAGS,
        parameters=[_KEY],
        request=shapes.AnswerSerializer,
        responses={
            200: shapes.DisputeSerializer,
            **problems(
                400,
                401,
                403,
                429,
                not_your_step=_OTHER_SIDE,
                step_up_required=STEP_UP_REQUIRED,
                dispute_not_found=_NOT_THERE,
                dispute_conflict=_OVER,
                payer_not_active=(422, "Your wallet cannot send money now."),
                payee_not_active=(422, "The payee cannot receive money now."),
                idempotency_key_reused=_REUSED,
            ),
        },
        examples=[
            OpenApiExample(
                "Contested", value={"accept": False, "statement": "They were delivered on Friday."}, request_only=True
            ),
            OpenApiExample("Accepted", value={"accept": True, "pin": "739184"}, request_only=True),
            OpenApiExample(
                "Waits for an operator",
                value={
                    **_DISPUTE,
                    "side": "payee",
                    "state": "ANSWERED",
                    "answer": "They were delivered on Friday.",
                    "answered_at": "2026-11-22T08:00:00.000Z",
                },
                response_only=True,
                status_codes=["200"],
            ),
        ],
    )
    def post(self, request: Request, dispute_id: UUID) -> Response:
        fields = fields_of(shapes.AnswerSerializer, request)
        key = read_key(request, fields, secret=SECRET_FIELDS)
        principal = principal_of(request)
        if fields["accept"]:
            dispute, is_replay = services.accept(
                payee_id=principal.id,
                session_id=principal.session_id,
                dispute_id=dispute_id,
                statement=fields["statement"],
                key=key.key,
                digest=key.digest,
                proof=proof_of(request, fields),
                now=clock.now(),
            )
        else:
            dispute, is_replay = services.contest(
                payee_id=principal.id,
                dispute_id=dispute_id,
                statement=fields["statement"],
                key=key.key,
                digest=key.digest,
                now=clock.now(),
            )
        return Response(_body(dispute, principal.id), headers=_replay(is_replay))


class WithdrawView(APIView):
    @extend_schema(
        operation_id="withdraw_dispute",
        summary="Withdraw a dispute I opened",
        description="What was put aside is the payee's again. Asked again, it is answered the same.",
        tags=_TAGS,
        request=shapes.NoFieldsSerializer,
        responses={
            200: shapes.DisputeSerializer,
            **problems(400, 401, not_your_step=_OTHER_SIDE, dispute_not_found=_NOT_THERE, dispute_conflict=_OVER),
        },
    )
    def post(self, request: Request, dispute_id: UUID) -> Response:
        fields_of(shapes.NoFieldsSerializer, request)
        viewer_id = principal_of(request).id
        return Response(_body(services.withdraw(payer_id=viewer_id, dispute_id=dispute_id, now=clock.now()), viewer_id))


class EvidenceListView(APIView):
    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()]

    @extend_schema(
        operation_id="add_dispute_evidence",
        summary="Add a picture to a dispute",
        description=(
            "The body is the picture itself: JPEG, PNG or WebP. It is drawn anew, so nothing but what can be seen is "
            "kept. Each side can add five until it is decided, a payee who did not answer in time none. The other "
            "side does not see it."
        ),
        tags=_TAGS,
        parameters=[shapes.EvidenceQuerySerializer],
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            201: shapes.EvidenceSerializer,
            **problems(
                400,
                401,
                429,
                dispute_not_found=_NOT_THERE,
                dispute_conflict=_OVER,
                too_much_evidence=(409, "There is as much evidence of yours as there can be."),
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
        examples=[OpenApiExample("Kept", value=_PICTURE, response_only=True, status_codes=["201"])],
    )
    def post(self, request: Request, dispute_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        query = shapes.EvidenceQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        now = clock.now()
        # Before the body is read: whose dispute it is not need not send eight megabytes to hear so.
        services.require_room(selectors.get_dispute(person_id=viewer_id, dispute_id=dispute_id), viewer_id, now=now)
        evidence = services.add_evidence(
            person_id=viewer_id,
            dispute_id=dispute_id,
            content=take_body(request),
            note=query.validated_data["note"],
            now=now,
        )
        return Response(shapes.evidence_answer(evidence), status=status.HTTP_201_CREATED)


class EvidenceView(APIView):
    @extend_schema(
        operation_id="get_dispute_evidence",
        summary="A picture I added",
        description="As an attachment, as it is kept. The other side's are 404.",
        tags=_TAGS,
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            **problems(401, dispute_not_found=_NOT_THERE, evidence_not_found=(404, "There is no such evidence.")),
        },
    )
    def get(self, request: Request, dispute_id: UUID, evidence_id: UUID) -> HttpResponse:
        evidence = selectors.get_evidence(
            person_id=principal_of(request).id, dispute_id=dispute_id, evidence_id=evidence_id
        )
        name = f"evidence-{evidence.number}.jpg"
        return private_file_response(files.read(evidence.file_key), evidence.content_type, name)
