"""Lists, and what could be read as two different things, in what a provider wrote."""

import pytest

from apps.gateways.reading import Fields


class Bad(Exception):
    """The error the reader was made with."""


def of(value: object) -> Fields:
    return Fields({"it": value}, Bad)


def test_lists() -> None:
    assert [one.text("a") for one in of([{"a": "b"}, {"a": "c"}]).objects("it")] == ["b", "c"]
    assert of(["+25470", "+25471"]).texts("it") == ["+25470", "+25471"]
    assert of([]).objects("it") == of([]).texts("it") == []


@pytest.mark.parametrize("value", [None, "", "ab", {}, {"a": "b"}, 7, [None], [[]], ["a", 7], [{"a": 1}, None]])
def test_what_is_no_list_of_them(value: object) -> None:
    with pytest.raises(Bad):
        of(value).objects("it")
    with pytest.raises(Bad):
        of(value).texts("it")
    with pytest.raises(Bad):
        of([{}]).objects("other")


def test_whole_numbers() -> None:
    assert [of(value).optional_whole("it", most=30) for value in (None, 0, 30)] == [None, 0, 30]
    for value in (31, -1, True, 1.0, "7", [7], 10**400):
        with pytest.raises(Bad):
            of(value).optional_whole("it", most=30)


def test_names_are_those_of_the_object() -> None:
    assert Fields({"USD": "1.00", "KES": "2.00"}, Bad).names == ["USD", "KES"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"status": "paid", "status": "failed"}',
        b'{"payment": {"amount": "1.00", "amount": "100.00"}}',
        b'{"amount": NaN}',
        b'{"amount": -Infinity}',
        '{"status": "paid"}'.encode("utf-16"),
        '{"status": "paid"}'.encode("utf-32"),
        b"\xef\xbb\xbf{}",
    ],
)
def test_what_two_programs_read_differently_is_not_read(body: bytes) -> None:
    with pytest.raises(Bad):
        Fields.of_json(body, Bad)
