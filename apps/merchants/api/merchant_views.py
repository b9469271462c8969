"""The API of merchants: apply, correct, send papers, say where it is settled to, close."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import ProvenSerializer, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import ImageParser, take_body
from apps.merchants import selectors, services
from apps.merchants.api import merchant_shapes as shapes
from apps.merchants.errors import DocumentNotFound
from apps.merchants.models import DocumentKind

TAGS = ["Merchants"]
NOT_MINE = (404, "There is no such merchant, or you are nothing there.")
NOT_MY_ROLE = (403, "Your role at this merchant does not allow this.")
CONFLICT = (409, "The merchant is in another state by now.")
_KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=sorted(shapes.KINDS))


def _answer(person_id: UUID, merchant_id: UUID, status: int = 200) -> Response:
    return Response(
        shapes.merchant_answer(selectors.get_employment(person_id, merchant_id, now=clock.now())), status=status
    )


class CategoryListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_merchant_categories",
        summary="What a business can be about (ISO 18245)",
        responses={200: shapes.MerchantCategoryListSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        return Response(shapes.categories_answer())


class MerchantListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_merchants",
        summary="The businesses I own or work for, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.MerchantPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[selectors.Employment]:
            return selectors.list_employments(person_id, now=clock.now(), before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.merchant_answer)

    @extend_schema(
        tags=TAGS,
        operation_id="apply_as_merchant",
        summary="Apply for a business of mine",
        description="An operator looks at it. The business registration is sent afterwards, as a document; without it "
        "nothing is approved, nor before I am verified. At most five that are not closed.",
        request=shapes.ApplySerializer,
        responses={
            201: shapes.MerchantSerializer,
            **problems(
                400,
                401,
                429,
                merchant_exists=(409, "You have a merchant of this name already."),
                too_many_merchants=(409, "You own as many merchants as anybody may."),
                wallet_needed=(422, "Open a wallet in this currency first."),
            ),
        },
        examples=[
            OpenApiExample(
                "A restaurant",
                value={
                    "name": "Mama Njeri's Kitchen",
                    "legal_name": "Njeri Foods Ltd",
                    "category": "5812",
                    "currency": "USD",
                    "country": "KE",
                    "city": "Nairobi",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.ApplySerializer, request)
        person_id = principal_of(request).id
        row = services.apply_as_merchant(person_id=person_id, now=clock.now(), **fields)
        return _answer(person_id, row.id, 201)


class MerchantView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="get_merchant",
        summary="A business I own or work for",
        responses={200: shapes.MerchantSerializer, **problems(401, merchant_not_found=NOT_MINE)},
    )
    def get(self, request: Request, merchant_id: UUID) -> Response:
        return _answer(principal_of(request).id, merchant_id)

    @extend_schema(
        tags=TAGS,
        operation_id="change_merchant",
        summary="Correct what is said of a business",
        description="For its owner. Name, legal name, category and country only until it is approved.",
        request=shapes.ChangeSerializer,
        responses={
            200: shapes.MerchantSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                merchant_exists=(409, "You have a merchant of this name already."),
            ),
        },
    )
    def patch(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeSerializer, request)
        person_id = principal_of(request).id
        services.change_merchant(person_id=person_id, merchant_id=merchant_id, changes=fields, now=clock.now())
        return _answer(person_id, merchant_id)


class SubmitView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="submit_merchant",
        summary="Apply again after a rejection",
        request=shapes.NoFieldsSerializer,
        responses={
            200: shapes.MerchantSerializer,
            **problems(
                400,
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                registration_missing=(422, "The business registration is missing."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields_of(shapes.NoFieldsSerializer, request)
        person_id = principal_of(request).id
        services.submit_again(person_id=person_id, merchant_id=merchant_id, now=clock.now())
        return _answer(person_id, merchant_id)


class CloseView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="close_merchant",
        summary="Close a business of mine for good",
        description="What was taken is settled as before. Confirmed by a code: the first request answers 403 "
        "`step_up_required`. Before it is approved this takes the application back.",
        request=ProvenSerializer,
        responses={
            200: shapes.MerchantSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(ProvenSerializer, request)
        principal = principal_of(request)
        services.close_own_merchant(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _answer(principal.id, merchant_id)


class AcceptOwnershipView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="accept_ownership",
        summary="Become the owner of a business I was offered",
        description="Confirmed by a code: the first request answers 403 `step_up_required`. Whoever offered it becomes "
        "a manager; it is settled to my wallet, which also stands for refunds that the takings do not cover.",
        request=ProvenSerializer,
        responses={
            200: shapes.MerchantSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                merchant_not_found=NOT_MINE,
                handover_not_found=(404, "Nobody offers you this business, or no longer."),
                merchant_conflict=CONFLICT,
                merchant_exists=(409, "You have a merchant of this name already."),
                too_many_merchants=(409, "You own as many merchants as anybody may."),
                wallet_needed=(422, "Open a wallet in this currency first."),
                owner_not_verified=(422, "You are not verified yet as far as a merchant's owner has to be."),
            ),
        },
    )
    def post(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(ProvenSerializer, request)
        principal = principal_of(request)
        services.accept_merchant(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _answer(principal.id, merchant_id)


class DocumentView(APIView):
    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()]

    @extend_schema(
        tags=TAGS,
        operation_id="put_merchant_document",
        summary="Send a picture of a paper",
        description="The body is the picture itself: JPEG, PNG or WebP. It is drawn anew, so nothing but what can be "
        "seen is kept; only reviewers see it. Sent again, it takes the place of the one before. Until it is approved.",
        parameters=[_KIND],
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            200: OpenApiResponse(shapes.MerchantDocumentSerializer),
            **problems(
                401,
                429,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                document_not_found=(404, "There is no such kind of document."),
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
    )
    def put(self, request: Request, merchant_id: UUID, kind: str) -> Response:
        person_id = principal_of(request).id
        # Before the body is read: who may not send it need not send eight megabytes to hear so.
        services.require_open_for_documents(person_id=person_id, merchant_id=merchant_id)
        document = services.put_document(
            person_id=person_id,
            merchant_id=merchant_id,
            kind=_kind_of(kind),
            content=take_body(request),
            now=clock.now(),
        )
        return Response(shapes.document_answer(document))


class SettlementDestinationView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="set_settlement_destination",
        summary="Where the takings are settled to",
        description="For the owner: their wallet, or a linked bank account of theirs. Always confirmed by a code: the "
        "first request answers 403 `step_up_required`. A bank account that is not the present one gets nothing before "
        "24 hours are over.",
        request=shapes.DestinationSerializer,
        responses={
            200: shapes.MerchantSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                merchant_not_found=NOT_MINE,
                merchant_role_required=NOT_MY_ROLE,
                merchant_conflict=CONFLICT,
                funding_source_not_found=(404, "There is no such bank account."),
            ),
        },
    )
    def put(self, request: Request, merchant_id: UUID) -> Response:
        fields = fields_of(shapes.DestinationSerializer, request)
        principal = principal_of(request)
        services.set_settlement_destination(
            person_id=principal.id,
            session_id=principal.session_id,
            merchant_id=merchant_id,
            source_id=fields.get("source_id"),
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _answer(principal.id, merchant_id)


def _kind_of(text: str) -> DocumentKind:
    if text not in shapes.KINDS:
        raise DocumentNotFound
    return shapes.KINDS[text]
