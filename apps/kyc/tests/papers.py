"""Papers of the recurring cast: details, pictures, and submissions on every step of their way."""

from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.kyc import services
from apps.kyc.checks import CheckResult, Outcome
from apps.kyc.models import Document, DocumentKind, Submission

# Each ends in a digit to which the sandbox's provider says yes.
_NUMBERS = {"amina": "23456780", "brian": "23456781", "chidi": "A2345672", "dalia": "34567890123", "esther": "23456783"}
_NAMES = {
    "amina": "Amina Wanjiku Otieno",
    "brian": "Brian Mwangi",
    "chidi": "Chidi Okafor",
    "dalia": "Dalia Hassan",
    "esther": "Esther Wanjiru",
}


def details(who: str = "amina", **changes: Any) -> dict[str, Any]:
    """What somebody says of themselves, as the services take it."""
    return {
        "name": _NAMES[who],
        "birth_date": date(1994, 3, 17),
        "address": "12 Moi Avenue\nNairobi",
        "document_type": "NATIONAL_ID",
        "document_country": "KE",
        "id_number": _NUMBERS[who],
        "document_expiry_date": None,
        **changes,
    }


def as_json(fields: dict[str, Any]) -> dict[str, Any]:
    """The same as the API takes it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


@lru_cache(maxsize=32)
def photo(text: str = "front", size: tuple[int, int] = (640, 400), kind: str = "JPEG") -> bytes:
    """A picture that decodes, different for each text."""
    image = Image.new("RGB", size, (214, 224, 220))
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, size[0] // 3, size[1] - 20), fill=(120, 90, 70))
    pen.text((size[0] // 2, size[1] // 2), text, fill=(10, 10, 10))
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def draft_of(person: User, tier: str = "TIER_1", **changes: Any) -> Submission:
    """A draft with everything a submission for this tier needs, but for what `changes` say."""
    now = clock.now()
    submission, _ = services.open_submission(person_id=person.id, target_tier=tier, now=now)
    who = person.full_name.split()[0].lower()
    fields = details(who if who in _NAMES else "amina", **changes)
    submission = services.update_draft(person_id=person.id, submission_id=submission.id, changes=fields, now=now)
    if tier == "TIER_2":
        for kind in DocumentKind:
            put(submission, kind)
    return submission


def put(submission: Submission, kind: DocumentKind, text: str = "") -> Document:
    return services.put_document(
        person_id=submission.person_id,
        submission_id=submission.id,
        kind=kind,
        content=photo(text or kind.value),
        now=clock.now(),
    )


def submitted(person: User, tier: str = "TIER_1", **changes: Any) -> Submission:
    """Handed in, and the external check not asked yet."""
    draft = draft_of(person, tier, **changes)
    return services.submit(person_id=person.id, submission_id=draft.id, now=clock.now())


def answered(submission: Submission, outcome: Outcome = Outcome.APPROVE, *reasons: Any) -> Submission:
    """After the external check has said this."""
    result = CheckResult(outcome, tuple(reasons), "ref-1")
    assert services.apply_result(submission_id=submission.id, attempt=0, result=result, now=clock.now())
    return again(submission)


def in_review(person: User, tier: str = "TIER_2", **changes: Any) -> Submission:
    """Waits for a reviewer."""
    found = answered(submitted(person, tier, **changes), Outcome.APPROVE if tier == "TIER_2" else Outcome.REFER)
    assert found.state == "IN_REVIEW"
    return found


def approved(person: User, reviewer: User, *, valid_days: int | None = None, **changes: Any) -> Submission:
    """Documents that a reviewer has approved; with `valid_days`, for so long from today."""
    found = in_review(person, **changes)
    services.take(submission_id=found.id, by=reviewer.id, now=clock.now())
    services.approve(submission_id=found.id, by=reviewer.id, now=clock.now())
    if valid_days is not None:
        Submission.objects.filter(pk=found.id).update(valid_until=clock.now().date() + timedelta(days=valid_days))
    return again(found)


def again(submission: Submission) -> Submission:
    """As it stands in the database now."""
    return Submission.objects.get(pk=submission.pk)


def reviewer(name: str = "olga") -> User:
    return make_person(name, is_staff=True, is_superuser=True)
