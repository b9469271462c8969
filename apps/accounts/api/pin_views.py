"""The API of the transaction PIN."""

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import facts, services
from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import PinField
from apps.accounts.api.schema import problems
from apps.accounts.api.serializers import PasswordField
from apps.accounts.api.step_up import STEP_UP_REQUIRED, StepUpSerializer, answer_of
from apps.core import clock
from apps.core.api.parsing import StrictSerializer, TextField, fields_of

ME = ["Me"]
_INVALID_CODE = (422, "This code is wrong, was used before, or is too old. Ask for a new one.")


class PinChangeSerializer(StrictSerializer):
    """A new PIN."""

    pin = PinField()
    password = PasswordField()
    step_up = StepUpSerializer(required=False, help_text="Needed when there is a PIN already.")


class PinResetSerializer(StrictSerializer):
    """A new PIN in place of a forgotten one."""

    pin = PinField()
    password = PasswordField()
    id_number = TextField(
        max_length=40,
        required=False,
        write_only=True,
        help_text="Of the document you showed us. Not needed when support has started the reset.",
    )
    step_up = StepUpSerializer(required=False)


class MyPinView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="set_pin",
        summary="Set or change my PIN",
        description="The PIN that pays. Setting the first one needs the password; changing it also needs a code: the "
        "first request answers 403 `step_up_required` and sends it, the second carries it in `step_up`.",
        request=PinChangeSerializer,
        responses={
            204: OpenApiResponse(description="The PIN is set."),
            **problems(400, 401, 429, step_up_required=STEP_UP_REQUIRED, invalid_code=_INVALID_CODE),
        },
        examples=[
            OpenApiExample("first PIN", value={"pin": "739184", "password": "three brown herons"}, request_only=True)
        ],
    )
    def put(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(PinChangeSerializer, request)
        services.set_pin(
            person_id=me.id,
            session_id=me.session_id,
            password=fields["password"],
            pin=fields["pin"],
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyPinResetView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="reset_pin",
        summary="Replace a forgotten PIN",
        description="Needs the password, the number of the document you showed us (or a reset that support has "
        "started), and a code that is sent. Lower limits hold for a day afterwards.",
        request=PinResetSerializer,
        responses={
            204: OpenApiResponse(description="The PIN is replaced."),
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                pin_not_set=(409, "Set a PIN first."),
                reset_refused=(422, "The PIN cannot be reset this way. Ask support to start a reset."),
                invalid_code=_INVALID_CODE,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(PinResetSerializer, request)
        typed = fields.get("id_number")
        services.reset_pin(
            person_id=me.id,
            session_id=me.session_id,
            password=fields["password"],
            pin=fields["pin"],
            knows_fact=typed is not None and facts.knows_fact(me.id, typed),
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
