"""The accounts API: sign up, log in, and oneself."""

from uuid import UUID

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import selectors, services
from apps.accounts.api import serializers as shapes
from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of

SIGN_IN = ["Sign-up and log-in"]
ME = ["Me"]
_TOKENS = OpenApiExample(
    "tokens",
    value={"access": "eyJhbGciOi...", "refresh": "eyJhbGciOi...", "token_type": "Bearer", "expires_in": 900},
    response_only=True,
    status_codes=["200"],
)
_CODE_IS_ON_ITS_WAY = OpenApiExample(
    "code is on its way",
    value={"msisdn": "+254712345678", "status": "verification_pending", "expires_in": 600},
    response_only=True,
    status_codes=["200", "201"],
)
_WRONG_CREDENTIALS = (401, "The number, the e-mail address or the password is not right.")
_DEVICE_LOCKED = (403, "This device is locked. Unlock it from another one, or set the app up anew.")
_WRONG_TOKEN = (401, "This token is not valid, or no longer. Log in again.")


class OpenView(APIView):
    """For those who have no token yet."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class RegisterView(OpenView):
    @extend_schema(
        tags=SIGN_IN,
        operation_id="register",
        summary="Register a phone number",
        description="Sends a six-digit code to the number; `POST /auth/verify` with it completes the account. "
        "The answer is the same whether or not the number has an account. Whom an agent has registered chooses their "
        "password this way, and keeps the name they were registered with.",
        request=shapes.RegisterSerializer,
        responses={201: shapes.PendingSignUpSerializer, **problems(400, 429)},
        examples=[
            OpenApiExample(
                "Amina registers",
                value={
                    "msisdn": "+254712345678",
                    "email": "amina@example.org",
                    "full_name": "Amina Otieno",
                    "password": "three brown herons",
                },
                request_only=True,
            ),
            _CODE_IS_ON_ITS_WAY,
        ],
    )
    def post(self, request: Request) -> Response:
        pending = services.register(**fields_of(shapes.RegisterSerializer, request), now=clock.now())
        return Response(shapes.pending_answer(pending), status=status.HTTP_201_CREATED)


class ResendCodeView(OpenView):
    @extend_schema(
        tags=SIGN_IN,
        operation_id="resend_code",
        summary="Send the code again",
        description="A new code; the one before stops to work. When a number was registered several times, "
        "the password tells whose registration is meant; without it nothing is sent. The answer is always the same.",
        request=shapes.ResendCodeSerializer,
        responses={200: shapes.PendingSignUpSerializer, **problems(400, 429)},
        examples=[
            OpenApiExample("Amina waits", value={"msisdn": "+254712345678"}, request_only=True),
            _CODE_IS_ON_ITS_WAY,
        ],
    )
    def post(self, request: Request) -> Response:
        pending = services.resend_code(**fields_of(shapes.ResendCodeSerializer, request), now=clock.now())
        return Response(shapes.pending_answer(pending))


class LogInView(OpenView):
    @extend_schema(
        tags=SIGN_IN,
        operation_id="log_in",
        summary="Log in with a number or an e-mail address",
        description="Opens a session on this device and gives its first token pair. A registered device that says its "
        "`public_key` is known again; a new one is registered with `POST /devices`.",
        request=shapes.LogInSerializer,
        responses={
            200: shapes.TokenPairSerializer,
            **problems(400, 429, invalid_credentials=_WRONG_CREDENTIALS, device_locked=_DEVICE_LOCKED),
        },
        examples=[
            OpenApiExample(
                "Amina logs in",
                value={
                    "identifier": "+254712345678",
                    "password": "three brown herons",
                    "device": {"id": "b6c7f0", "name": "Amina's phone", "platform": "android"},
                },
                request_only=True,
            ),
            _TOKENS,
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.LogInSerializer, request)
        pair = services.log_in(
            identifier=fields["identifier"],
            password=fields["password"],
            device=shapes.device_of(fields),
            now=clock.now(),
        )
        return Response(shapes.token_answer(pair))


class RefreshView(OpenView):
    @extend_schema(
        tags=SIGN_IN,
        operation_id="refresh",
        summary="Exchange a refresh token for the next pair",
        description="A refresh token is good for one use. Using it a second time ends its session, "
        "because then it is in two hands.",
        request=shapes.RefreshSerializer,
        responses={200: shapes.TokenPairSerializer, **problems(400, 429, invalid_token=_WRONG_TOKEN)},
        examples=[
            OpenApiExample("refresh", value={"refresh": "eyJhbGciOi..."}, request_only=True),
            _TOKENS,
        ],
    )
    def post(self, request: Request) -> Response:
        pair = services.refresh_session(**fields_of(shapes.RefreshSerializer, request), now=clock.now())
        return Response(shapes.token_answer(pair))


class LogOutView(APIView):
    @extend_schema(
        tags=SIGN_IN,
        operation_id="log_out",
        summary="End this session",
        description="Its access and refresh tokens stop to work at once. The request has no body.",
        request=None,
        responses={204: OpenApiResponse(description="Ended."), **problems(401)},
    )
    def post(self, request: Request) -> Response:
        me = principal_of(request)
        services.log_out(person_id=me.id, session_id=me.session_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="get_me",
        summary="Who am I, and what I may pay",
        description="`limits` says what `GET /limits` says.",
        responses={200: shapes.ProfileSerializer, **problems(401)},
    )
    def get(self, request: Request) -> Response:
        now = clock.now()
        profile = selectors.get_own_profile(principal_of(request).id, now=now)
        return Response(shapes.profile_answer(profile, now=now))

    @extend_schema(
        tags=ME,
        operation_id="update_me",
        summary="Change my name, language or time zone",
        description="What is left out stays. Once we have looked at who you are, a new name waits for review in "
        "`pending_name`.",
        request=shapes.ProfileChangeSerializer,
        responses={
            200: shapes.ProfileSerializer,
            **problems(400, 401),
        },
        examples=[OpenApiExample("Amina marries", value={"full_name": "Amina Otieno-Weber"}, request_only=True)],
    )
    def patch(self, request: Request) -> Response:
        changes = fields_of(shapes.ProfileChangeSerializer, request)
        person_id, now = principal_of(request).id, clock.now()
        services.update_profile(person_id=person_id, **changes, now=now)
        return Response(shapes.profile_answer(selectors.get_own_profile(person_id, now=now), now=now))


class MyPasswordView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="change_password",
        summary="Change my password",
        description="Ends all other sessions.",
        request=shapes.PasswordChangeSerializer,
        responses={204: OpenApiResponse(description="Changed."), **problems(400, 401, 429)},
    )
    def put(self, request: Request) -> Response:
        me = principal_of(request)
        services.change_password(
            person_id=me.id,
            session_id=me.session_id,
            **fields_of(shapes.PasswordChangeSerializer, request),
            now=clock.now(),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class MySessionsView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="list_sessions",
        summary="Where I am logged in",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.SessionPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        me, now = principal_of(request), clock.now()
        return paginate(
            request,
            lambda before, after, limit: selectors.list_sessions(
                me.id, now=now, before=before, after=after, limit=limit
            ),
            lambda session: shapes.session_answer(session, me.session_id),
        )

    @extend_schema(
        tags=ME,
        operation_id="end_other_sessions",
        summary="Log out everywhere else",
        request=None,
        responses={204: OpenApiResponse(description="All sessions but this one have ended."), **problems(401)},
    )
    def delete(self, request: Request) -> Response:
        me = principal_of(request)
        services.end_all_sessions(person_id=me.id, keep=me.session_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MySessionView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="end_session",
        summary="End one of my sessions",
        request=None,
        responses={204: OpenApiResponse(description="Ended."), **problems(401, 404)},
    )
    def delete(self, request: Request, session_id: UUID) -> Response:
        services.end_session(person_id=principal_of(request).id, session_id=session_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyActivityView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="list_activity",
        summary="What I did",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.ActivityPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id
        return paginate(
            request,
            lambda before, after, limit: selectors.list_activity(person_id, before=before, after=after, limit=limit),
            shapes.activity_answer,
        )
