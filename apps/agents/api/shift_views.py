"""Shifts: a teller's own at the desk, and those of all for whoever supervises."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import problems
from apps.agents import selectors, services
from apps.agents.api import shift_shapes as shapes
from apps.agents.models import Shift
from apps.agents.selectors import Member, Power, ShiftFilter, require_role
from apps.core import clock
from apps.core.api.idempotency import REPLAYED_HEADER, read_key
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.transactions.api.views import IDEMPOTENCY_KEY

SHIFTS = ["Agents: shifts"]
AGENT = (404, "There is no such agent.")
ROLE = (403, "Your role at this agent does not allow this.")
NO_SHIFT = (404, "There is no such shift.")
_NOT_OPEN = (409, "Open a shift first: cash is taken and handed out in one only.")
_CONFLICT = (409, "The shift is in another state by now.")
_OWN = (403, "Somebody else has to do this.")
_REMARK = (422, "What was counted is not what should be there: count again, or say what you know of it.")


class OwnShiftListView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="start_shift",
        summary="Begin a shift with a counted drawer",
        description="Cash-in and cash-out need one, and one is open for each person at a time.",
        request=shapes.StartShiftSerializer,
        responses={
            201: shapes.ShiftSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=AGENT,
                outlet_not_found=(404, "There is no such outlet, or it is closed."),
                agent_conflict=(409, "This agent does not serve now."),
                shift_open_already=(409, "You have an open shift: close it before you open another one."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.StartShiftSerializer, request)
        shift = services.start_shift(
            person_id=principal_of(request).id,
            outlet_id=fields.get("outlet_id"),
            cash=fields["cash"],
            now=clock.now(),
        )
        return Response(shapes.shift_answer(shift, is_blind=True), status=status.HTTP_201_CREATED)

    @extend_schema(
        tags=SHIFTS,
        operation_id="list_own_shifts",
        summary="My shifts, newest first",
        parameters=[shapes.OwnShiftQuerySerializer],
        responses={200: shapes.ShiftPageSerializer, **problems(400, 401, agent_not_found=AGENT)},
    )
    def get(self, request: Request) -> Response:
        query = shapes.OwnShiftQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        person_id = principal_of(request).id
        return paginate(
            request,
            lambda before, after, limit: selectors.list_own_shifts(person_id, before=before, after=after, limit=limit),
            lambda shift: shapes.shift_answer(shift, is_blind=True),
        )


class OwnShiftView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="get_open_shift",
        summary="My open shift, what is left of the float, and what I did today",
        description="What the drawer should hold is told once it was counted.",
        responses={
            200: shapes.OpenShiftSerializer,
            **problems(401, agent_not_found=AGENT, shift_not_open=_NOT_OPEN),
        },
    )
    def get(self, request: Request) -> Response:
        found = selectors.get_open_shift(person_id=principal_of(request).id, now=clock.now())
        return Response(shapes.open_shift_answer(found))


class CashMovementView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="move_cash",
        summary="Put cash into my drawer, or take it out",
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.MoveCashSerializer,
        responses={
            201: shapes.CashMovementSerializer,
            **problems(
                400,
                401,
                422,
                429,
                agent_not_found=AGENT,
                shift_not_open=_NOT_OPEN,
                more_than_drawer=(409, "There is not that much cash in the drawer."),
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.MoveCashSerializer, request)
        moved = services.move_cash(
            person_id=principal_of(request).id,
            direction=fields["direction"],
            amount=fields["amount"],
            reason=fields["reason"],
            key=read_key(request, fields).key,
            now=clock.now(),
        )
        headers = {REPLAYED_HEADER: "true"} if moved.replayed else None
        answer = shapes.movement_answer(moved.movement)
        return Response(answer, status=status.HTTP_201_CREATED, headers=headers)


class CloseOwnShiftView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="close_shift",
        summary="End my shift with a counted drawer",
        description="The count is blind. CLOSED when it is what should be there; else DIFFERENT, of which the owner "
        "and the managers are told, one of whom approves it. A count that differs needs a `remark`: without one the "
        "answer says that it differs (`remark_required`), not by how much, and is written down; three of them a day.",
        request=shapes.CloseShiftSerializer,
        responses={
            200: shapes.ShiftSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=AGENT,
                shift_not_open=_NOT_OPEN,
                remark_required=_REMARK,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.CloseShiftSerializer, request)
        shift = services.close_shift(
            person_id=principal_of(request).id, cash=fields["cash"], remark=fields["remark"], now=clock.now()
        )
        return Response(shapes.shift_answer(shift))


def _supervisor(request: Request, agent_id: UUID) -> Member:
    return require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.SUPERVISE)


class ShiftListView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="list_shifts",
        summary="The shifts of this agent, newest first",
        description="For its owner and managers; whoever works at one outlet sees that one's.",
        parameters=[shapes.ShiftQuerySerializer],
        responses={
            200: shapes.ShiftPageSerializer,
            **problems(400, 401, agent_not_found=AGENT, agent_role_required=ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        query = shapes.ShiftQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        given = query.validated_data
        member = _supervisor(request, agent_id)
        matching = ShiftFilter(
            state=given.get("state"),
            outlet_id=given.get("outlet"),
            teller_id=given.get("teller"),
            since=given.get("from"),
            until=given.get("to"),
        )

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Shift]:
            return selectors.list_shifts(member, matching=matching, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.shift_answer)


class ShiftView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="get_shift",
        summary="One shift, with what was put into its drawer and taken out",
        responses={
            200: shapes.ShiftWithMovementsSerializer,
            **problems(401, agent_not_found=AGENT, agent_role_required=ROLE, shift_not_found=NO_SHIFT),
        },
    )
    def get(self, request: Request, agent_id: UUID, shift_id: UUID) -> Response:
        shift = selectors.get_shift(_supervisor(request, agent_id), shift_id)
        movements = [shapes.movement_answer(row) for row in selectors.list_movements(shift)]
        return Response({**shapes.shift_answer(shift), "movements": movements})


class ApproveShiftView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="approve_shift_difference",
        summary="Accept the difference of a shift",
        description="For its owner and managers: neither who has served in it, nor who has counted its drawer.",
        request=shapes.ApproveDifferenceSerializer,
        responses={
            200: shapes.ShiftSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=AGENT,
                agent_role_required=ROLE,
                own_shift=_OWN,
                shift_not_found=NO_SHIFT,
                shift_conflict=_CONFLICT,
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID, shift_id: UUID) -> Response:
        fields = fields_of(shapes.ApproveDifferenceSerializer, request)
        services.approve_difference(
            person_id=principal_of(request).id,
            agent_id=agent_id,
            shift_id=shift_id,
            reason=fields["reason"],
            now=clock.now(),
        )
        return Response(shapes.shift_answer(selectors.get_shift(_supervisor(request, agent_id), shift_id)))


class CloseShiftView(APIView):
    @extend_schema(
        tags=SHIFTS,
        operation_id="close_shift_of_teller",
        summary="End the shift of a teller who works there no more",
        description="Whoever counts the drawer does not approve a difference of it.",
        request=shapes.CloseShiftSerializer,
        responses={
            200: shapes.ShiftSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=AGENT,
                agent_role_required=ROLE,
                own_shift=_OWN,
                shift_not_found=NO_SHIFT,
                shift_conflict=_CONFLICT,
                teller_still_serves=(409, "The teller still works there, and counts the drawer themselves."),
                remark_required=_REMARK,
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID, shift_id: UUID) -> Response:
        fields = fields_of(shapes.CloseShiftSerializer, request)
        services.close_for_teller(
            person_id=principal_of(request).id,
            agent_id=agent_id,
            shift_id=shift_id,
            cash=fields["cash"],
            remark=fields["remark"],
            now=clock.now(),
        )
        return Response(shapes.shift_answer(selectors.get_shift(_supervisor(request, agent_id), shift_id)))
