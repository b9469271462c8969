"""Who in the demo is known how well: somebody in each state that papers can be in, pictures included."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw

from apps.kyc import services
from apps.kyc.checks import CheckResult, Outcome
from apps.kyc.models import DocumentKind, Submission
from apps.operations.demo._cast import CAST

_NAMES = {character.key: character.full_name for character in CAST}
_COUNTRIES = {"chidi": "NG", "dalia": "EG", "farid": "BD", "jabu": "ZA", "kavya": "IN", "mei": "PH", "nadia": "MA"}
# Who has come how far; the last digit of each number is one to which the sandbox's provider says yes.
_KNOWN = ("amina", "zuri", "walter", "yara", "selam")
_DETAILS_ONLY = ("brian", "chidi", "dalia", "kavya")
_IN_REVIEW = ("esther", "jabu", "mei")
_WARNED = "nadia"
_REJECTED = "farid"
_DRAFT = "grace"
_EXPIRES_SOON = "walter"
_EXPIRED = "selam"
# The provider does not answer about this one for a while, so that there is one to be seen that waits for it.
_WAITS = "lamine"


def show_papers(people: dict[str, UUID], reviewer_id: UUID, *, now: datetime) -> None:
    """Lets people hand in what they have, and a reviewer decide about some of it, in the past days."""
    services.add_watch_list_entry(
        name="BENALI, Nadia", source="Demo list", reason="Same name as somebody on a list", by=reviewer_id, now=now
    )
    for number, (key, at) in enumerate(
        _days_before(now, (*_KNOWN, *_DETAILS_ONLY, *_IN_REVIEW, _WARNED, _REJECTED, _WAITS))
    ):
        tier = "TIER_1" if key in _DETAILS_ONLY else "TIER_2"
        if key == _WAITS:
            # Nobody waits for a machine for longer than two hours, so this is from just now.
            _hand_in(people[key], key, number, tier, now - timedelta(minutes=3))
            continue
        submission = _hand_in(people[key], key, number, tier, at)
        result = CheckResult(Outcome.APPROVE, reference=f"demo-{number}")
        services.apply_result(submission_id=submission.id, attempt=1, result=result, now=at + timedelta(minutes=1))
        if key in _KNOWN or key == _REJECTED:
            decided_at = at + timedelta(hours=3)
            services.take(submission_id=submission.id, by=reviewer_id, now=decided_at)
            if key == _REJECTED:
                services.reject(
                    submission_id=submission.id,
                    by=reviewer_id,
                    reasons=["selfie_unreadable"],
                    note="Please take it by daylight.",
                    now=decided_at,
                )
            else:
                services.approve(submission_id=submission.id, by=reviewer_id, now=decided_at)
    services.remind_and_expire(now=now)
    submission, _ = services.open_submission(person_id=people[_DRAFT], target_tier="TIER_2", now=now)
    services.update_draft(
        person_id=people[_DRAFT], submission_id=submission.id, changes={"name": _NAMES[_DRAFT]}, now=now
    )


def _days_before(now: datetime, keys: tuple[str, ...]) -> Iterator[tuple[str, datetime]]:
    """One after the other, the last one a few hours ago."""
    for index, key in enumerate(keys):
        yield key, now - timedelta(hours=9 * (len(keys) - index))


def _hand_in(person_id: UUID, key: str, number: int, tier: str, at: datetime) -> Submission:
    submission, _ = services.open_submission(person_id=person_id, target_tier=tier, now=at)
    expiry = at.date() + timedelta(days={_EXPIRES_SOON: 25, _EXPIRED: 2}.get(key, 1_500))
    changes = {
        "name": _NAMES[key],
        "birth_date": date(1970 + number * 2, 1 + number % 12, 3 + number),
        "address": f"{7 + number} Market Street",
        "document_type": "NATIONAL_ID",
        "document_country": _COUNTRIES.get(key, "KE"),
        "id_number": f"3{number:02d}4567{7 if key == _WAITS else 0}",
        "document_expiry_date": expiry,
    }
    services.update_draft(person_id=person_id, submission_id=submission.id, changes=changes, now=at)
    for kind in DocumentKind if tier == "TIER_2" else ():
        services.put_document(
            person_id=person_id,
            submission_id=submission.id,
            kind=kind,
            content=_picture(kind, _NAMES[key], number),
            now=at,
        )
    return services.submit(person_id=person_id, submission_id=submission.id, now=at)


def _picture(kind: DocumentKind, name: str, number: int) -> bytes:
    """A drawing that nobody takes for a real document."""
    selfie = kind == DocumentKind.SELFIE
    width, height = (480, 600) if selfie else (800, 505)
    shade = (70 + 11 * number % 120, 95 + 7 * number % 90, 120 + 5 * number % 80)
    image = Image.new("RGB", (width, height), (233, 238, 235))
    pen = ImageDraw.Draw(image)
    if selfie:
        pen.ellipse((150, 90, 330, 310), fill=shade)
        pen.ellipse((60, 340, 420, 860), fill=shade)
    else:
        pen.rectangle((0, 0, width, 70), fill=(11, 110, 79))
        pen.text((24, 26), f"SPECIMEN {kind.label.upper()}", fill="white", font_size=22)
        if kind == DocumentKind.ID_FRONT:
            pen.ellipse((70, 140, 230, 330), fill=shade)
            pen.ellipse((40, 340, 260, 560), fill=shade)
        for line in range(6):
            pen.rectangle((320, 150 + 50 * line, 700 - 37 * line % 90, 168 + 50 * line), fill=(190, 200, 196))
    pen.text((24, height - 34), name, fill=(40, 50, 46), font_size=20)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
