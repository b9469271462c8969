"""The JSON door of cosigners: who may approve what somebody disburses."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED, answer_of
from apps.core import clock
from apps.core.api.parsing import fields_of
from apps.disbursements import selectors, services
from apps.disbursements.api import serializers as shapes

COSIGNERS = ["Disbursements"]
_NOT_THERE = (404, "There is no such cosigner.")


def _answer(viewer_id: UUID, cosigner_id: UUID, code: int = 200) -> Response:
    found = selectors.get_cosigning(viewer_id=viewer_id, cosigner_id=cosigner_id)
    return Response(shapes.cosigner_answer(found, viewer_id=viewer_id), status=code)


class CosignerListView(APIView):
    @extend_schema(
        tags=COSIGNERS,
        operation_id="list_cosigners",
        summary="Who may approve for me, and for whom I may",
        responses={200: shapes.CosignerListSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        viewer_id = principal_of(request).id
        found = selectors.list_cosigners(viewer_id)
        return Response({"results": [shapes.cosigner_answer(one, viewer_id=viewer_id) for one in found]})

    @extend_schema(
        tags=COSIGNERS,
        operation_id="name_cosigner",
        summary="Ask somebody to approve what I disburse",
        description="The first request answers 403 `step_up_required` and sends me a code, the second carries it in "
        "`step_up`. They may approve when they have accepted.",
        request=shapes.NameCosignerSerializer,
        responses={
            201: shapes.CosignerSerializer,
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                cosigner_named=(409, "They have been named already."),
                cosigner_unknown=(422, "Nobody can be named under this number, e-mail address or id."),
                too_many_cosigners=(422, "No more cosigners can be named."),
                invalid_code=(422, "This code is wrong, was used before, or is too old. Ask for a new one."),
            ),
        },
        examples=[OpenApiExample("first request", value={"to": "+254722000002"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.NameCosignerSerializer, request)
        me = principal_of(request)
        row = services.name_cosigner(
            owner_id=me.id,
            session_id=me.session_id,
            to=fields["to"],
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return _answer(me.id, row.id, status.HTTP_201_CREATED)


class CosignerView(APIView):
    @extend_schema(
        tags=COSIGNERS,
        operation_id="remove_cosigner",
        summary="Let somebody approve no longer, or approve for somebody no longer",
        responses={
            204: OpenApiResponse(description="They approve nothing from now on."),
            **problems(401, cosigner_not_found=_NOT_THERE),
        },
    )
    def delete(self, request: Request, cosigner_id: UUID) -> Response:
        services.remove_cosigner(person_id=principal_of(request).id, cosigner_id=cosigner_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptView(APIView):
    @extend_schema(
        tags=COSIGNERS,
        operation_id="accept_cosigning",
        summary="Say that I will approve what they disburse",
        request=None,
        responses={
            200: shapes.CosignerSerializer,
            **problems(
                401,
                cosigner_not_found=_NOT_THERE,
                cosigner_conflict=(409, "Only whoever was named can accept."),
            ),
        },
    )
    def post(self, request: Request, cosigner_id: UUID) -> Response:
        viewer_id = principal_of(request).id
        services.accept_cosigning(person_id=viewer_id, cosigner_id=cosigner_id, now=clock.now())
        return _answer(viewer_id, cosigner_id)
