"""Texts operators write in place of files: what they can say, who puts them to use, and that none loses a message."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock, metrics
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.notifications import rendering, services, wording
from apps.notifications.errors import ContentConflict, OwnContent, TextNotFound
from apps.notifications.models import Delivery, Notification, SandboxMessage, TemplateVersion, Way
from apps.notifications.samples import SAMPLES, payment
from apps.notifications.sms_lengths import measure

pytestmark = pytest.mark.django_db
SENT = "You sent {{ amount }} {{ currency }} to {{ counterparty }}. Ref {{ reference }}. GoPay"


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def chidi() -> User:
    return make_person("chidi", is_staff=True)


def write(by: User, body: str = SENT, **changes: Any) -> TemplateVersion:
    facts: dict[str, Any] = {"name": "payment_sent", "way": "sms", "language": "en", "subject": "", **changes}
    return services.write_text(body=body, why="Shorter.", by=by.pk, now=clock.now(), **facts)


def put_to_use(version: TemplateVersion, by: User) -> None:
    services.publish_text(version_id=version.pk, by=by.pk, now=clock.now())


def sms_of(language: str = "en", **changes: Any) -> str:
    return rendering.render("payment_sent", "sms", payment(**changes), language=language).body


def refused(by: User, body: str, **changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        write(by, body, **changes)
    assert not TemplateVersion.objects.exists()
    return {each["field"]: each["detail"] for each in caught.value.errors}


# In use.


def test_a_draft_changes_nothing_and_what_a_colleague_puts_to_use_is_told(olga: User, chidi: User) -> None:
    before = sms_of()
    draft = write(olga, "Sent {{ amount }} {{ currency }}, {{ reference }}.")
    assert sms_of() == before
    put_to_use(draft, chidi)
    assert sms_of() == "Sent 12.50 USD, 7K2M9QX4AB."
    deeds = AuditRecord.objects.order_by("id").values_list("actor_id", "what", "subject_id")
    assert list(deeds) == [
        (olga.pk, "wrote a message's text", str(draft.pk)),
        (chidi.pk, "published a message's text", str(draft.pk)),
    ]


def test_the_text_in_use_reaches_inbox_sms_and_e_mail(olga: User, chidi: User, sandbox: None) -> None:
    put_to_use(write(olga), chidi)
    facts = {"subject": "Sent: {{ amount }} {{ currency }}", "body": "Hello.\n\n**{{ reference }}** was sent."}
    for way in ("inbox", "email"):
        put_to_use(write(olga, way=way, **facts), chidi)
    amina = make_person("amina")
    services.tell(person_id=amina.pk, template="payment_sent", context=payment(), cause=uuid7(), now=clock.now())
    services.send_due(now=clock.now())
    assert Notification.objects.get().title == "Sent: 12.50 USD"
    sms, mail = SandboxMessage.objects.get(channel="SMS"), SandboxMessage.objects.get(channel="EMAIL")
    assert sms.body == "You sent 12.50 USD to Amina Otieno. Ref 7K2M9QX4AB. GoPay"
    assert (mail.subject, mail.body) == ("Sent: 12.50 USD", "Hello.\n\n7K2M9QX4AB was sent.")


def test_a_language_falls_back_to_its_base_to_english_and_to_the_file(olga: User, chidi: User) -> None:
    put_to_use(write(olga, "Envoi {{ amount }} {{ currency }} {{ reference }}", language="fr"), chidi)
    assert sms_of("fr-ca").startswith("Envoi") and sms_of("fr").startswith("Envoi")
    assert sms_of("de").startswith("You sent"), "nobody wrote English: the file"
    assert sms_of("sw").startswith("Umetuma"), "which speaks Swahili"
    put_to_use(write(olga, "Out: {{ amount }} {{ currency }} {{ reference }}"), chidi)
    assert sms_of("de").startswith("Out:") and sms_of("fr").startswith("Envoi")
    assert sms_of("sw").startswith("Umetuma"), "new English makes nobody's messages English"


def test_a_text_that_does_not_fit_is_passed_over_for_the_file_and_counted(olga: User, chidi: User) -> None:
    put_to_use(write(olga, SENT + " {{ kind_label }}"), chidi)
    before = metrics.TEXTS_PASSED_OVER.labels("payment_sent", "sms")._value.get()
    context = payment()
    del context["kind_label"]
    text = rendering.render("payment_sent", "sms", context, language="en").body
    assert text == rendering.render_file("payment_sent", "sms", context, language="en").body
    assert metrics.TEXTS_PASSED_OVER.labels("payment_sent", "sms")._value.get() == before + 1


def test_a_text_nobody_can_read_any_more_loses_no_message(olga: User, chidi: User, sandbox: None) -> None:
    """As after a release that renames a value, or a row somebody has written past us."""
    row = write(olga)
    put_to_use(row, chidi)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE notifications_templateversion SET body = '{{ gone }} {%% load x %%}'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    amina = make_person("amina")
    services.tell(person_id=amina.pk, template="payment_sent", context=payment(), cause=uuid7(), now=clock.now())
    services.send_due(now=clock.now())
    assert set(Delivery.objects.values_list("state", flat=True)) == {"SENT"}
    assert SandboxMessage.objects.get(channel="SMS").body.startswith("You sent 12.50 USD to Amina")


def test_a_code_stays_in_its_message_and_its_text_says_it(olga: User, chidi: User) -> None:
    body = "Code {{ code }}, good for {{ minutes }} min. Tell nobody. GoPay"
    put_to_use(write(olga, body, name="one_time_code"), chidi)
    text = rendering.render("one_time_code", "sms", SAMPLES["one_time_code"], language="en").body
    assert text == "Code 493817, good for 10 min. Tell nobody. GoPay"


# What it can say.


def test_a_value_the_message_does_not_have_is_named(olga: User) -> None:
    assert "{{ balance }}" in refused(olga, SENT + " {{ balance }}")["body"]
    # The payee of a payment that failed is not told why, in nobody's words.
    wrong = refused(olga, SENT + " {{ failure_text }}", name="payment_not_received")
    assert "failure_text" in wrong["body"]


def test_what_a_message_is_for_is_said(olga: User) -> None:
    assert "{{ reference }}" in refused(olga, "You sent {{ amount }} {{ currency }}.")["body"]
    assert "{{ code }}" in refused(olga, "A code, {{ minutes }} minutes.", name="one_time_code")["body"]
    wrong = refused(olga, "{{ code }} for {{ minutes }} minutes", name="confirm_payment")
    assert all(f"{{{{ {value} }}}}" in wrong["body"] for value in ("amount", "currency", "to"))


def test_a_code_cannot_be_said_elsewhere(olga: User) -> None:
    assert "code" in refused(olga, SENT + " {{ code }}")["body"]
    assert "way" in refused(olga, "{{ code }}", name="one_time_code", way="inbox", subject="A code")


HOSTILE = [
    "{% load i18n %}",
    "{% include '/etc/passwd' %}",
    "{% ssi '/etc/passwd' %}",
    "{% debug %}",
    "{{ settings.SECRET_KEY }}",
    "{{ amount.__class__ }}",
    "{{ amount|add:1 }}",
    "{{ amount|safe }}",
    '{{ amount|date:"Y" }}',
    '{{ occurred_at|date:"{{ x }}" }}',
    "{{ amount",
    "amount }}",
    "{# a note #}",
    "{{ _private }}",
    "{{ amount|upper|lower }}",
    "{{ 7*7 }}",
    "{{ request.user }}",
    "{{{{ amount }}}}",
    "a\x00b",
    "\u202egnp.exe",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_there_is_nothing_to_inject_into(olga: User, text: str) -> None:
    assert "body" in refused(olga, f"{SENT} {text}")


def test_what_stands_in_a_value_is_never_looked_at_for_values(olga: User, chidi: User) -> None:
    put_to_use(write(olga), chidi)
    text = sms_of(counterparty="{{ fee }} {% load x %}")
    assert "to {{ fee }} {% load x %}." in text


def test_html_is_text(olga: User, chidi: User) -> None:
    body = "<script>1</script> <img src=http://x> **{{ counterparty }}** {{ amount }} {{ currency }}, {{ reference }}"
    put_to_use(write(olga, body, way="email", subject="<b>Hi</b>", language="ar"), chidi)
    text = rendering.render("payment_sent", "email", payment(counterparty="**<i>Eve</i>**"), language="ar")
    assert "<script" not in text.html and "<img" not in text.html and "<i>" not in text.html
    assert "&lt;script&gt;" in text.html and "&lt;b&gt;Hi&lt;/b&gt;" in text.html
    assert '<strong class="strong">&#42;&#42;&lt;i&gt;Eve&lt;/i&gt;&#42;&#42;</strong>' in text.html
    assert '<html lang="ar">' in text.html and "prefers-color-scheme: dark" in text.html


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("body", {"body": "   "}),
        ("body", {"body": SENT + "x" * 10_000}),
        ("body", {"body": SENT + "\u0416" * 250}),
        ("subject", {"subject": "An SMS has none"}),
        ("subject", {"way": "inbox"}),
        ("subject", {"way": "inbox", "subject": "x" * 500}),
        ("subject", {"way": "inbox", "subject": "{{ nothing }}"}),
        ("name", {"name": "no_such_message"}),
        ("name", {"name": "../settings"}),
        ("way", {"way": "push"}),
        ("language", {"language": "xx"}),
        ("why", {"why": " "}),
    ],
)
def test_what_is_wrong_is_named(olga: User, field: str, changes: dict[str, Any]) -> None:
    facts: dict[str, Any] = {
        "name": "payment_sent",
        "way": "sms",
        "language": "en",
        "subject": "",
        "body": SENT,
        "why": "Because.",
        **changes,
    }
    with pytest.raises(InvalidInput) as caught:
        services.write_text(by=olga.pk, now=clock.now(), **facts)
    assert [each["field"] for each in caught.value.errors] == [field]


def test_an_optional_line_goes_with_its_value(olga: User, chidi: User) -> None:
    body = 'Sent {{ amount }} {{ currency }}, {{ reference }}.\nYour note: {{ note }}\nOn {{ occurred_at|date:"Y" }}.'
    put_to_use(write(olga, body, way="inbox", subject="Sent"), chidi)

    def inbox(note: str) -> str:
        return rendering.render("payment_sent", "inbox", payment(note=note), language="en").body

    assert inbox("Mangoes") == "Sent 12.50 USD, 7K2M9QX4AB.\nYour note: Mangoes\nOn 2026."
    assert inbox("") == "Sent 12.50 USD, 7K2M9QX4AB.\nOn 2026."


def test_every_file_can_be_begun_from() -> None:
    for name in wording.messages():
        for way in rendering.ways_of(name):
            subject, body = wording.starting_text(name, way)
            wording.check(name=name, way=way, language="en", subject=subject, body=body)
    assert wording.starting_text("payment_sent", Way.SMS)[1].endswith('{{ occurred_at|date:"Y-m-d H:i" }} UTC. GoPay')


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "segments"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("ق" * 70, "UCS-2", 70, 1),
        ("ق" * 71, "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
    ],
)
def test_sms_are_counted_as_providers_count_them(text: str, alphabet: str, units: int, segments: int) -> None:
    length = measure(text)
    assert (length.alphabet, length.units, length.segments) == (alphabet, units, segments)


# Who, and what stays.


def test_nobody_puts_their_own_text_to_use(olga: User) -> None:
    draft = write(olga)
    with pytest.raises(OwnContent):
        put_to_use(draft, olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.filter(pk=draft.pk).update(state="PUBLISHED", publisher=olga, published_at=clock.now())
    assert TemplateVersion.objects.get().state == "DRAFT"


def test_one_text_is_in_use_and_the_one_before_stays_known(olga: User, chidi: User) -> None:
    first, second = write(olga), write(chidi, "Again: " + SENT)
    assert (first.number, second.number) == (1, 2)
    put_to_use(first, chidi)
    put_to_use(second, olga)
    first.refresh_from_db()
    assert (first.state, first.retired_by_id, first.publisher_id) == ("RETIRED", olga.pk, chidi.pk)
    assert sms_of().startswith("Again:")
    third = services.restore_text(version_id=first.pk, why="It was better.", by=olga.pk, now=clock.now())
    assert (third.number, third.state, third.body) == (3, "DRAFT", first.body)
    services.retire_text(version_id=second.pk, why="Wrong.", by=chidi.pk, now=clock.now())
    assert sms_of() == rendering.render_file("payment_sent", "sms", payment(), language="en").body
    for again in (first, second):
        with pytest.raises(ContentConflict):
            put_to_use(again, make_person("brian", is_staff=True)) if again is first else services.retire_text(
                version_id=again.pk, why="Again.", by=olga.pk, now=clock.now()
            )


def test_what_is_not_there_is_not_found(olga: User) -> None:
    for verb in (services.publish_text, services.retire_text, services.restore_text):
        facts: dict[str, Any] = {"why": "Why."} if verb is not services.publish_text else {}
        with pytest.raises(TextNotFound):
            verb(version_id=UUID(int=1), by=olga.pk, now=clock.now(), **facts)


_BORN_IN_USE = """
INSERT INTO notifications_templateversion
    (id, name, way, language, number, subject, body, why, state, author_id, written_at, publisher_id, published_at,
     retired_why)
SELECT gen_random_uuid(), name, way, 'sw', 1, '', 'x', 'y', 'PUBLISHED', author_id, written_at, publisher_id,
       published_at, ''
FROM notifications_templateversion
"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notifications_templateversion SET body = 'x'",
        "UPDATE notifications_templateversion SET author_id = publisher_id",
        "DELETE FROM notifications_templateversion",
        "TRUNCATE notifications_templateversion",
        "UPDATE notifications_templateversion SET state = 'DRAFT', publisher_id = NULL, published_at = NULL",
        _BORN_IN_USE,
    ],
)
def test_the_database_keeps_what_was_written(olga: User, chidi: User, statement: str) -> None:
    put_to_use(write(olga), chidi)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert str(getattr(caught.value.__cause__, "sqlstate", "")).startswith("GP0"), caught.value
