"""The desk where customers are registered, and the office's list of them."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.agents import selectors, services
from apps.agents.api import registration_shapes as shapes
from apps.agents.selectors import Power, require_role
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import ImageParser, take_body
from apps.kyc.api.serializers import NoFieldsSerializer
from apps.kyc.errors import DocumentNotFound
from apps.kyc.models import DocumentKind

REGISTRATIONS = ["Agents: registrations"]
_NO_AGENT = (404, "There is no such agent.")
_NO_SHIFT = (409, "Open a shift first: cash is taken and handed out in one only.")
_NOT_ACTIVE = (422, "The agent does not serve now.")
_NOT_THERE = (404, "There is no such registration.")
_CONFLICT = (409, "The registration is in another state by now.")
_WRONG_CODE = (422, "The code is not right, or no longer.")
_NOTHING_BEGUN = (404, "Write down the details first.")
_HANDED_IN = (409, "This was handed in already and cannot be changed any more.")
_KINDS = {kind.value.lower(): kind for kind in DocumentKind}
_KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=sorted(_KINDS))
_AT_THE_DESK = {
    "agent_not_found": _NO_AGENT,
    "shift_not_open": _NO_SHIFT,
    "agent_not_active": _NOT_ACTIVE,
}
_OF_ONE = {**_AT_THE_DESK, "registration_not_found": _NOT_THERE, "registration_conflict": _CONFLICT}


class OwnRegistrationListView(APIView):
    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="register_customer",
        summary="Register a customer",
        description="Needs an open shift. Sends a six-digit code to the number; the customer reads it to the teller. "
        "The answer is the same whether or not the number has an account.",
        request=shapes.RegisterCustomerSerializer,
        responses={201: shapes.StartedRegistrationSerializer, **problems(400, 401, 429, **_AT_THE_DESK)},
        examples=[
            OpenApiExample("Zawadi", value={"msisdn": "+254712345678", "full_name": "Zawadi Kamau"}, request_only=True)
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.RegisterCustomerSerializer, request)
        started = services.register_customer(teller_id=principal_of(request).id, **fields, now=clock.now())
        return Response(shapes.started_answer(started), status=status.HTTP_201_CREATED)

    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="list_own_registrations",
        summary="Whom I have registered, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.RegistrationPageSerializer, **problems(400, 401, agent_not_found=_NO_AGENT)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id
        return paginate(
            request,
            lambda before, after, limit: selectors.list_own_registrations(
                person_id, before=before, after=after, limit=limit
            ),
            shapes.registration_answer,
        )


class ConfirmRegistrationView(APIView):
    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="confirm_registration",
        summary="Open the customer's wallet with the code they were sent",
        description="The customer has a wallet from here on, and no password: they choose one, and their PIN, by "
        "signing up in the app with their number. The code opens no session anywhere.",
        request=shapes.ConfirmRegistrationSerializer,
        responses={
            200: shapes.RegistrationSerializer,
            **problems(400, 401, 429, **_OF_ONE, invalid_code=_WRONG_CODE),
        },
        examples=[OpenApiExample("The code", value={"code": "204617"}, request_only=True)],
    )
    def post(self, request: Request, registration_id: UUID) -> Response:
        fields = fields_of(shapes.ConfirmRegistrationSerializer, request)
        row = services.confirm_registration(
            teller_id=principal_of(request).id, registration_id=registration_id, code=fields["code"], now=clock.now()
        )
        return Response(shapes.registration_answer(row))


class CustomerDetailsView(APIView):
    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="take_customer_details",
        summary="Write down who the customer is",
        description="For a day after the registration, by the agent that made it, into the customer's own draft. The "
        "answer says what is missing; what was written is not shown again.",
        request=shapes.CustomerDetailsSerializer,
        responses={
            200: shapes.PapersSerializer,
            **problems(
                400,
                401,
                429,
                **_OF_ONE,
                submission_conflict=_HANDED_IN,
                already_verified=(409, "The customer is verified to this level already."),
            ),
        },
        examples=[
            OpenApiExample(
                "Zawadi's details",
                value={
                    "name": "Zawadi Kamau",
                    "birth_date": "1996-01-02",
                    "address": "4 Biashara Street\nNakuru",
                    "document_type": "NATIONAL_ID",
                    "document_country": "KE",
                    "id_number": "2345 5678",
                },
                request_only=True,
            )
        ],
    )
    def put(self, request: Request, registration_id: UUID) -> Response:
        details = fields_of(shapes.CustomerDetailsSerializer, request)
        papers = services.write_details(
            teller_id=principal_of(request).id,
            registration_id=registration_id,
            target_tier=details["target_tier"],
            details=details,
            now=clock.now(),
        )
        return Response(shapes.papers_answer(papers))


class CustomerPictureView(APIView):
    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()]

    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="take_customer_picture",
        summary="Send a picture of the customer's document, or of the customer",
        description="The body is the picture itself: JPEG, PNG or WebP. It is drawn anew, and nobody at the desk sees "
        "it again.",
        parameters=[_KIND],
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            200: shapes.PapersSerializer,
            **problems(
                401,
                429,
                **_OF_ONE,
                submission_not_found=_NOTHING_BEGUN,
                document_not_found=(404, "There is no such document."),
                submission_conflict=_HANDED_IN,
                document_not_needed=(422, "This kind of document has no such side."),
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
    )
    def put(self, request: Request, registration_id: UUID, kind: str) -> Response:
        if kind not in _KINDS:
            raise DocumentNotFound
        teller_id = principal_of(request).id
        # Before the body is read: whose customer it is not need not send eight megabytes to hear so.
        services.require_draft(teller_id=teller_id, registration_id=registration_id, now=clock.now())
        papers = services.put_picture(
            teller_id=teller_id,
            registration_id=registration_id,
            kind=_KINDS[kind],
            content=take_body(request),
            now=clock.now(),
        )
        return Response(shapes.papers_answer(papers))


class CustomerPapersView(APIView):
    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="hand_in_customer_papers",
        summary="Hand the customer's papers in",
        description="From here on they cannot be changed. The customer is told what becomes of them.",
        request=NoFieldsSerializer,
        responses={
            200: shapes.PapersSerializer,
            **problems(
                400,
                401,
                429,
                **_OF_ONE,
                submission_not_found=_NOTHING_BEGUN,
                submission_conflict=_HANDED_IN,
                submission_incomplete=(422, "Something is still missing."),
            ),
        },
    )
    def post(self, request: Request, registration_id: UUID) -> Response:
        fields_of(NoFieldsSerializer, request)
        papers = services.hand_in_papers(
            teller_id=principal_of(request).id, registration_id=registration_id, now=clock.now()
        )
        return Response(shapes.papers_answer(papers))


class RegistrationListView(APIView):
    @extend_schema(
        tags=REGISTRATIONS,
        operation_id="list_registrations",
        summary="Customers registered by the agent, newest first",
        description="For the owner and managers; a manager of one outlet sees whom it has registered.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.OfficeRegistrationPageSerializer,
            **problems(
                400,
                401,
                agent_not_found=_NO_AGENT,
                agent_role_required=(403, "Your role at this agent does not allow this."),
            ),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        member = require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.REPORT)
        return paginate(
            request,
            lambda before, after, limit: selectors.list_registrations(member, before=before, after=after, limit=limit),
            shapes.office_answer,
        )
