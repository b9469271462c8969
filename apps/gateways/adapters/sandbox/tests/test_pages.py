"""The hosted page on which a customer pays, and the control page."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from apps.gateways.adapters.sandbox.tests.clients import Cards, JsonBank, Recharge, ask, new_reference
from apps.gateways.tests.provider import Provider

CARD = {"number": "4242 4242 4242 4242", "expiry": "04/48", "cvc": "123", "holder": "Amina Otieno"}


class _Page(HTMLParser):
    """What has to be right on every page: labels, balanced tags, no script, no style in an attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: list[str] = []
        self.labels: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        assert self.open == []
        assert set(self.fields) <= set(self.labels)
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag not in {"script", "img", "link"}
        assert not {name for name in given if name.startswith("on") or name == "style"}
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in {"input", "select"} and given.get("type") != "hidden":
            self.fields.append(str(given["id"]))
        if tag == "label":
            self.labels.append(str(given["for"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        if tag not in {"input", "meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def post(provider: Provider, path: str, fields: dict[str, str], **headers: str) -> tuple[int, dict[str, str], str]:
    form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    status, answered, body = provider.ask("POST", path, urlencode(fields).encode(), form)
    return status, answered, body.decode()


def get(provider: Provider, path: str) -> tuple[int, dict[str, str], str]:
    status, headers, body = provider.ask("GET", path)
    return status, headers, body.decode()


def test_a_customer_pays_and_is_sent_back(provider: Provider) -> None:
    checkout = Cards(provider).checkout(new_reference(), 1250, description="Deposit <b>").json
    path = checkout["url"].removeprefix(provider.url)
    status, headers, text = get(provider, path)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    page = _Page(text)
    assert page.fields == ["number", "expiry", "cvc", "holder"]
    assert "12.50 USD" in text
    assert "Deposit &lt;b&gt;" in text
    # The browser may follow the form to where the customer came from, and nowhere else.
    assert "form-action 'self' https://gopay.example;" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    status, headers, _ = post(provider, path, CARD)
    assert (status, headers["location"]) == (303, f"https://gopay.example/done?from=cards&checkout={checkout['id']}")
    _, _, text = get(provider, path)
    _Page(text)
    assert "Paid" in text
    assert "<form" not in text


def test_a_wrong_card_is_asked_for_again_and_never_shown(provider: Provider) -> None:
    checkout = Cards(provider).checkout(new_reference(), 1250).json
    path = checkout["url"].removeprefix(provider.url)
    status, _, text = post(provider, path, {**CARD, "number": "4242 4242 4242 4241", "holder": '"><script>'})
    assert status == 422
    _Page(text)
    assert "This is not a card number." in text
    assert "4241" not in text
    assert 'value="123"' not in text
    assert "&quot;&gt;&lt;script&gt;" in text
    assert Cards(provider).get(f"checkouts/{checkout['id']}").json["status"] == "open"


@pytest.mark.parametrize(("amount", "said"), [(1201, "did not go through"), (1214, "being confirmed")])
def test_the_page_says_what_became_of_it(provider: Provider, amount: int, said: str) -> None:
    checkout = Cards(provider).checkout(new_reference(), amount).json
    path = checkout["url"].removeprefix(provider.url)
    assert post(provider, path, CARD)[0] == 303
    _, _, text = get(provider, path)
    _Page(text)
    assert said in text


def test_a_deep_link_takes_the_customer_back_to_the_app(provider: Provider) -> None:
    checkout = Cards(provider).checkout(new_reference(), 1250, return_url="gopay://deposits/done").json
    path = checkout["url"].removeprefix(provider.url)
    assert "form-action 'self' gopay:;" in get(provider, path)[1]["content-security-policy"]
    assert post(provider, path, CARD)[1]["location"] == f"gopay://deposits/done?checkout={checkout['id']}"


def test_a_page_of_nothing(provider: Provider) -> None:
    status, _, text = get(provider, "/cards/checkout/co_nobody")
    assert status == 404
    _Page(text)


def test_the_control_page_shows_books_and_callbacks(provider: Provider) -> None:
    _Page(get(provider, "/control/")[2])
    reference = new_reference()
    JsonBank(provider).pay(reference, "10.08")
    Recharge(provider).top_up("<i>a reference</i>", "5.00")
    status, headers, text = get(provider, "/control/")
    _Page(text)
    assert status == 200
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert text.count(reference) >= 3
    assert "forged" in text
    assert "<i>a reference" not in text
    assert "It behaves well" in text
    _, _, text = get(provider, f"/control/?gateway=jsonbank&reference={reference}")
    assert "10.08 USD" in text
    assert text.count("recharge</td>") == 0
    assert get(provider, "/")[1]["location"] == "/control/"


def test_buttons_change_how_it_behaves(provider: Provider) -> None:
    status, headers, _ = post(provider, "/control/page/preset", {"preset": "lossy"})
    assert (status, headers["location"]) == (303, "/control/?said=saved")
    told = ask(provider, "GET", "/control/behaviour").json
    assert (told["drop_after"], told["deliver"]) == (0.2, "manual")
    post(provider, "/control/page/preset", {"preset": "down", "gateway": "bills"})
    told = ask(provider, "GET", "/control/behaviour").json
    assert (told["down"], told["gateways"]["bills"]["down"]) == (False, True)
    _, _, text = get(provider, "/control/?gateway=bills&said=saved")
    _Page(text)
    assert "It misbehaves" in text
    post(provider, "/control/page/behaviour", {"callbacks": "3", "shuffle": "on", "slow_seconds": "2.5"})
    told = ask(provider, "GET", "/control/behaviour").json
    assert (told["callbacks"], told["shuffle"], told["slow_seconds"], told["gateways"]) == (
        3,
        True,
        2.5,
        {"bills": told["gateways"].get("bills")},
    )
    post(provider, "/control/page/preset", {"preset": "good"})
    assert "It behaves well" in get(provider, "/control/")[2]
    for fields in ({"callbacks": "many"}, {"drop_after": "2"}, {"gateway": "nobody"}):
        assert post(provider, "/control/page/behaviour", fields)[1]["location"].startswith("/control/?said=wrong")


def test_buttons_move_the_clock_send_again_and_forget(provider: Provider) -> None:
    JsonBank(provider).pay(new_reference(), "10.07")
    post(provider, "/control/page/clock", {"seconds": "600"})
    assert ask(provider, "GET", "/control/clock").json["offset_seconds"] == 600
    assert len(provider.take_callbacks()) == 1
    (number,) = set(re.findall(r'name="callback" value="(\d+)"', get(provider, "/control/")[2]))
    post(provider, "/control/page/again", {"callback": number})
    assert len(provider.take_callbacks()) == 1
    post(provider, "/control/page/clock", {"seconds": "now"})
    assert ask(provider, "GET", "/control/clock").json["offset_seconds"] == 0
    post(provider, "/control/page/forget", {})
    assert len(provider.books()) == 1
    post(provider, "/control/page/forget", {"sure": "on"})
    assert provider.books() == []
    for path, fields in (
        ("clock", {"seconds": "5"}),
        ("again", {"callback": "x"}),
        ("again", {"callback": "9" * 30}),
        ("preset", {}),
    ):
        assert post(provider, f"/control/page/{path}", fields)[1]["location"] == "/control/?said=wrong"


def test_a_page_of_somebody_else_cannot_press_the_buttons(provider: Provider) -> None:
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Host": "elsewhere.example"}):
        status, _, _ = post(provider, "/control/page/preset", {"preset": "down"}, **headers)
        assert status == 403
        assert post(provider, "/control/reset", {}, **headers)[0] == 403
    assert post(provider, "/control/page/preset", {"preset": "slow"}, Origin=provider.url)[0] == 303
