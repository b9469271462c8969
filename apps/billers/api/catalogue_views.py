"""Whom one can pay bills to."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.schema import problems
from apps.billers import selectors
from apps.billers.api import catalogue_shapes as shapes

BILLS = ["Bills"]


class BillerListView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="list_billers",
        summary="Whom I can pay bills to",
        description="In the order of the categories and the names. The list is short and has no pages.",
        parameters=[shapes.BillerQuerySerializer],
        responses={200: shapes.BillerListSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.BillerQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        views = selectors.list_billers(
            category=given.get("category", ""), text=given.get("q", ""), country=given.get("country", "")
        )
        return Response({"results": [shapes.biller_answer(view) for view in views]})


class CategoryListView(APIView):
    @extend_schema(
        tags=BILLS,
        operation_id="list_biller_categories",
        summary="How the billers are sorted",
        responses={200: shapes.CategoryListSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        return Response({"results": [shapes.category_answer(view) for view in selectors.list_categories()]})
