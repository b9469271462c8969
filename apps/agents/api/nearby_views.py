"""The API of who looks for an agent to go to."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.agents import rates, selectors
from apps.agents.api import outlet_shapes as shapes
from apps.agents.api.agent_views import TAGS
from apps.core import clock, ratelimit

_RADIUS_KM = 5.0
_LIMIT = 20


class NearbyView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_agents_nearby",
        summary="The agents nearest to a place, to pay cash in or out",
        description="Nothing of the place is kept. With `open_now` the nearest five hundred are looked at.",
        parameters=[shapes.NearbyQuerySerializer],
        responses={200: shapes.NearbyListSerializer, **problems(400, 401, 429)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.NearbyQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given, now = query.validated_data, clock.now()
        ratelimit.spend(rates.LOOKS_NEARBY, str(principal_of(request).id), now=now)
        found = selectors.list_nearby(
            latitude=given["latitude"],
            longitude=given["longitude"],
            radius=given.get("radius_km", _RADIUS_KM) * 1000,
            open_now=given.get("open_now") == "true",
            limit=given.get("limit", _LIMIT),
            at=now,
        )
        return Response({"results": [shapes.nearby_answer(one) for one in found]})
