"""How refusals look in the API's schema."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

PROBLEM = "application/problem+json"


class FieldErrorSerializer(serializers.Serializer[object]):
    """What is wrong with one field; `field` is empty when it is the whole body."""

    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[object]):
    """A refusal (RFC 9457). `code` is stable; `errors` comes with `invalid_input`."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    request_id = serializers.CharField()
    errors = FieldErrorSerializer(many=True, required=False)  # type: ignore[assignment]


_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    422: "Unprocessable Entity",
    429: "Too Many Requests",
    503: "Service Unavailable",
}
_REFUSALS = {
    400: ("invalid_input", "The request has invalid fields."),
    401: ("invalid_token", "This token is not valid, or no longer. Log in again."),
    403: ("forbidden", "This is not yours to do."),
    404: ("not_found", "There is no such thing."),
    409: ("conflict", "The thing is in another state."),
    422: ("refused", "A rule says no."),
    429: ("rate_limited", "Too many requests. Wait before trying again."),
}


def problems(*statuses: int, **codes: tuple[int, str]) -> dict[tuple[int, str], OpenApiResponse]:
    """The refusals of a view for extend_schema's `responses`.

    A status alone stands for its usual code; `invalid_credentials=(401, "The password is not right.")` names
    a code of this view's own.
    """
    examples: dict[int, list[tuple[str, str]]] = {status: [_REFUSALS[status]] for status in statuses}
    for code, (status, detail) in codes.items():
        examples.setdefault(status, []).append((code, detail))
    return {
        (status, PROBLEM): OpenApiResponse(
            ProblemSerializer,
            description=", ".join(f"`{code}`" for code, _ in refusals),
            examples=[_example(status, code, detail) for code, detail in refusals],
        )
        for status, refusals in sorted(examples.items())
    }


def _example(status: int, code: str, detail: str) -> OpenApiExample:
    value = {
        "type": f"/problems/{code}",
        "title": _TITLES[status],
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77",
    }
    if code == "invalid_input":
        value["errors"] = [{"field": "msisdn", "code": "required", "detail": "This field is required."}]
    return OpenApiExample(code, value=value, media_type=PROBLEM, response_only=True, status_codes=[str(status)])


PAGE_PARAMETERS = [
    OpenApiParameter("page_size", OpenApiTypes.INT, description="1 to 100; 20 unless said."),
    OpenApiParameter("cursor", OpenApiTypes.STR, description="From `next` or `previous`; never made by hand."),
]
