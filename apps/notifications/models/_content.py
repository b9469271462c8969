"""What operators write: texts in place of the files', and announcements. Two people put either before the public."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7


class Way(models.TextChoices):
    """Where a message can go; each way has a text of its own."""

    INBOX = "inbox", "Inbox"
    SMS = "sms", "SMS"
    EMAIL = "email", "E-mail"


class VersionState(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    PUBLISHED = "PUBLISHED", "In use"
    RETIRED = "RETIRED", "Retired"


class TemplateVersion(models.Model):
    """A text for one message, one way and one language. Its words never change: who wants others writes another.

    At most one is in use; without one the message's file is. sql/content.sql keeps words and states.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("message", max_length=60)
    way = models.CharField("goes by", max_length=5, choices=Way.choices)
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField("version", help_text="Counted for each message, way and language.")
    subject = models.CharField(max_length=200, blank=True, help_text="An SMS has none.")
    body = models.TextField()
    why = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=VersionState.choices, default=VersionState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "message text"
        constraints = [
            models.UniqueConstraint(fields=["name", "way", "language", "number"], name="notifications_text_numbered"),
            models.UniqueConstraint(
                fields=["name", "way", "language"], condition=Q(state="PUBLISHED"), name="notifications_text_in_use"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="notifications_text_way"),
            models.CheckConstraint(
                condition=Q(publisher=None) | ~Q(publisher=F("author")), name="notifications_text_by_two"
            ),
            models.CheckConstraint(
                condition=(
                    Q(publisher=None, published_at=None) | Q(publisher__isnull=False, published_at__isnull=False)
                )
                & (
                    Q(state="DRAFT", publisher=None, retired_at=None)
                    | Q(state="PUBLISHED", publisher__isnull=False, retired_at=None)
                    | Q(state="RETIRED", retired_at__isnull=False, retired_by__isnull=False) & ~Q(retired_why="")
                ),
                name="notifications_text_state",
            ),
            models.CheckConstraint(
                condition=~Q(body="") & ~Q(why="") & ~Q(name="") & ~Q(language=""), name="notifications_text_whole"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="notifications_text_state_ix")]

    def __str__(self) -> str:
        return f"{self.name} by {self.get_way_display()} in {self.language}, version {self.number}"


class Severity(models.TextChoices):
    NOTICE = "INFO", "For information"
    WARNING = "WARNING", "Warning"


class Audience(models.TextChoices):
    EVERYBODY = "EVERYBODY", "Everybody"
    CUSTOMERS = "CUSTOMERS", "Customers who work for no merchant or agent"
    MERCHANTS = "MERCHANTS", "Who works for a merchant"
    AGENTS = "AGENTS", "Who works for an agent"


class AnnouncementState(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    PUBLISHED = "PUBLISHED", "Published"
    ENDED = "ENDED", "Ended"


class Announcement(models.Model):
    """Something all, or all of a kind, see at the top of app and web for a while.

    It is edited while it is a draft, each time as a version (AnnouncementVersion); once it is published its words stay
    and it can only be ended. `texts` is {language: {"title", "body"}} and has English, which everybody falls back to.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    texts = models.JSONField()
    severity = models.CharField(max_length=7, choices=Severity.choices, default=Severity.NOTICE)
    audience = models.CharField(max_length=9, choices=Audience.choices, default=Audience.EVERYBODY)
    country = models.CharField(max_length=2, blank=True, help_text="Of whose numbers (ISO 3166); empty: all.")
    in_app = models.BooleanField("in the app", default=True)
    on_web = models.BooleanField("on the web", default=True)
    to_inbox = models.BooleanField("into everybody's inbox too", default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=AnnouncementState.choices, default=AnnouncementState.DRAFT)
    version = models.PositiveIntegerField(default=1, help_text="How often it was written.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="Who wrote it last."
    )
    written_at = models.DateTimeField()
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    # How far it has got into the inboxes: the last person's id, how many rows, and when it was through.
    inbox_after = models.UUIDField(null=True, editable=False)
    inbox_count = models.PositiveIntegerField("put into inboxes", default=0, editable=False)
    inbox_done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="notifications_news_lasts"),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values, audience__in=Audience.values), name="notifications_news_known"
            ),
            models.CheckConstraint(condition=Q(in_app=True) | Q(on_web=True), name="notifications_news_is_shown"),
            models.CheckConstraint(
                condition=Q(publisher=None) | ~Q(publisher=F("author")), name="notifications_news_by_two"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", publisher=None, published_at=None, ended_at=None)
                | Q(state="PUBLISHED", publisher__isnull=False, published_at__isnull=False, ended_at=None)
                | Q(state="ENDED", ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why=""),
                name="notifications_news_state",
            ),
            models.CheckConstraint(condition=Q(texts__has_key="en"), name="notifications_news_in_english"),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], name="notifications_news_now", condition=Q(state=AnnouncementState.PUBLISHED)
            ),
            models.Index(
                fields=["starts_at"],
                name="notifications_news_to_inbox",
                condition=Q(state=AnnouncementState.PUBLISHED, to_inbox=True, inbox_done_at=None),
            ),
            models.Index(fields=["state", "id"], name="notifications_news_of_state"),
        ]

    def __str__(self) -> str:
        return str(self.texts.get("en", {}).get("title", self.id))


class AnnouncementVersion(models.Model):
    """What an announcement said after somebody had written it. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "number"], name="notifications_news_numbered"),
            models.CheckConstraint(condition=~Q(why=""), name="notifications_news_says_why"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.announcement_id}"
