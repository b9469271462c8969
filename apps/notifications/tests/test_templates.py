"""Every message in every way it goes: complete, short enough, and safe to fill with what people typed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from apps.core import caching
from apps.notifications import rendering, selectors
from apps.notifications.tests.samples import SAMPLES

FOLDER = Path(settings.BASE_DIR) / "templates" / "notifications"
FILES = sorted(path.name for path in FOLDER.glob("*.*.*"))
# What `occurred_at` looks like to a person; an SMS has no room for names of months in other scripts.
MOMENTS = {"inbox": "21 Nov 2026, 09:15", "email": "21 Nov 2026, 09:15", "sms": "2026-11-21 09:15"}
# 3GPP TS 23.038, the basic character set and what of its extension we use: 160 of these fit into one SMS.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_VALUE = re.compile(r"(?:\{\{ |value=|when=|unit=)([a-z_]+)")
# Parts of the pages themselves, and values that other tags set.
_NOT_FROM_CONTEXT = {"title", "label", "value", "unit", "language", "when"}


@pytest.fixture(autouse=True)
def _no_operators_text(_empty_cache: None) -> None:
    """These are about the files: no operator has written anything, and no database need be asked."""
    caching.keep(selectors.WORDS_KEY, ())


def parts(name: str) -> tuple[str, str, str]:
    template, way, kind = name.split(".")
    return template, way, kind


def values_in(name: str) -> set[str]:
    return set(_VALUE.findall((FOLDER / name).read_text())) - _NOT_FROM_CONTEXT


def rendered(name: str, **changes: Any) -> str:
    template, way, kind = parts(name)
    text = rendering.render(template, way, {**SAMPLES[template], **changes}, language="en")
    return text.html if kind == "html" else f"{text.title}\n{text.body}"


def test_every_message_has_a_sample_and_every_sample_a_message() -> None:
    assert {parts(name)[0] for name in FILES} == set(SAMPLES)


def test_every_message_goes_every_way() -> None:
    """A code has no place in an inbox: whoever reads the inbox is logged in already.

    Whoever is invited has not joined: all that is known of them is the number.
    """
    for template in SAMPLES:
        is_code = template == "one_time_code" or template.startswith("confirm_")
        ways = {"email", "sms"} if is_code else {"inbox", "email", "sms"}
        if template == "invitation":
            ways = {"sms"}
        assert rendering.ways_of(template) == ways
        assert (f"{template}.email.html" in FILES) == ("email" in ways)


@pytest.mark.parametrize("name", FILES)
def test_each_value_a_template_names_appears(name: str) -> None:
    text = rendered(name)
    for value in values_in(name):
        template, way, _ = parts(name)
        expected = MOMENTS[way] if value == "occurred_at" else str(SAMPLES[template][value])
        assert expected in text, f"{name} does not show {value}"
    assert "{{" not in text and "{%" not in text and "None" not in text


@pytest.mark.parametrize("name", FILES)
def test_without_one_of_its_values_a_template_is_not_rendered(name: str) -> None:
    """An empty place where the amount belongs must not reach anybody."""
    template, way, _ = parts(name)
    source = (FOLDER / name).read_text()
    for value in values_in(name):
        context = {key: kept for key, kept in SAMPLES[template].items() if key != value}
        if f"{{% if {value} %}}" in source:
            rendering.render(template, way, context, language="en")
        else:
            with pytest.raises(rendering.MissingValue, match=value):
                rendering.render(template, way, context, language="en")


@pytest.mark.parametrize("template", sorted(SAMPLES))
def test_an_sms_fits_into_one(template: str) -> None:
    text = rendering.render(template, "sms", SAMPLES[template], language="en").body
    assert len(text) <= 160, text
    assert set(text) <= GSM, set(text) - GSM
    assert "GoPay" in text


@pytest.mark.parametrize("template", [name for name in sorted(SAMPLES) if name.startswith(("payment", "promotion"))])
@pytest.mark.parametrize("way", ["inbox", "sms", "email"])
def test_a_payment_is_named_by_amount_currency_and_reference_everywhere(template: str, way: str) -> None:
    text = rendering.render(template, way, SAMPLES[template], language="en")
    for body in filter(None, [f"{text.title} {text.body}", text.html]):
        for value in ("amount", "currency", "reference"):
            assert SAMPLES[template][value] in body


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("payment_not_received")])
def test_a_payee_is_not_told_why_the_payer_could_not_pay(name: str) -> None:
    assert "too low" not in rendered(name)


def test_a_note_is_optional_and_shown_as_somebody_elses_words() -> None:
    assert "note" not in rendered("payment_received.email.txt", note="").lower()
    assert "Their note: Hi" in rendered("payment_received.email.txt", note="Hi")
    assert "Hi there" not in rendered("payment_received.sms.txt", note="Hi there")


def test_a_declined_payment_to_nobody() -> None:
    for name in ("payment_declined.inbox.txt", "payment_declined.sms.txt", "payment_declined.email.html"):
        assert "Your payment of 12.50 USD did not go through." in rendered(name, counterparty="")


@pytest.mark.parametrize("name", [name for name in FILES if "counterparty" in values_in(name)])
def test_what_people_typed_stays_text(name: str) -> None:
    """No markup in HTML, no escaping in plain text, no line of their own, no reversed writing."""
    hostile = '<b>Eve</b> & "co"\r\nSubject: hi\x00\u202e{{ 7 }}\u2028x'
    text = rendered(name, counterparty=hostile)
    if name.endswith(".html"):
        assert "<b>Eve" not in text
        assert "&lt;b&gt;Eve&lt;/b&gt; &amp; &quot;co&quot; Subject: hi {{ 7 }} x" in text
    else:
        assert '<b>Eve</b> & "co" Subject: hi {{ 7 }} x' in text
    assert not re.search("[\x00\u202e\u2028]", text)


def test_the_title_is_the_first_line_and_never_too_long_for_its_column() -> None:
    text = rendering.render(
        "payment_received", "inbox", {**SAMPLES["payment_received"], "counterparty": "x" * 400}, language="en"
    )
    assert len(text.title) == rendering.MAX_TITLE and "\n" not in text.title


def test_the_persons_language_is_in_force_while_rendering_and_only_then() -> None:
    with translation.override("en"):
        html = rendering.render("payment_sent", "email", SAMPLES["payment_sent"], language="fr").html
        assert '<html lang="fr">' in html
        assert translation.get_language() == "en"
    assert "nov. 2026" in html.lower() or "nov 2026" in html.lower()


@pytest.mark.parametrize("language", ["", "zz", "../fr", "en-GB-oxende", "zh-hans"])
def test_a_language_we_do_not_speak_is_no_obstacle(language: str) -> None:
    text = rendering.render("payment_sent", "sms", SAMPLES["payment_sent"], language=language).body
    assert text.startswith("You sent 12.50 USD") and set(text) <= GSM


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".html")])
def test_an_html_email_is_for_light_and_dark_and_loads_nothing(name: str) -> None:
    html = rendered(name)
    assert html.lower().startswith("<!doctype html>") and "prefers-color-scheme: dark" in html
    assert not re.search(r"<script|<img|<link|src=|https?://|url\(", html)
