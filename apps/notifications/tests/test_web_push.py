"""What is told reaches the browsers that wanted it, and nobody else can read it."""

import json
import signal
import time
from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.notifications import push_words, rendering, services, vapid
from apps.notifications.models import (
    Delivery,
    DeliveryState,
    Notification,
    Outage,
    PushSubscription,
    SandboxMessage,
)
from apps.notifications.samples import SAMPLES
from apps.notifications.tests.push_service import Browser, PushService, decoded
from apps.notifications.tests.pushing import end_by, subscribe, tell
from apps.notifications.tests.test_codes_stay_secret import tables_holding
from apps.notifications.tests.test_sent_once import dying_sender


def send(**more: Any) -> int:
    return services.send_due(now=clock.now(), channel="PUSH", **more)


def states() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(channel="PUSH").order_by("id")
    return list(rows.values_list("state", "last_error"))


def test_the_reader_reads_the_example_of_the_rfc() -> None:
    """RFC 8291, section 5: so that what it reads of ours says something."""
    number = int.from_bytes(decoded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
    key = ec.derive_private_key(number, ec.SECP256R1())
    browser = Browser("https://push.example.net/x", private_key=key, auth=decoded("BTBZMqHH6r4Tts7J_aSIgg"))
    body = decoded(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert browser.read(body) == b"When I grow up, I want to be a watermelon"


@pytest.mark.django_db
def test_a_push_as_it_goes_out(pushes: PushService) -> None:
    amina = make_person("amina")
    browser = pushes.browser()
    subscribe(amina, browser)
    tell(amina)
    assert send() == 1
    (row,) = Notification.objects.all()
    (message,) = pushes.told(browser)
    assert message == {
        "title": row.title,
        "body": " ".join(row.body.split()),
        "path": f"/push/open/{row.id}",
        "tag": str(row.id),
        "lang": "en",
        "dir": "ltr",
    }
    assert "12.50 USD" in message["title"]
    (headers,), (claims,) = pushes.headers, pushes.claims
    assert headers["content-encoding"] == "aes128gcm"
    assert (headers["ttl"], headers["urgency"]) == ("86400", "normal")
    delivery = Delivery.objects.get(channel="PUSH")
    assert decoded(headers["topic"]) == delivery.id.bytes and len(headers["topic"]) <= 32
    assert claims["k"] == vapid.public_key() and claims["sub"] == "mailto:push@gopay.example"
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 1)
    assert b"12.50" not in pushes.bodies[0]
    with pytest.raises(InvalidTag):
        pushes.browser().read(pushes.bodies[0])


@pytest.mark.django_db
def test_a_push_in_a_language_that_is_written_the_other_way(pushes: PushService) -> None:
    amina = make_person("amina", language="ar")
    browser = pushes.browser()
    subscribe(amina, browser)
    tell(amina)
    send()
    (message,) = pushes.told(browser)
    assert (message["lang"], message["dir"]) == ("ar", "rtl")


@pytest.mark.django_db(transaction=True)
def test_no_table_holds_the_address_or_the_keys(pushes: PushService) -> None:
    """SECURITY 27: a dump of the database lets nobody write to a browser."""
    browser = pushes.browser()
    subscribe(make_person("amina"), browser)
    for secret in (browser.endpoint, *browser.to_json()["keys"].values()):
        assert tables_holding(secret) == set()
        assert tables_holding(secret.encode().hex()) == set()


@pytest.mark.django_db
def test_each_browser_is_told_and_each_alone(pushes: PushService) -> None:
    amina, brian = make_person("amina"), make_person("brian")
    phone, desk, other = (pushes.browser() for _ in range(3))
    subscribe(amina, phone)
    subscribe(amina, desk)
    subscribe(brian, other)
    tell(amina)
    assert send() == 2
    assert len(pushes.told(phone)) == len(pushes.told(desk)) == 1
    assert pushes.told(other) == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_its_service_has_forgotten_is_forgotten(pushes: PushService, status: int) -> None:
    amina = make_person("amina")
    row = subscribe(amina, pushes.browser())
    pushes.status = status
    tell(amina)
    assert send() == 0
    row.refresh_from_db()
    assert (row.ended_because, row.endpoint, row.p256dh, row.auth, row.endpoint_index) == ("GONE", *[None] * 4)
    assert row.ended_at is not None
    assert states() == [("CANCELLED", f"HTTP {status}")]
    tell(amina)
    assert Delivery.objects.filter(channel="PUSH").count() == 1, "nothing more is queued for it"
    assert not Outage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 413])
def test_a_message_a_service_refuses_is_not_sent_again(pushes: PushService, status: int) -> None:
    amina = make_person("amina")
    row = subscribe(amina, pushes.browser())
    pushes.status = status
    tell(amina)
    send()
    assert states() == [("FAILED", f"HTTP {status}")]
    row.refresh_from_db()
    assert row.ended_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("status", [302, 401, 403, 429, 500, 503])
def test_what_may_pass_is_tried_again(pushes: PushService, status: int) -> None:
    amina = make_person("amina")
    browser = pushes.browser()
    row = subscribe(amina, browser)
    pushes.status = status
    tell(amina)
    send()
    assert states() == [("QUEUED", f"HTTP {status}")]
    assert len(pushes.paths) == 1, "a redirect was followed, and our signature with it"
    row.refresh_from_db()
    assert row.failures == 1 and row.failed_at is not None
    pushes.status = 201
    later = Delivery.objects.get(channel="PUSH").due_at
    assert services.send_due(now=later, channel="PUSH") == 1
    row.refresh_from_db()
    assert row.failures == 0
    assert len({headers["topic"] for headers in pushes.headers}) == 1
    first, second = pushes.told(browser)
    assert first["tag"] == second["tag"], "a browser that gets both shows one"


@pytest.mark.django_db
def test_a_strangers_address_that_stays_silent_is_given_up_and_pauses_nobody(pushes: PushService) -> None:
    """Anybody may subscribe with an address of their own: it must not hold up the pushes of everybody else."""
    amina, brian = make_person("amina"), make_person("brian")
    silent, good = pushes.browser("silent"), pushes.browser("good")
    row = subscribe(amina, silent)
    subscribe(brian, good)
    for _ in range(6):
        tell(amina)
    tell(brian)
    pushes.status_of = lambda path: 503 if path.endswith("silent") else 201
    assert send() == 1
    assert not Outage.objects.exists()
    assert [path for path in pushes.paths if path.endswith("silent")] == ["/send/silent"] * 3
    row.refresh_from_db()
    assert row.ended_because == "SILENT"
    assert Delivery.objects.filter(channel="PUSH", state=DeliveryState.CANCELLED).count() == 4
    assert len(pushes.told(good)) == 1


@pytest.mark.django_db
def test_a_well_known_service_that_is_away_pauses_the_channel_and_loses_no_browser(
    pushes: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.notifications.channels.push.WELL_KNOWN", ("127.0.0.1",))
    amina = make_person("amina")
    row = subscribe(amina, pushes.browser())
    for _ in range(6):
        tell(amina)
    pushes.status = 503
    now = clock.now()
    services.send_due(now=now, channel="PUSH")
    assert len(pushes.paths) == 3, "the third failure in a row pauses it"
    outage = Outage.objects.get()
    assert (outage.channel, outage.last_error) == ("PUSH", "HTTP 503") and outage.paused_until is not None
    pushes.status = 201
    assert services.send_due(now=now + timedelta(seconds=1), channel="PUSH") == 0
    assert services.send_due(now=outage.paused_until + timedelta(hours=1), channel="PUSH") == 6
    assert not Outage.objects.exists()
    row.refresh_from_db()
    assert (row.ended_at, row.failures) == (None, 0)


@pytest.mark.django_db
def test_silence_ends_in_time(pushes: PushService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.notifications.channels.push.TIMEOUT", 1.0)
    amina = make_person("amina")
    subscribe(amina, pushes.browser())
    pushes.status, pushes.patience = -1, 60
    tell(amina)
    started = time.monotonic()
    send()
    assert time.monotonic() - started < 20
    assert states()[0][0] == "QUEUED"


@pytest.mark.django_db
def test_an_address_that_leads_inside_is_never_called(pushes: PushService, settings: Any) -> None:
    """SECURITY 25: it was good when it was given, and is looked at again whenever something is sent."""
    amina = make_person("amina")
    row = subscribe(amina, pushes.browser())
    tell(amina)
    settings.WEBHOOKS_TO_LOOPBACK = False
    send()
    assert pushes.paths == []
    row.refresh_from_db()
    assert row.ended_because == "REFUSED"
    assert states() == [("CANCELLED", "url_refused")]


@pytest.mark.django_db
def test_without_a_key_nothing_is_queued_and_nothing_is_imported(pushes: PushService, settings: Any) -> None:
    amina = make_person("amina")
    subscribe(amina, pushes.browser())
    settings.VAPID_PRIVATE_KEY = ""
    tell(amina)
    assert not Delivery.objects.filter(channel="PUSH").exists()


@pytest.mark.django_db
def test_a_switched_off_channel_is_silent_but_for_security(pushes: PushService) -> None:
    amina = make_person("amina")
    browser = pushes.browser()
    subscribe(amina, browser)
    services.choose_channels(person_id=amina.id, choices={"PUSH": False}, now=clock.now())
    tell(amina)
    assert send() == 0
    tell(amina, template="pin_locked", context=SAMPLES["pin_locked"], security=True)
    assert send() == 1
    services.choose_channels(person_id=amina.id, choices={"PUSH": True}, now=clock.now())
    tell(amina)
    assert send() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["logged out", "ended", "phone locked", "phone wiped", "account locked", "expired"])
def test_whose_session_is_over_hears_nothing(pushes: PushService, how: str) -> None:
    """Neither what is told afterwards nor what waited already."""
    amina = make_person("amina")
    browser = pushes.browser()
    row = subscribe(amina, browser)
    tell(amina)
    end_by(how, amina, row.session_id)
    tell(amina)
    assert send() == 0
    assert pushes.paths == []
    assert states() == [("CANCELLED", "the browser has left, or its session is over")]
    services.purge_push_subscriptions(now=clock.now())
    row.refresh_from_db()
    assert row.ended_because == "OVER"


@pytest.mark.django_db
def test_another_session_goes_on(pushes: PushService) -> None:
    amina = make_person("amina")
    lost, kept = pushes.browser(), pushes.browser()
    first = subscribe(amina, lost)
    subscribe(amina, kept)
    end_by("ended", amina, first.session_id)
    tell(amina)
    assert send() == 1
    assert pushes.told(lost) == [] and len(pushes.told(kept)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_push_waits_for_its_own_sweep(pushes: PushService, sms: Any, mail: Any) -> None:
    """Whoever tells must not wait for an address that a stranger has chosen."""
    amina = make_person("amina")
    subscribe(amina, pushes.browser())
    with transaction.atomic():
        services.send_after_commit(tell(amina), now=clock.now())
    assert len(sms.requests) == len(mail.messages) == 1
    assert pushes.paths == []
    assert send() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_sweepers_push_each_once(pushes: PushService) -> None:
    amina = make_person("amina")
    browser = pushes.browser()
    subscribe(amina, browser)
    for _ in range(20):
        tell(amina)
    results = run_together(8, lambda _: services.send_due(now=clock.now(), channel="PUSH", seconds=30))
    assert sum(results) == 20
    tags = [message["tag"] for message in pushes.told(browser)]
    assert len(tags) == len(set(tags)) == 20


@pytest.mark.django_db(transaction=True)
def test_told_twice_is_pushed_once(pushes: PushService) -> None:
    amina, cause = make_person("amina"), uuid7()
    subscribe(amina, pushes.browser())
    run_together(8, lambda _: tell(amina, cause=cause))
    assert send() == 1
    assert send() == 0


@pytest.mark.django_db(transaction=True)
def test_killed_while_the_service_answers_the_next_sender_repeats_what_a_browser_knows_as_the_same(
    pushes: PushService,
) -> None:
    """There is no key of idempotency: the same Topic replaces what waits at the service, the same tag what is shown."""
    amina = make_person("amina")
    browser = pushes.browser()
    subscribe(amina, browser)
    tell(amina)
    Delivery.objects.exclude(channel="PUSH").delete()
    pushes.status, pushes.patience = -1, 30
    sender = dying_sender("while-sending", SANDBOX=False, WEBHOOKS_TO_LOOPBACK=True)
    assert pushes.arrived.wait(60)
    sender.kill()
    assert sender.wait(60) == -signal.SIGKILL
    pushes.status = 201
    deadline = time.monotonic() + 60
    while send() == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    first, second = pushes.told(browser)
    assert first == second
    assert len({headers["topic"] for headers in pushes.headers}) == 1
    assert states() == [("SENT", "")]


@pytest.mark.django_db(transaction=True)
def test_killed_before_the_commit_nothing_is_lost(pushes: PushService) -> None:
    amina = make_person("amina")
    row = subscribe(amina, pushes.browser())
    tell(amina)
    Delivery.objects.exclude(channel="PUSH").delete()
    pushes.status = 410
    sender = dying_sender("before-commit", SANDBOX=False, WEBHOOKS_TO_LOOPBACK=True)
    assert sender.wait(60) == -signal.SIGKILL
    row.refresh_from_db()
    assert row.ended_at is None and states() == [("QUEUED", "")]
    send()
    row.refresh_from_db()
    assert row.ended_because == "GONE"


@pytest.mark.django_db
def test_the_sandbox_shows_what_was_pushed(pushes: PushService, sandbox: None, client: Any) -> None:
    """It goes to the browser as well: that has subscribed in this very sandbox."""
    amina = make_person("amina")
    browser = pushes.browser()
    subscribe(amina, browser)
    tell(amina)
    services.send_due(now=clock.now())
    assert len(pushes.told(browser)) == 1
    rows = client.get("/sandbox/messages", {"to": amina.msisdn, "channel": "push"}).json()["results"]
    assert [(row["to"], row["subject"]) for row in rows] == [(amina.msisdn, pushes.told(browser)[0]["title"])]
    assert SandboxMessage.objects.filter(channel="PUSH").count() == 1


# --- What a push says -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", sorted(SAMPLES))
@pytest.mark.django_db
def test_a_push_says_no_figure_that_the_sms_does_not(template: str) -> None:
    context = SAMPLES[template]
    ways = rendering.ways_of(template)
    for language in ("en", "fr", "sw", "ar"):
        if "inbox" not in ways or "code_id" in context:
            with pytest.raises(rendering.UnknownTemplate):
                push_words.compose(template, context, language=language)
            continue
        text = push_words.compose(template, context, language=language)
        sms = rendering.render(template, "sms", context, language=language).body
        assert push_words._figures(f"{text.title} {text.body}") <= push_words._figures(sms)
        assert 0 < len(text.title) <= push_words.LONGEST_TITLE and len(text.body) <= push_words.LONGEST_BODY
        assert len(json.dumps(text.title + text.body).encode()) < 3_000, "a push service takes 4096 bytes"


@pytest.mark.django_db
def test_what_is_worth_money_is_not_pushed() -> None:
    """The token of a prepaid meter is read in the inbox, where one is logged in, however it is written."""
    context = {**SAMPLES["bill_paid"], "voucher": "1234-5678-9012-3456-7890"}
    for way in ("inbox", "sms"):
        assert context["voucher"] in rendering.render("bill_paid", way, context, language="en").body
    text = push_words.compose("bill_paid", context, language="en")
    assert "1234" not in text.title + text.body and "7890" not in text.body
    assert text.title.startswith("You paid") and text.body == "Open GoPay to read it."


@pytest.mark.django_db
def test_tax_and_gross_stay_in_the_inbox() -> None:
    context = SAMPLES["agent_commission_paid"]
    text = push_words.compose("agent_commission_paid", context, language="en")
    assert str(context["gross"]) not in text.body and str(context["amount"]) in text.title
    assert text.body.startswith("GoPay: the float of")


@pytest.mark.django_db
def test_a_long_text_is_cut() -> None:
    context = {**SAMPLES["agent_rejected"], "reason": "because " * 100}
    text = push_words.compose("agent_rejected", context, language="en")
    assert len(text.body) == push_words.LONGEST_BODY or text.body.endswith("…")


@pytest.mark.django_db
def test_a_code_never_goes_by_push(pushes: PushService) -> None:
    amina = make_person("amina")
    subscribe(amina, pushes.browser())
    code = {"code_id": str(uuid7()), "minutes": 10}
    with pytest.raises(rendering.UnknownTemplate):
        services.tell_address(
            channel="PUSH", address=str(uuid7()), template="one_time_code", context=code, cause=uuid7(), now=clock.now()
        )
    services.tell(
        person_id=amina.id, template="welcome", context={"name": "Amina", **code}, cause=uuid7(), now=clock.now()
    )
    assert not Delivery.objects.filter(channel="PUSH").exists(), "what carries a code is not pushed"
    # What somebody has put into the table all the same is not sent.
    row = PushSubscription.objects.get()
    Delivery.objects.create(
        channel="PUSH",
        address=str(row.id),
        person_id=amina.id,
        template="one_time_code",
        context=code,
        language="en",
        queued_at=clock.now(),
        due_at=clock.now(),
        cause=uuid7(),
    )
    send()
    assert pushes.paths == [] and states()[0][0] == "FAILED"
