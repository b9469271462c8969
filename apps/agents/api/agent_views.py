"""The API of agents: apply, correct, send papers, see who is below, close."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.api.authentication import principal_of
from apps.accounts.api.proofs import ProvenSerializer, proof_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.step_up import STEP_UP_REQUIRED
from apps.agents import selectors, services
from apps.agents.api import agent_shapes as shapes
from apps.agents.errors import DocumentNotFound
from apps.agents.models import DocumentKind
from apps.agents.selectors import Power, require_role
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import ImageParser, private_file_response, take_body

TAGS = ["Agents"]
NOT_MINE = (404, "There is no such agent, or you are nothing there.")
NOT_MY_ROLE = (403, "Your role at this agent does not allow this.")
CONFLICT = (409, "The agent is in another state by now.")
_KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=sorted(shapes.KINDS))
_NAMED = (409, "You have an agent of this name already.")
_NO_SUPER = (404, "There is no super-agent of this currency whose main outlet has this code.")


def _answer(person_id: UUID, agent_id: UUID, status: int = 200) -> Response:
    return Response(shapes.agent_answer(selectors.get_employment(person_id, agent_id)), status=status)


class AgentListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_agents",
        summary="The agents I own or work for, newest first",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.AgentPageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[selectors.Employment]:
            return selectors.list_employments(person_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.agent_answer)

    @extend_schema(
        tags=TAGS,
        operation_id="apply_as_agent",
        summary="Apply for an agent of mine",
        description="An operator looks at it. The business registration is sent afterwards, as a document; without it "
        "nothing is approved, nor before I am verified. At most five that are not closed. With the approval its main "
        "outlet is opened, on the clock of where I live.",
        request=shapes.ApplyAsAgentSerializer,
        responses={
            201: shapes.AgentSerializer,
            **problems(
                400,
                401,
                429,
                agent_exists=_NAMED,
                too_many_agents=(409, "You own as many agents as anybody may."),
                agent_conflict=(409, "A super-agent stands below nobody."),
                super_agent_not_found=_NO_SUPER,
                currency_not_offered=(422, "Wallets are not opened in this currency."),
                wallet_needed=(422, "Open a wallet in this currency first."),
            ),
        },
        examples=[
            OpenApiExample(
                "A shop",
                value={
                    "name": "Hassan's Shop",
                    "legal_name": "Hassan Trading Ltd",
                    "currency": "USD",
                    "country": "KE",
                    "city": "Mombasa",
                    "super_agent": "481930",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        fields = fields_of(shapes.ApplyAsAgentSerializer, request)
        person_id = principal_of(request).id
        row = services.apply_as_agent(person_id=person_id, now=clock.now(), **fields)
        return _answer(person_id, row.id, 201)


class AgentView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="get_agent",
        summary="An agent I own or work for",
        responses={200: shapes.AgentSerializer, **problems(401, agent_not_found=NOT_MINE)},
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        return _answer(principal_of(request).id, agent_id)

    @extend_schema(
        tags=TAGS,
        operation_id="change_agent",
        summary="Correct what is said of an agent",
        description="For its owner. Name, legal name, rank, super-agent and country only until it is approved.",
        request=shapes.ChangeAgentSerializer,
        responses={
            200: shapes.AgentSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                agent_exists=_NAMED,
                super_agent_not_found=_NO_SUPER,
            ),
        },
    )
    def patch(self, request: Request, agent_id: UUID) -> Response:
        fields = fields_of(shapes.ChangeAgentSerializer, request)
        person_id = principal_of(request).id
        services.change_agent(person_id=person_id, agent_id=agent_id, changes=fields, now=clock.now())
        return _answer(person_id, agent_id)


class SubmitAgentView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="submit_agent",
        summary="Apply again after a rejection",
        request=shapes.NoFieldsForAgentSerializer,
        responses={
            200: shapes.AgentSerializer,
            **problems(
                400,
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                registration_missing=(422, "The business registration is missing."),
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        fields_of(shapes.NoFieldsForAgentSerializer, request)
        person_id = principal_of(request).id
        services.submit_again(person_id=person_id, agent_id=agent_id, now=clock.now())
        return _answer(person_id, agent_id)


class CloseAgentView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="close_agent",
        summary="Close an agent of mine for good",
        description="Once no outlet holds float, no shift is open, nothing waits and no commission is owed. Confirmed "
        "by a code: the first request answers 403 `step_up_required`. Before it is approved this takes the application "
        "back.",
        request=ProvenSerializer,
        responses={
            200: shapes.AgentSerializer,
            **problems(
                400,
                401,
                403,
                429,
                step_up_required=STEP_UP_REQUIRED,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                agent_not_empty=(409, "Something is open there still, or owed."),
            ),
        },
    )
    def post(self, request: Request, agent_id: UUID) -> Response:
        fields = fields_of(ProvenSerializer, request)
        principal = principal_of(request)
        services.close_own_agent(
            person_id=principal.id,
            session_id=principal.session_id,
            agent_id=agent_id,
            proof=proof_of(request, fields),
            now=clock.now(),
        )
        return _answer(principal.id, agent_id)


class SuppliedListView(APIView):
    @extend_schema(
        tags=TAGS,
        operation_id="list_agents_below",
        summary="The agents below my super-agent, newest first",
        description="Those that have applied for it too. For the owner and for managers.",
        parameters=PAGE_PARAMETERS,
        responses={
            200: shapes.SuppliedAgentPageSerializer,
            **problems(400, 401, agent_not_found=NOT_MINE, agent_role_required=NOT_MY_ROLE),
        },
    )
    def get(self, request: Request, agent_id: UUID) -> Response:
        require_role(person_id=principal_of(request).id, agent_id=agent_id, power=Power.REPORT)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[selectors.Supplied]:
            return selectors.list_supplied(agent_id, before=before, after=after, limit=limit)

        return paginate(request, fetch, shapes.supplied_answer)


class _AnyAccept(DefaultContentNegotiation):
    """A picture is a picture, whatever the Accept header names; what is sent has to be one all the same."""

    def select_renderer(  # type: ignore[override]
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type or ""


class AgentDocumentView(APIView):
    content_negotiation_class = _AnyAccept

    def get_parsers(self) -> list[BaseParser]:
        return [ImageParser()]

    @extend_schema(
        tags=TAGS,
        operation_id="get_agent_document",
        summary="The picture of a paper that was sent",
        description="For the owner. Each look is written down.",
        parameters=[_KIND],
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            **problems(
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                document_not_found=(404, "There is no such document."),
            ),
        },
    )
    def get(self, request: Request, agent_id: UUID, kind: str) -> HttpResponse:
        document, content = services.take_document(
            person_id=principal_of(request).id, agent_id=agent_id, kind=_kind_of(kind), now=clock.now()
        )
        return private_file_response(content, document.content_type, f"{kind}.jpg")

    @extend_schema(
        tags=TAGS,
        operation_id="put_agent_document",
        summary="Send a picture of a paper",
        description="The body is the picture itself: JPEG, PNG or WebP. It is drawn anew, so nothing but what can be "
        "seen is kept; only reviewers and the owner see it. Sent again, it takes the place of the one before. Until it "
        "is approved.",
        parameters=[_KIND],
        request=dict.fromkeys(("image/jpeg", "image/png", "image/webp"), OpenApiTypes.BINARY),
        responses={
            200: OpenApiResponse(shapes.AgentDocumentSerializer),
            **problems(
                401,
                429,
                agent_not_found=NOT_MINE,
                agent_role_required=NOT_MY_ROLE,
                agent_conflict=CONFLICT,
                document_not_found=(404, "There is no such kind of document."),
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
    )
    def put(self, request: Request, agent_id: UUID, kind: str) -> Response:
        person_id = principal_of(request).id
        # Before the body is read: who may not send it need not send eight megabytes to hear so.
        services.require_open_for_documents(person_id=person_id, agent_id=agent_id)
        document = services.put_document(
            person_id=person_id,
            agent_id=agent_id,
            kind=_kind_of(kind),
            content=take_body(request),
            now=clock.now(),
        )
        return Response(shapes.document_answer(document))


def _kind_of(text: str) -> DocumentKind:
    if text not in shapes.KINDS:
        raise DocumentNotFound
    return shapes.KINDS[text]
