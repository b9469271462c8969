"""What a service raises when it refuses. Doors turn it into an answer; services know nothing of HTTP."""

from typing import Any, Literal

Category = Literal[
    "invalid",  # the request makes no sense as it stands
    "unauthenticated",  # we do not know who asks
    "forbidden",  # we know, and they may not
    "not_found",  # there is no such thing for this person
    "conflict",  # the thing is in another state than the request supposes
    "refused",  # a business rule says no
    "throttled",  # too often
    "unavailable",  # we cannot now; asking again later may work
]


class DomainError(Exception):
    """A refusal with a stable snake_case code and a sentence for people.

    `extra` carries members of the problem document beyond the standard ones; `retry_after` is in seconds.
    """

    code = "refused"
    category: Category = "refused"
    title: str | None = None

    def __init__(self, detail: str = "", *, retry_after: int | None = None, **extra: Any) -> None:
        self.detail = detail or (self.__doc__ or self.code).strip().splitlines()[0]
        self.retry_after = retry_after
        self.extra = extra
        super().__init__(self.detail)


class InvalidInput(DomainError):
    """The request has invalid fields."""

    code = "invalid_input"
    category = "invalid"

    def __init__(self, detail: str = "", *, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.errors = errors or []


class CardNumberRefused(InvalidInput):
    """The number of a payment card stands here. GoPay never takes one: leave it out."""

    code = "card_number_refused"

    def __init__(self, fields: list[str] | None = None) -> None:
        detail = (self.__doc__ or "").strip()
        super().__init__(detail, errors=[{"field": one, "code": self.code, "detail": detail} for one in fields or []])


class NotFound(DomainError):
    """There is no such thing."""

    code = "not_found"
    category = "not_found"


class Unavailable(DomainError):
    """The service cannot answer now. Try again shortly."""

    code = "unavailable"
    category = "unavailable"
