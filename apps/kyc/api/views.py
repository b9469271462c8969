"""The JSON door of identity checks: one's own level, details and pictures."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.core import clock, files
from apps.core.api.uploads import ImageParser, private_file_response, take_body
from apps.kyc import selectors, services
from apps.kyc.api import serializers as shapes
from apps.kyc.errors import DocumentNotFound
from apps.kyc.models import DocumentKind

_TAGS = ["Identity checks"]
_KINDS = {kind.value.lower(): kind for kind in DocumentKind}
_KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=sorted(_KINDS))
_HANDED_IN = (409, "This was handed in already and cannot be changed any more.")
_NOT_THERE = (404, "There is no such submission.")
_DRAFT: dict[str, Any] = {
    "id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77",
    "target_tier": "TIER_2",
    "state": "DRAFT",
    "name": "Amina Wanjiku Otieno",
    "birth_date": "1994-03-17",
    "address": "12 Moi Avenue\nNairobi",
    "document_type": "NATIONAL_ID",
    "document_country": "KE",
    "document_expiry_date": None,
    "id_number_masked": "•••••678",
    "documents": [
        {"kind": "id_front", "width": 1600, "height": 1010, "size": 241_803, "uploaded_at": "2026-11-21T09:15:00Z"}
    ],
    "missing": ["documents/id_back", "documents/selfie"],
    "reasons": [],
    "note": "",
    "opened_at": "2026-11-21T09:12:00Z",
    "submitted_at": None,
    "decided_at": None,
    "valid_until": None,
}


def _answer(submission: Any, status: int = 200) -> Response:
    return Response(shapes.submission_answer(selectors.view_of(submission)), status=status)


def _kind_of(text: str) -> DocumentKind:
    if text not in _KINDS:
        raise DocumentNotFound
    return _KINDS[text]


class StandingView(APIView):
    @extend_schema(
        operation_id="get_kyc",
        summary="How well I am known, and what is missing",
        tags=_TAGS,
        responses={200: shapes.StandingSerializer, **problems(401)},
        examples=[
            OpenApiExample(
                "On the way",
                value={"tier": "TIER_1", "submission": _DRAFT, "missing": _DRAFT["missing"], "reasons": []},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request) -> Response:
        return Response(shapes.standing_answer(selectors.get_standing(principal_of(request).id)))


class SubmissionListView(APIView):
    @extend_schema(
        operation_id="open_kyc_submission",
        summary="Begin, or go on with what is begun",
        description=(
            "201 with a new draft, 200 with the submission that is open already. A new draft takes over what was "
            "right in the last one that was rejected."
        ),
        tags=_TAGS,
        request=shapes.OpenSerializer,
        responses={
            200: shapes.SubmissionSerializer,
            201: shapes.SubmissionSerializer,
            **problems(400, 401, already_verified=(409, "You are verified to this level already.")),
        },
        examples=[
            OpenApiExample("Documents", value={"target_tier": "TIER_2"}, request_only=True),
            OpenApiExample("A draft", value=_DRAFT, response_only=True, status_codes=["200", "201"]),
        ],
    )
    def post(self, request: Request) -> Response:
        fields = shapes.OpenSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        submission, is_new = services.open_submission(
            person_id=principal_of(request).id, target_tier=fields.validated_data["target_tier"], now=clock.now()
        )
        return _answer(submission, 201 if is_new else 200)


class SubmissionView(APIView):
    @extend_schema(
        operation_id="get_kyc_submission",
        summary="One of my submissions",
        tags=_TAGS,
        responses={200: shapes.SubmissionSerializer, **problems(401, submission_not_found=_NOT_THERE)},
        examples=[OpenApiExample("A draft", value=_DRAFT, response_only=True, status_codes=["200"])],
    )
    def get(self, request: Request, submission_id: UUID) -> Response:
        return _answer(selectors.get_submission(person_id=principal_of(request).id, submission_id=submission_id))

    @extend_schema(
        operation_id="change_kyc_details",
        summary="Write details into a draft",
        description="Each field is looked at at once; only what is missing may stay so until it is handed in.",
        tags=_TAGS,
        request=shapes.DetailsSerializer,
        responses={
            200: shapes.SubmissionSerializer,
            **problems(400, 401, 429, submission_not_found=_NOT_THERE, submission_conflict=_HANDED_IN),
        },
        examples=[
            OpenApiExample(
                "Amina's details",
                value={
                    "name": "Amina Wanjiku Otieno",
                    "birth_date": "1994-03-17",
                    "address": "12 Moi Avenue\nNairobi",
                    "document_type": "NATIONAL_ID",
                    "document_country": "KE",
                    "id_number": "2345 5678",
                },
                request_only=True,
            ),
            OpenApiExample("A draft", value=_DRAFT, response_only=True, status_codes=["200"]),
        ],
    )
    def patch(self, request: Request, submission_id: UUID) -> Response:
        fields = shapes.DetailsSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        return _answer(
            services.update_draft(
                person_id=principal_of(request).id,
                submission_id=submission_id,
                changes=fields.validated_data,
                now=clock.now(),
            )
        )


class SubmitView(APIView):
    @extend_schema(
        operation_id="submit_kyc_submission",
        summary="Hand the draft in",
        description="From here on it cannot be changed. What becomes of it is told in the inbox, by SMS and e-mail.",
        tags=_TAGS,
        request=shapes.NoFieldsSerializer,
        responses={
            200: shapes.SubmissionSerializer,
            **problems(
                400,
                401,
                429,
                submission_not_found=_NOT_THERE,
                submission_conflict=_HANDED_IN,
                submission_incomplete=(422, "Something is still missing."),
            ),
        },
        examples=[
            OpenApiExample(
                "Handed in",
                value={**_DRAFT, "state": "SUBMITTED", "missing": [], "submitted_at": "2026-11-21T09:20:00Z"},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def post(self, request: Request, submission_id: UUID) -> Response:
        fields = shapes.NoFieldsSerializer(data=request.data)
        fields.is_valid(raise_exception=True)
        return _answer(
            services.submit(person_id=principal_of(request).id, submission_id=submission_id, now=clock.now())
        )


class DocumentView(APIView):
    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()] if self.request is None or self.request.method == "PUT" else super().get_parsers()

    @extend_schema(
        operation_id="get_kyc_document",
        summary="A picture I sent",
        description="As an attachment. It is the picture as it is kept: drawn anew, upright, without metadata.",
        tags=_TAGS,
        parameters=[_KIND],
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            **problems(401, document_not_found=(404, "There is no such document.")),
        },
    )
    def get(self, request: Request, submission_id: UUID, kind: str) -> HttpResponse:
        document = selectors.get_document(
            person_id=principal_of(request).id, submission_id=submission_id, kind=_kind_of(kind)
        )
        return private_file_response(files.read(document.file_key), document.content_type, f"{kind}.jpg")

    @extend_schema(
        operation_id="put_kyc_document",
        summary="Send a picture",
        description=(
            "The body is the picture itself: JPEG, PNG or WebP. It is drawn anew, so nothing but what can be seen "
            "is kept. Sent again, it takes the place of the one before."
        ),
        tags=_TAGS,
        parameters=[_KIND],
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            200: OpenApiResponse(shapes.DocumentSerializer),
            **problems(
                401,
                429,
                document_not_found=(404, "There is no such document."),
                submission_conflict=_HANDED_IN,
                document_not_needed=(422, "This kind of document has no such side."),
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
        examples=[
            OpenApiExample("Kept", value=_DRAFT["documents"][0], response_only=True, status_codes=["200"]),
        ],
    )
    def put(self, request: Request, submission_id: UUID, kind: str) -> Response:
        wanted = _kind_of(kind)
        # Before the body is read: whose submission it is not need not send eight megabytes to hear so.
        selectors.get_draft(person_id=principal_of(request).id, submission_id=submission_id)
        content = take_body(request)
        document = services.put_document(
            person_id=principal_of(request).id,
            submission_id=submission_id,
            kind=wanted,
            content=content,
            now=clock.now(),
        )
        return Response(shapes.document_answer(document))
