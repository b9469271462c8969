"""The API of one's own profile: address, number, handle, photo, contacts, and one's data."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts import selectors, services
from apps.accounts.api import profile_serializers as shapes
from apps.accounts.api.authentication import principal_of
from apps.accounts.api.schema import PAGE_PARAMETERS, problems
from apps.accounts.api.serializers import ProfileSerializer, profile_answer
from apps.accounts.api.step_up import STEP_UP_REQUIRED, answer_of
from apps.accounts.services import StepUpAnswer
from apps.core import clock
from apps.core.api.pagination import paginate
from apps.core.api.parsing import fields_of
from apps.core.api.uploads import ImageParser, image_of, private_file_response
from apps.core.images import IMAGE_TYPES

ME = ["Me"]
_INVALID_CODE = (422, "This code is wrong, was used before, or is too old. Ask for a new one.")
_PROOF_REQUIRED = (403, "Now prove the new address, with the code that was sent to it.")
_SECURED = (403, "A phone of yours was reported lost. Unlock the account first.")
_TWO_CODES = (
    "The first request answers 403 `step_up_required` and sends a code to your number; with that in `step_up` the "
    "second answers 403 `proof_required` and sends one to the new {place}; the third carries both, the other code "
    "in `proof`. The answers are the same whether or not somebody has the {place}."
)


def _proof_of(fields: Mapping[str, Any]) -> StepUpAnswer | None:
    return answer_of({"step_up": fields.get("proof")})


def _profile(request: Request) -> Response:
    now = clock.now()
    return Response(profile_answer(selectors.get_own_profile(principal_of(request).id, now=now), now=now))


class MyEmailView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="change_email",
        summary="Change or remove my e-mail address",
        description=_TWO_CODES.format(place="address") + " The old address is told.",
        request=shapes.EmailChangeSerializer,
        responses={
            200: ProfileSerializer,
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                proof_required=_PROOF_REQUIRED,
                account_secured=_SECURED,
                email_taken=(409, "This e-mail address cannot be used."),
                invalid_code=_INVALID_CODE,
            ),
        },
        examples=[OpenApiExample("first request", value={"email": "amina@weber.example"}, request_only=True)],
    )
    def put(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(shapes.EmailChangeSerializer, request)
        who, now = {"person_id": me.id, "session_id": me.session_id}, clock.now()
        if fields["email"] is None:
            services.remove_email(**who, step_up=answer_of(fields), now=now)
        else:
            services.change_email(
                **who, email=fields["email"], step_up=answer_of(fields), proof=_proof_of(fields), now=now
            )
        return _profile(request)


class MyEmailVerificationView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="verify_email",
        summary="Prove that my e-mail address is mine",
        description="Needed once for the address one registered with; only then can one be paid by it. The first "
        "request answers 403 `proof_required` and sends a code to the address, the second carries it in `proof`.",
        request=shapes.EmailVerificationSerializer,
        responses={
            200: ProfileSerializer,
            **problems(
                400,
                401,
                429,
                proof_required=_PROOF_REQUIRED,
                account_secured=_SECURED,
                no_email=(409, "There is no e-mail address to verify."),
                invalid_code=_INVALID_CODE,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(shapes.EmailVerificationSerializer, request)
        services.verify_email(person_id=me.id, session_id=me.session_id, proof=_proof_of(fields), now=clock.now())
        return _profile(request)


class MyNumberView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="change_number",
        summary="Move to another phone number",
        description=_TWO_CODES.format(place="number")
        + " The old number is told, all other sessions end, and lower limits hold for a day.",
        request=shapes.NumberChangeSerializer,
        responses={
            200: ProfileSerializer,
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                proof_required=_PROOF_REQUIRED,
                account_secured=_SECURED,
                invalid_code=_INVALID_CODE,
            ),
        },
        examples=[
            OpenApiExample(
                "first request",
                value={"msisdn": "+254712345678", "password": "three brown herons"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(shapes.NumberChangeSerializer, request)
        services.change_number(
            person_id=me.id,
            session_id=me.session_id,
            msisdn=fields["msisdn"],
            password=fields["password"],
            step_up=answer_of(fields),
            proof=_proof_of(fields),
            now=clock.now(),
        )
        return _profile(request)


class MyHandleView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="set_handle",
        summary="Choose the @handle others pay me under",
        description="Once in thirty days. The one given up before is kept for ninety days, and goes to nobody else.",
        request=shapes.HandleSerializer,
        responses={
            200: ProfileSerializer,
            **problems(
                400,
                401,
                429,
                account_secured=_SECURED,
                handle_taken=(409, "This handle cannot be had."),
                handle_changed_recently=(422, "A handle can be changed once in thirty days."),
            ),
        },
        examples=[OpenApiExample("Amina's", value={"handle": "amina_o"}, request_only=True)],
    )
    def put(self, request: Request) -> Response:
        fields = fields_of(shapes.HandleSerializer, request)
        services.set_handle(person_id=principal_of(request).id, handle=fields["handle"], now=clock.now())
        return _profile(request)

    @extend_schema(
        tags=ME,
        operation_id="remove_handle",
        summary="Give up my @handle",
        request=None,
        responses={
            204: OpenApiResponse(description="There is none any more."),
            **problems(401, account_secured=_SECURED),
        },
    )
    def delete(self, request: Request) -> Response:
        services.remove_handle(person_id=principal_of(request).id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyPhotoView(APIView):
    def get_parsers(self) -> Sequence[BaseParser]:  # type: ignore[override]
        """A photo is the body itself; everything else here has none."""
        return [ImageParser()] if self.request is None or self.request.method == "PUT" else super().get_parsers()

    @extend_schema(
        tags=ME,
        operation_id="get_photo",
        summary="My photo",
        responses={
            (200, IMAGE_TYPES["JPEG"]): OpenApiTypes.BINARY,
            **problems(401, 404),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        photo = selectors.get_photo(principal_of(request).id)
        return private_file_response(photo, IMAGE_TYPES["JPEG"], "photo.jpg")

    @extend_schema(
        tags=ME,
        operation_id="set_photo",
        summary="Set my photo",
        description="The body is the image: a JPEG, PNG or WebP. It is drawn anew, without what a camera adds to it.",
        request=dict.fromkeys(IMAGE_TYPES.values(), OpenApiTypes.BINARY),
        responses={
            204: OpenApiResponse(description="The photo is set."),
            **problems(
                401,
                429,
                account_secured=_SECURED,
                invalid_image=(400, "This is not a photograph we can take: send a JPEG, PNG or WebP image."),
            ),
        },
    )
    def put(self, request: Request) -> Response:
        image = image_of(request)
        services.set_photo(person_id=principal_of(request).id, content=image.content, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        tags=ME,
        operation_id="remove_photo",
        summary="Remove my photo",
        request=None,
        responses={
            204: OpenApiResponse(description="There is none any more."),
            **problems(401, account_secured=_SECURED),
        },
    )
    def delete(self, request: Request) -> Response:
        services.remove_photo(person_id=principal_of(request).id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyEmergencyContactView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="get_emergency_contact",
        summary="Whom to call when something happens to me",
        responses={200: shapes.EmergencyContactSerializer, **problems(401, 404)},
    )
    def get(self, request: Request) -> Response:
        return Response(shapes.contact_answer(selectors.get_emergency_contact(principal_of(request).id)))

    @extend_schema(
        tags=ME,
        operation_id="set_emergency_contact",
        summary="Set my emergency contact",
        request=shapes.EmergencyContactChangeSerializer,
        responses={
            200: shapes.EmergencyContactSerializer,
            **problems(400, 401, account_secured=_SECURED),
        },
        examples=[
            OpenApiExample(
                "her sister",
                value={"name": "Esther Wanjiru", "msisdn": "+254712000005", "relation": "sister"},
                request_only=True,
            )
        ],
    )
    def put(self, request: Request) -> Response:
        person_id = principal_of(request).id
        fields = fields_of(shapes.EmergencyContactChangeSerializer, request)
        services.set_emergency_contact(person_id=person_id, **fields, now=clock.now())
        return Response(shapes.contact_answer(selectors.get_emergency_contact(person_id)))

    @extend_schema(
        tags=ME,
        operation_id="remove_emergency_contact",
        summary="Remove my emergency contact",
        request=None,
        responses={
            204: OpenApiResponse(description="There is none any more."),
            **problems(401, account_secured=_SECURED),
        },
    )
    def delete(self, request: Request) -> Response:
        services.remove_emergency_contact(person_id=principal_of(request).id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyTrustedPayeesView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="list_trusted_payees",
        summary="Whom I trust as payees",
        parameters=PAGE_PARAMETERS,
        responses={200: shapes.TrustedPayeePageSerializer, **problems(400, 401)},
    )
    def get(self, request: Request) -> Response:
        person_id = principal_of(request).id
        return paginate(
            request,
            lambda before, after, limit: selectors.list_trusted_payees(
                person_id, before=before, after=after, limit=limit
            ),
            shapes.trusted_answer,
        )

    @extend_schema(
        tags=ME,
        operation_id="trust_payee",
        summary="Trust a payee",
        description="At most fifty. The first request answers 403 `step_up_required` and sends a code that is good "
        "for this payee; the second carries it in `step_up`.",
        request=shapes.TrustSerializer,
        responses={
            201: shapes.TrustedPayeeSerializer,
            **problems(
                400,
                401,
                429,
                step_up_required=STEP_UP_REQUIRED,
                account_secured=_SECURED,
                already_trusted=(409, "You trust this payee already."),
                too_many_trusted_payees=(409, "Nobody can trust more payees than fifty. Remove one first."),
                payee_not_found=(422, "Nobody can be paid under this number, address or handle."),
                invalid_code=_INVALID_CODE,
            ),
        },
        examples=[OpenApiExample("her landlord", value={"to": "@brian", "nickname": "Landlord"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        me, fields = principal_of(request), fields_of(shapes.TrustSerializer, request)
        trusted = services.trust_payee(
            person_id=me.id,
            session_id=me.session_id,
            to=fields["to"],
            nickname=fields["nickname"],
            step_up=answer_of(fields),
            now=clock.now(),
        )
        return Response(shapes.trusted_answer(trusted), status=status.HTTP_201_CREATED)


class MyTrustedPayeeView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="distrust_payee",
        summary="Trust a payee no longer",
        request=None,
        responses={204: OpenApiResponse(description="Removed."), **problems(401, 404)},
    )
    def delete(self, request: Request, trusted_id: UUID) -> Response:
        services.distrust_payee(person_id=principal_of(request).id, trusted_id=trusted_id, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MyExportsView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="ask_for_export",
        summary="Have my data put together",
        description="A ZIP of JSON files, made in the background; you are told when it is ready. While one is being "
        "made, asking again answers with that one.",
        request=None,
        responses={202: shapes.ExportSerializer, **problems(401, 429, account_secured=_SECURED)},
    )
    def post(self, request: Request) -> Response:
        export = services.ask_for_export(person_id=principal_of(request).id, now=clock.now())
        return Response(shapes.export_answer(export), status=status.HTTP_202_ACCEPTED)


class MyExportView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="get_export",
        summary="How far an export is",
        responses={200: shapes.ExportSerializer, **problems(401, 404)},
    )
    def get(self, request: Request, export_id: UUID) -> Response:
        export = selectors.get_export(person_id=principal_of(request).id, export_id=export_id)
        return Response(shapes.export_answer(export))


class MyExportFileView(APIView):
    @extend_schema(
        tags=ME,
        operation_id="get_export_file",
        summary="Fetch an export",
        responses={
            (200, "application/zip"): OpenApiTypes.BINARY,
            **problems(401, 404, export_not_ready=(409, "The export is not ready, or was deleted.")),
        },
    )
    def get(self, request: Request, export_id: UUID) -> StreamingHttpResponse:
        export, parts = selectors.get_export_file(
            person_id=principal_of(request).id, export_id=export_id, now=clock.now()
        )
        empty = private_file_response(b"", "application/zip", f"gopay-{export.requested_at:%Y-%m-%d}.zip")
        response = StreamingHttpResponse(parts, headers=dict(empty.headers))
        response["Content-Length"] = str(export.file_bytes)
        return response
