"""The API of phones: registering, locking, wiping, and a phone that is gone."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import device_selectors, services
from apps.accounts.api import device_serializers as shapes
from apps.accounts.api.authentication import Principal, principal_of
from apps.accounts.api.proofs import read_signature
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED, answer_of
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of

DEVICES = ["Devices"]
RECOVERY = ["Lost phone"]
_INVALID_CODE = (422, "This code is wrong, was used before, or is too old. Ask for a new one.")
_CONFLICT = (409, "The device is not in a state in which this can be done.")
_SIGNED = {
    "signature_required": (403, "This session belongs to a registered device, whose key must sign the request."),
    "invalid_signature": (403, "The device's signature does not fit this request."),
    "stale_signature": (403, "The device's signature is too old, or from the future. Check the clock and sign anew."),
}
_FROM_A_DEVICE = {"device_required": (403, "This can be done from a registered device only."), **_SIGNED}
_PIN = {
    "wrong_pin": (403, "This PIN is not right."),
    "pin_locked": (403, "The PIN was wrong too often. Wait, or reset it."),
    "pin_not_set": (409, "Set a PIN first."),
}
SIGNATURE_PARAMETERS = [
    OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=text)
    for name, text in {
        "Content-Digest": "RFC 9530, of the body: `sha-256=:...:`.",
        "Signature-Input": '`gopay=("@method" "@path" "content-digest");created=...;keyid="...";alg="ed25519"`.',
        "Signature": "RFC 9421, by the device's key: `gopay=:...:`.",
    }.items()
]


def _answer(me: Principal, device_id: UUID, *, status: int = 200) -> Response:
    device = device_selectors.get_device(person_id=me.id, device_id=device_id)
    current_id = device_selectors.find_device_of_session(me.session_id)
    return Response(shapes.device_answer(device, current_id), status=status)


class DevicesView(APIView):
    @extend_schema(
        tags=DEVICES,
        operation_id="list_devices",
        summary="My devices, newest first",
        description="`wipe` says how far the wiping of a lost device is: requested, delivered to it, done by it.",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.DevicePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        me = principal_of(request)
        current_id = device_selectors.find_device_of_session(me.session_id)
        return paginate(
            request,
            lambda before, after, limit: device_selectors.list_devices(me.id, before=before, after=after, limit=limit),
            lambda device: shapes.device_answer(device, current_id),
        )

    @extend_schema(
        tags=DEVICES,
        operation_id="register_device",
        summary="Register the device I am on",
        description="From then on the device's key signs payments. The first request answers 403 `step_up_required` "
        "and sends a code, which the second carries in `step_up`. All channels of the person are told. An app that "
        "comes with another key replaces its device.",
        request=shapes.RegisterDeviceSerializer,
        responses={
            201: shapes.RegisteredDeviceSerializer,
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                device_locked=(403, "This device is locked. Unlock it from another one, or set the app up anew."),
                too_many_devices=(409, "You have as many devices as one can have. Remove one first."),
                device_key_taken=(409, "This key is in use on another device. Make a new one."),
                session_bound=(409, "This session belongs to another device. Log in anew on this one."),
                invalid_code=_INVALID_CODE,
            ),
        },
        examples=[
            OpenApiExample(
                "Amina's new phone",
                value={
                    "id": "b6c7f0",
                    "name": "Amina's phone",
                    "platform": "android",
                    "public_key": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(shapes.RegisterDeviceSerializer, request)
        device = services.register_device(
            user_id=me.id,
            session_id=me.session_id,
            client_id=fields["id"],
            name=fields["name"],
            platform=fields["platform"],
            public_key=fields["public_key"],
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(shapes.registered_answer(device), status=status.HTTP_201_CREATED)


class DeviceView(APIView):
    @extend_schema(
        tags=DEVICES,
        operation_id="remove_device",
        summary="Remove one of my devices",
        description="Ends its sessions. Removing another device than the one I am on needs a code: the first request "
        'answers 403 `step_up_required` and sends it, the second carries `{"step_up": {...}}` as its JSON body.',
        request=shapes.RemoveDeviceSerializer,
        responses={
            204: OpenApiResponse(description="Removed."),
            **problems(400, 401, 404, 429, step_up_required=STEP_UP_REQUIRED, invalid_code=_INVALID_CODE),
        },
    )
    def delete(self, request: Request, device_id: UUID) -> Response:
        me, fields = principal_of(request), fields_of(shapes.RemoveDeviceSerializer, request)
        services.remove_device(
            person_id=me.id,
            session_id=me.session_id,
            device_id=device_id,
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class DeviceLockView(APIView):
    @extend_schema(
        tags=DEVICES,
        operation_id="lock_device",
        summary="Lock one of my devices, now",
        description="At once no token and no key of that device works; money still arrives. No code is asked for, so "
        "that nothing stands between a loss and the lock. The request has no body.",
        request=None,
        responses={200: shapes.DeviceAnswerSerializer, **problems(401, 404, device_conflict=_CONFLICT)},
    )
    def post(self, request: Request, device_id: UUID) -> Response:
        me = principal_of(request)
        services.lock_device(person_id=me.id, device_id=device_id, reason="asked", now=clock.now())
        return _answer(me, device_id)


class DeviceUnlockView(APIView):
    @extend_schema(
        tags=DEVICES,
        operation_id="unlock_device",
        summary="Unlock a device that was found",
        description="From another registered device, whose key signs the request, with the PIN and a code: the first "
        "request answers 403 `step_up_required`. Log in on the device anew afterwards. Lower limits hold for a day.",
        parameters=SIGNATURE_PARAMETERS,
        request=shapes.UnlockSerializer,
        responses={
            200: shapes.DeviceAnswerSerializer,
            **problems(
                400,
                401,
                404,
                429,
                step_up_required=STEP_UP_REQUIRED,
                account_secured=(
                    403,
                    "A phone of yours was reported lost, so no money leaves. Unlock the account first.",
                ),
                device_conflict=_CONFLICT,
                invalid_code=_INVALID_CODE,
                **_FROM_A_DEVICE,
                **_PIN,
            ),
        },
    )
    def post(self, request: Request, device_id: UUID) -> Response:
        me, fields = principal_of(request), fields_of(shapes.UnlockSerializer, request)
        services.unlock_device(
            person_id=me.id,
            session_id=me.session_id,
            device_id=device_id,
            pin=fields["pin"],
            signature=read_signature(request),
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return _answer(me, device_id)


class DeviceWipeView(APIView):
    @extend_schema(
        tags=DEVICES,
        operation_id="wipe_device",
        summary="Wipe one of my devices",
        description="Locks it, and orders it to forget everything as soon as it is online. It cannot be taken back. "
        "The request has no body; asked again, it is the same order.",
        request=None,
        responses={202: shapes.DeviceAnswerSerializer, **problems(401, 404, device_conflict=_CONFLICT)},
    )
    def post(self, request: Request, device_id: UUID) -> Response:
        me = principal_of(request)
        services.request_wipe(person_id=me.id, device_id=device_id, now=clock.now())
        return _answer(me, device_id, status=status.HTTP_202_ACCEPTED)


class _SignedByDeviceView(APIView):
    """For a phone without a token: its key's signature is all it has."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class DeviceCommandView(_SignedByDeviceView):
    @extend_schema(
        tags=DEVICES,
        operation_id="fetch_command",
        summary="What am I, a device, to do?",
        description="Signed by the device's key; needs no token. 404 when there is nothing to do, or no such device. "
        "The command is signed with our command key; obey no other.",
        parameters=SIGNATURE_PARAMETERS,
        responses={200: shapes.CommandSerializer, **problems(404, 429, **_SIGNED)},
    )
    def get(self, request: Request, device_id: UUID) -> Response:
        signed = services.fetch_command(device_id=device_id, signature=read_signature(request), now=clock.now())
        return Response(shapes.command_answer(signed), headers={"Cache-Control": "no-store"})


class DeviceCommandAcknowledgementView(_SignedByDeviceView):
    @extend_schema(
        tags=DEVICES,
        operation_id="acknowledge_command",
        summary="I, a device, have forgotten everything",
        description="Signed by the device's key, whose last signature it is; needs no token. We destroy what we hold "
        "of the device. Good once.",
        parameters=SIGNATURE_PARAMETERS,
        request=shapes.AcknowledgementSerializer,
        responses={
            200: shapes.WipeDoneSerializer,
            **problems(400, 404, 429, already_wiped=(409, "This command was acknowledged before."), **_SIGNED),
        },
    )
    def post(self, request: Request, device_id: UUID) -> Response:
        fields = fields_of(shapes.AcknowledgementSerializer, request)
        done = services.acknowledge_wipe(
            device_id=device_id,
            signature=read_signature(request),
            command_id=fields["id"],
            nonce=fields["nonce"],
            now=clock.now(),
        )
        return Response({"id": done.id, "status": "done", "done_at": done.done_at})


class RecoveryLockView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        tags=RECOVERY,
        operation_id="report_lost_phone",
        summary="My phone is gone: stop everything",
        description="From any phone. Without `code`: 202, and if number and password are right, a code goes to the "
        "person's proven e-mail address; the answer is the same in every case. With `code`: 200, no money leaves any "
        "more, every session ends, every device is locked. Money still arrives. Without a proven e-mail address: call "
        "support.",
        request=shapes.ReportLostSerializer,
        responses={
            200: shapes.SecuredSerializer,
            202: shapes.PendingReportSerializer,
            **problems(400, 429, invalid_code=_INVALID_CODE),
        },
        examples=[
            OpenApiExample(
                "the phone is gone",
                value={"msisdn": "+254712345678", "password": "three brown herons"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields, now = fields_of(shapes.ReportLostSerializer, request), clock.now()
        if "code" not in fields:
            pending = services.report_lost(msisdn=fields["msisdn"], password=fields["password"], now=now)
            body = {"status": "confirmation_pending", "expires_in": pending.expires_in}
            return Response(body, status=status.HTTP_202_ACCEPTED)
        secured_at = services.confirm_lost(
            msisdn=fields["msisdn"], password=fields["password"], code=fields["code"], now=now
        )
        return Response({"status": "secured", "secured_at": secured_at})


class RecoveryUnlockView(APIView):
    @extend_schema(
        tags=RECOVERY,
        operation_id="unlock_account",
        summary="I am back: let money leave again",
        description="From a newly registered device, whose key signs the request, with the PIN and a code: the first "
        "request answers 403 `step_up_required`, and the code goes to the e-mail address. The lost devices stay "
        "locked. Lower limits hold for a day.",
        parameters=SIGNATURE_PARAMETERS,
        request=shapes.UnlockSerializer,
        responses={
            204: OpenApiResponse(description="Money can leave again."),
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                status_conflict=(409, "No phone was reported lost."),
                invalid_code=_INVALID_CODE,
                **_FROM_A_DEVICE,
                **_PIN,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(shapes.UnlockSerializer, request)
        services.unsecure(
            person_id=me.id,
            session_id=me.session_id,
            pin=fields["pin"],
            signature=read_signature(request),
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
