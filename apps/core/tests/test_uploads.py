"""Photographs as bodies of requests, and private files as answers."""

import gc
import io
import tracemalloc
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.test import APIClient

from apps.core.api.uploads import ImageParser, private_file_response
from apps.core.images import MAX_IMAGE_BYTES
from apps.core.tests.pictures import PAGE, SVG, archive, photograph

pytestmark = [pytest.mark.urls("apps.core.tests.urls")]
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def upload(body: bytes, content_type: str = "image/jpeg", **environ: Any) -> Any:
    return APIClient().generic("POST", "/api/v1/picture", body, content_type, **environ)  # type: ignore[arg-type]


def upload_from(stream: Any, *, announced: int) -> Any:
    """As a web server hands a body over: what it announced, and where the rest comes from."""
    environ: dict[str, Any] = {"CONTENT_LENGTH": str(announced), "wsgi.input": stream}
    return upload(b"", **environ)


def refused(answer: Any, code: str, status: int = 400) -> None:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


@pytest.mark.parametrize("kind", TYPES)
def test_a_photograph_is_taken_as_it_is(kind: str) -> None:
    answer = upload(photograph(kind), TYPES[kind])
    assert answer.status_code == 200
    assert answer.json() == {"width": 60, "height": 40, "content_type": "image/jpeg"}


def test_the_type_a_sender_names_opens_no_door() -> None:
    """SECURITY 26: what counts is what is inside."""
    assert upload(photograph("PNG"), "image/webp").status_code == 200
    for body in (SVG, PAGE, archive()):
        refused(upload(body, "image/png"), "invalid_image")


@pytest.mark.parametrize(
    "content_type",
    ["image/svg+xml", "image/gif", "image/tiff", "image/*", "image/", "text/html", "application/json", "*/*", "x"],
)
def test_other_types_are_not_even_read(content_type: str) -> None:
    answer = upload(photograph(), content_type)
    refused(answer, "unsupported_media_type", 415)


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png", ""])
def test_without_a_body_there_is_no_image(content_type: str) -> None:
    refused(upload(b"", content_type), "invalid_image")


def test_a_body_over_django_s_own_limit_is_taken(settings: Any) -> None:
    """DATA_UPLOAD_MAX_MEMORY_SIZE is for forms and JSON."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = photograph(width=600, height=600)
    assert len(body) > 1000
    assert upload(body).status_code == 200


def test_a_body_at_the_limit_is_taken_and_one_over_it_is_not() -> None:
    body = photograph()
    body += b"\0" * (MAX_IMAGE_BYTES - len(body))
    assert upload(body).status_code == 200
    refused(upload(body + b"\0"), "body_too_large")


class Endless:
    """A sender who never stops; counts what was taken from them."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "everything at once"
        self.taken += size
        return b"x" * size

    readline = read


def test_a_body_that_announces_too_much_is_not_read() -> None:
    stream = Endless()
    answer = upload_from(stream, announced=MAX_IMAGE_BYTES + 1)
    refused(answer, "body_too_large")
    assert stream.taken == 0


def test_a_body_that_announces_less_than_it_is_is_read_to_a_limit() -> None:
    """A stream that goes on is left where the limit is."""
    stream = Endless()
    with pytest.raises(Exception, match="too large"):
        ImageParser().parse(stream, "image/jpeg", {"request": RequestFactory().post("/")})
    assert stream.taken <= MAX_IMAGE_BYTES + 64 * 1024


# A request of the real handler ends with a look at the thread's connection, if an earlier test has left one.
@pytest.mark.django_db
def test_a_body_does_not_outlive_its_request() -> None:
    """Not even until the garbage collector comes, whether the image was taken or refused."""
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    good = photograph()

    def send(body: bytes) -> str:
        said: list[str] = []
        environ = RequestFactory()._base_environ(  # type: ignore[attr-defined]
            PATH_INFO="/api/v1/picture",
            REQUEST_METHOD="POST",
            CONTENT_TYPE="image/jpeg",
            CONTENT_LENGTH=str(len(body)),
            **{"wsgi.input": io.BytesIO(body)},
        )

        def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
            said.append(status)

        answer = application(environ, start_response)
        list(answer)
        answer.close()
        return said[0]

    bodies = [good + b"\0" * (MAX_IMAGE_BYTES - len(good)), b"x" * MAX_IMAGE_BYTES]
    assert [send(body)[:3] for body in bodies] == ["200", "400"]
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        for _ in range(5):
            for body in bodies:
                send(body)
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert left < MAX_IMAGE_BYTES / 2


def test_a_sender_who_stops_early_sent_a_broken_image() -> None:
    body = photograph()
    answer = upload_from(io.BytesIO(body[:-10]), announced=len(body))
    refused(answer, "invalid_image")


def test_a_private_file_is_an_attachment_without_power() -> None:
    """SECURITY 26: served as an attachment with nosniff, and kept by no cache."""
    answer = private_file_response(photograph(), "image/jpeg", "passport.jpg")
    assert answer.content == photograph()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="passport.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "filename", ['a"; filename="b.html', "a\r\nSet-Cookie: x=1", "", "Ämina.jpg", "../../etc/passwd"]
)
def test_a_file_s_name_stays_a_name(filename: str) -> None:
    header = private_file_response(b"x", "image/jpeg", filename)["Content-Disposition"]
    assert header.startswith("attachment") and "\r" not in header and "\n" not in header
    assert 'filename="b.html"' not in header.replace('\\"', "")


def test_the_headers_survive_the_middleware() -> None:
    answer = APIClient().get("/api/v1/picture")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
