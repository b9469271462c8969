"""All settings, from the environment (see .env.example), typed and checked here and nowhere else.

GOPAY_ENV is `production` unless said otherwise, and production refuses to start on a weak secret,
DEBUG, a sandbox flag, a wildcard host or an in-memory broker.
"""

import base64
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

from apps.checkout.embedding import add_headers
from apps.core.money import CURRENCIES

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

ENVIRONMENT: str = env.str("GOPAY_ENV", default="production")
if ENVIRONMENT not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"GOPAY_ENV is {ENVIRONMENT!r}; it takes production, demo or test")
IS_PRODUCTION = ENVIRONMENT == "production"
PROCESS: str = env.str("GOPAY_PROCESS", default="other")

DEBUG: bool = env.bool("DEBUG", default=False)
SANDBOX: bool = env.bool("GOPAY_SANDBOX", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many reverse proxies stand before us: only that many entries at the right of X-Forwarded-For are believed.
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", default=0)
# How people's browsers reach us (https://pay.example), for addresses in what no request asked for; empty: the first of
# ALLOWED_HOSTS.
_host = next((host for host in ALLOWED_HOSTS if host[:1] not in "*."), "localhost")
PUBLIC_URL: str = env.str("PUBLIC_URL", default="") or f"http{'s' if IS_PRODUCTION else ''}://{_host}"

# --- Money and people -----------------------------------------------------------------------------------------

BASE_CURRENCY: str = env.str("BASE_CURRENCY", default="USD")
# In which currencies people may open wallets.
WALLET_CURRENCIES: list[str] = env.list("WALLET_CURRENCIES", default=[]) or list(
    dict.fromkeys([BASE_CURRENCY, "EUR", "KES", "JPY"])
)
# In which time zone the day and the month begin that limits count in.
LIMITS_TIME_ZONE: str = env.str("LIMITS_TIME_ZONE", default="UTC")
# The banks agents buy float at and sell it back to: trust:<slug> in our books, and what people call the bank.
FLOAT_BANKS: dict[str, str] = env.dict("FLOAT_BANKS", default={}) or ({"demo-bank": "Demo Bank"} if SANDBOX else {})
# How long money waits for a number that nobody has registered.
INVITATION_DAYS: int = env.int("INVITATION_DAYS", default=3)
# How long a report that was made can be downloaded again.
REPORT_DAYS: int = env.int("REPORT_DAYS", default=30)
# How long a code with which cash is fetched from an agent is good.
CASH_CODE_MINUTES: int = env.int("CASH_CODE_MINUTES", default=15)
PROMOTION_SIGN_UP: Decimal = Decimal(env.str("PROMOTION_SIGN_UP", default="0"))
# How long a request for money stays open.
REQUEST_DAYS: int = env.int("REQUEST_DAYS", default=7)
# How many people one person may ask for money in a day.
REQUESTS_DAILY_CAP: int = env.int("REQUESTS_DAILY_CAP", default=50)
# For how long a payment can be disputed, and how long its payee has to answer and operators have to decide.
DISPUTE_DAYS: int = env.int("DISPUTE_DAYS", default=60)
DISPUTE_ANSWER_DAYS: int = env.int("DISPUTE_ANSWER_DAYS", default=5)
DISPUTE_DECIDE_DAYS: int = env.int("DISPUTE_DECIDE_DAYS", default=15)

# --- Secrets --------------------------------------------------------------------------------------------------


def _key_ring(name: str) -> dict[str, str]:
    """Reads `kid:secret,kid2:secret2`; the first key signs, all of them verify, so keys rotate with overlap."""
    ring: dict[str, str] = {}
    for item in env.list(name, default=[]):
        kid, _, secret = item.partition(":")
        if not kid or not secret or kid in ring:
            raise ImproperlyConfigured(f"{name} takes kid:secret,kid2:secret2 with every kid once")
        ring[kid] = secret
    return ring


JWT_SIGNING_KEYS: dict[str, str] = _key_ring("JWT_SIGNING_KEYS")
JWT_ISSUER: str = env.str("JWT_ISSUER", default="gopay")
JWT_AUDIENCE: str = env.str("JWT_AUDIENCE", default="gopay-api")
# Keys the one-time codes, which are too short to be stored under a plain hash.
PIN_PEPPER: str = env.str("PIN_PEPPER", default="")
# Seals personal columns and private files (apps/core/crypto.py): kid:base64 of 32 bytes; the first seals, all open.
FIELD_KEYS: dict[str, str] = _key_ring("FIELD_KEYS")
# Keys the blind indexes, by which a sealed value can be found without opening any. Never rotated.
BLIND_INDEX_KEY: str = env.str("BLIND_INDEX_KEY", default="")
# The Ed25519 seed (base64 of 32 bytes) under which commands to lost phones are signed.
DEVICE_COMMAND_KEY: str = env.str("DEVICE_COMMAND_KEY", default="")
# Signs the seals of what is only added to (apps/audit): kid:base64 of 32 bytes; the first signs, all verify.
SEAL_KEYS: dict[str, str] = _key_ring("SEAL_KEYS")
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")
ACCESS_TOKEN_LIFETIME = timedelta(minutes=15)
REFRESH_TOKEN_LIFETIME = timedelta(days=30)
# How stale a process's own copy of "is this session still good" may be. OWASP ASVS 7.4 wants seconds.
SESSION_CACHE_SECONDS = 3
# How long after an account is closed the law wants to know whose it was.
ERASE_AFTER = timedelta(days=env.int("ERASE_AFTER_DAYS", default=5 * 365))
MAX_DEVICES: int = env.int("MAX_DEVICES", default=5)
# How long lower limits hold after a PIN was reset or a phone came back, and which share of the usual ones, in percent.
CAUTION = timedelta(hours=24)
CAUTION_PERCENT: int = env.int("CAUTION_PERCENT", default=20)

# --- Applications ---------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "apps.operations.apps.OperationsConfig",
    "unfold.apps.BasicAppConfig",
    "apps.operations.admin_site.GoPayAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "apps.core",
    "apps.ledger",
    "apps.accounts",
    "apps.wallets",
    "apps.notifications",
    "apps.approvals",
    "apps.audit.apps.AuditConfig",
    "apps.kyc",
    "apps.risk",
    "apps.gateways",
    "apps.transactions",
    "apps.requests",
    "apps.reports",
    "apps.reconciliation",
    "apps.disbursements",
    "apps.funding",
    "apps.schedules",
    "apps.disputes",
    "apps.billers",
    "apps.agents",
    "apps.merchants",
    "apps.checkout",
    "apps.portal",
]

MIDDLEWARE = [
    "apps.core.middleware.RequestFactsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "apps.core.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "apps.core.middleware.RefuseCardNumbersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.operations.staff_session.StaffSessionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gopay.urls"
CSRF_FAILURE_VIEW = "gopay.errors.csrf_failure"
WSGI_APPLICATION = "gopay.wsgi.application"
APPEND_SLASH = False
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {"default": env.db("DATABASE_URL", default="postgres://127.0.0.1/gopay")}
if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://...)")
_database_options: dict[str, Any] = DATABASES["default"].setdefault("OPTIONS", {})
# A payment that cannot get its row lock in this time answers 503 with Retry-After instead of holding a thread.
DB_LOCK_TIMEOUT_MS: int = env.int("DB_LOCK_TIMEOUT_MS", default=5000)
_database_options["options"] = (
    f"-c lock_timeout={DB_LOCK_TIMEOUT_MS} -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
)
# Django switches prepared statements off altogether; apps/core/sql.py wants them for the statements it runs.
_database_options["prepare_threshold"] = 5
# Each thread keeps its connection, on which the statements of apps/core/sql.py stay prepared.
DATABASES["default"]["CONN_MAX_AGE"] = 600
# A web thread finds out by a request that fails (503, and the next one connects anew); asking before each request
# would cost every payment a second round trip.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = PROCESS != "web"
if env.str("GOPAY_TEST_SUFFIX", default=""):
    DATABASES["default"]["TEST"] = {"NAME": f"test_gopay_{env.str('GOPAY_TEST_SUFFIX')}"}

# --- Cache: for what is read on every payment and rarely changes; never for a balance --------------------------

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://gopay")}
CACHES["default"].setdefault("OPTIONS", {})
CACHE_IS_SHARED = "locmem" not in CACHES["default"]["BACKEND"]
if not CACHE_IS_SHARED:
    CACHES["default"]["BACKEND"] = "apps.core.caching.FrozenLocMemCache"
    CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] = 50_000
# A cache in this process is not told of writes in another, so what it holds may be at most this old.
CACHE_SECONDS = 300 if CACHE_IS_SHARED else 15

# --- Queue ----------------------------------------------------------------------------------------------------

BROKER_URL: str = env.str("BROKER_URL", default="memory://")
BROKER_IS_EMBEDDED = BROKER_URL.startswith("memory://")
CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_DEFAULT_QUEUE = "gopay"
# What talks to providers waits in a queue of its own, with workers of its own: a slow one holds up nothing else.
GATEWAYS_QUEUE = "gateways"
WEBHOOKS_QUEUE = "webhooks"
CELERY_TASK_ROUTES = {
    # Applying what a provider has told asks no provider.
    "gateways.apply_callback": {"queue": CELERY_TASK_DEFAULT_QUEUE},
    "gateways.apply_callbacks": {"queue": CELERY_TASK_DEFAULT_QUEUE},
    "gateways.*": {"queue": GATEWAYS_QUEUE},
    # Whoever keeps our seals may be slow as well.
    "audit.send_heads": {"queue": GATEWAYS_QUEUE},
    # Reminding asks billers, and these two ask aggregators.
    "billers.remind": {"queue": GATEWAYS_QUEUE},
    "billers.sync_recharge_catalogue": {"queue": GATEWAYS_QUEUE},
    "billers.read_floats": {"queue": GATEWAYS_QUEUE},
    "operations.check_certificates": {"queue": GATEWAYS_QUEUE},
    # What merchants' servers are told. How long they take, strangers choose: so not beside the providers.
    "checkout.announce_*": {"queue": WEBHOOKS_QUEUE},
    "checkout.send_webhook*": {"queue": WEBHOOKS_QUEUE},
    # How long the addresses take that browsers give, strangers choose as well.
    "notifications.send_pushes": {"queue": WEBHOOKS_QUEUE},
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME: str = env.str("BEAT_SCHEDULE_FILE", default="celerybeat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    # One for each channel, so that a provider that hangs does not hold up the other.
    "send due e-mails": {"task": "notifications.send_due", "schedule": 5.0, "args": ["EMAIL"]},
    "send due SMS": {"task": "notifications.send_due", "schedule": 5.0, "args": ["SMS"]},
    "send due pushes": {"task": "notifications.send_pushes", "schedule": 2.0, "options": {"expires": 6.0}},
    "end pushes of sessions that are over": {"task": "notifications.purge_push_subscriptions", "schedule": 3600.0},
    "go on with dry runs of rules": {"task": "risk.carry_out_dry_runs", "schedule": 30.0},
    "put announcements into inboxes": {"task": "notifications.put_into_inboxes", "schedule": 15.0},
    "roll up ledger tallies": {"task": "ledger.roll_up_tallies", "schedule": 60.0},
    "purge what is over": {"task": "core.purge_expired", "schedule": 3600.0},
    "purge staff sessions": {"task": "operations.purge_expired", "schedule": 3600.0},
    "note since when keys are in use": {"task": "operations.note_keys", "schedule": 3600.0},
    "look at gateways' certificates": {"task": "operations.check_certificates", "schedule": 6 * 3600.0},
    "purge unused quotes": {"task": "transactions.purge_quotes", "schedule": 3600.0},
    "ask the identity check": {"task": "kyc.check_due", "schedule": 10.0},
    "remind of expiring documents": {"task": "kyc.remind_and_expire", "schedule": 3600.0},
    "sweep pictures nobody names": {"task": "kyc.sweep_orphaned_files", "schedule": 3600.0},
    "pay what is scheduled": {"task": "schedules.pay_due", "schedule": 60.0},
    "fetch what tops wallets up": {"task": "funding.top_up_due", "schedule": 60.0},
    "end cards that have expired": {"task": "funding.expire_sources", "schedule": 3600.0},
    "resume data exports": {"task": "accounts.resume_exports", "schedule": 60.0},
    "sweep photos and exports nobody names": {"task": "accounts.sweep_files", "schedule": 3600.0},
    "erase closed accounts": {"task": "accounts.erase_closed", "schedule": 3600.0},
    "move disputes nobody answered": {"task": "disputes.sweep", "schedule": 60.0},
    "sweep evidence nobody names": {"task": "disputes.sweep_orphaned_files", "schedule": 3600.0},
    "fetch settlement files": {"task": "reconciliation.fetch_due", "schedule": 900.0},
    "go on with settlement files": {"task": "reconciliation.resume", "schedule": 30.0},
    "compare books with providers": {"task": "reconciliation.reconcile", "schedule": 900.0},
    "prove that e-money is covered": {"task": "reconciliation.prove", "schedule": 900.0},
    "sweep settlement files nobody names": {"task": "reconciliation.sweep_files", "schedule": 3600.0},
    "purge links to receipts": {"task": "reports.purge_dead_links", "schedule": 3600.0},
    "begin arranged reports": {"task": "reports.begin_due", "schedule": 60.0, "options": {"expires": 120.0}},
    "go on with reports": {"task": "reports.go_on", "schedule": 30.0, "options": {"expires": 60.0}},
    "delete reports whose time is over": {"task": "reports.expire", "schedule": 3600.0},
    # One that comes late has nothing to do that the next one would not.
    "count what came for the dashboard": {"task": "reports.roll_up", "schedule": 10.0, "options": {"expires": 10.0}},
    "go on with disbursements": {"task": "disbursements.resume", "schedule": 15.0},
    "sweep disbursement files nobody names": {"task": "disbursements.sweep_files", "schedule": 3600.0},
    "purge abandoned sign-ups": {"task": "accounts.purge_expired", "schedule": 3600.0},
    "end payment requests": {"task": "requests.expire_due", "schedule": 60.0},
    "claim and return invitations": {"task": "transactions.sweep_invitations", "schedule": 60.0},
    # Two at most wait when all workers are busy: each looks at whatever is due by then.
    "apply callbacks that waited": {"task": "gateways.apply_callbacks", "schedule": 60.0},
    "send and ask outside rails": {"task": "gateways.run_due", "schedule": 5.0, "options": {"expires": 10.0}},
    "purge messages of outside rails": {"task": "gateways.purge_messages", "schedule": 3600.0},
    "remind of due bills": {"task": "billers.remind", "schedule": 60.0},
    "settle with billers": {"task": "billers.settle", "schedule": 3600.0},
    "follow payouts to billers": {"task": "billers.follow_settlements", "schedule": 60.0},
    "purge old bill look-ups": {"task": "billers.purge_look_ups", "schedule": 3600.0},
    "take over what can be recharged": {"task": "billers.sync_recharge_catalogue", "schedule": 24 * 3600.0},
    "recharge what is due": {"task": "billers.buy_due", "schedule": 60.0},
    "watch what is prepaid": {"task": "billers.read_floats", "schedule": 600.0},
    "settle with merchants": {"task": "merchants.settle_due", "schedule": 5.0, "options": {"expires": 10.0}},
    "follow payouts to merchants": {"task": "merchants.follow_settlements", "schedule": 15.0},
    "count what merchants took": {"task": "merchants.count_volumes", "schedule": 600.0},
    "remind of invoices": {"task": "checkout.remind_of_invoices", "schedule": 900.0},
    "send webhooks": {"task": "checkout.send_webhooks", "schedule": 5.0, "options": {"expires": 10.0}},
    "purge old webhooks": {"task": "checkout.purge_webhooks", "schedule": 3600.0},
    "let go of tests nobody captured": {"task": "checkout.return_uncaptured_tests", "schedule": 3600.0},
    "sweep merchants' papers nobody names": {"task": "merchants.sweep_orphaned_files", "schedule": 3600.0},
    # Whoever waited while all workers were busy is paid by the next.
    "pay commissions to agents": {"task": "agents.pay_commissions", "schedule": 30.0, "options": {"expires": 60.0}},
    "sweep agents' papers nobody names": {"task": "agents.sweep_orphaned_files", "schedule": 3600.0},
    "end charges nobody paid or captured": {"task": "merchants.expire_charges", "schedule": 30.0},
    "purge old payment codes": {"task": "merchants.purge_codes", "schedule": 3600.0},
    "watch agents' float": {"task": "agents.watch_floats", "schedule": 300.0, "options": {"expires": 240.0}},
    "sweep deposit slips nobody names": {"task": "agents.sweep_slips", "schedule": 3600.0},
    "end codes and requests for cash": {"task": "agents.expire_cash_codes", "schedule": 15.0},
    "sweep pictures of requests for cash": {"task": "agents.sweep_cash_out_pictures", "schedule": 3600.0},
    "decide registrations of customers": {"task": "agents.settle_registrations", "schedule": 3600.0},
    "seal what is only added to": {"task": "audit.seal", "schedule": 60.0, "options": {"expires": 120.0}},
    "send heads of seals off this host": {"task": "audit.send_heads", "schedule": 60.0, "options": {"expires": 120.0}},
    "verify what somebody asked for": {
        "task": "audit.run_verifications",
        "schedule": 5.0,
        "options": {"expires": 10.0},
    },
    "end what nobody has approved": {"task": "approvals.expire_due", "schedule": 300.0},
}
if not BROKER_IS_EMBEDDED:
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
    CELERY_TASK_DEFAULT_EXCHANGE_TYPE = "topic"
    CELERY_TASK_CREATE_MISSING_QUEUE_TYPE = "quorum"
    CELERY_TASK_CREATE_MISSING_QUEUE_EXCHANGE_TYPE = "topic"
    CELERY_WORKER_DETECT_QUORUM_QUEUES = True
    CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True, "confirm_timeout": 5}
    CELERY_BROKER_CONNECTION_TIMEOUT = 3

# --- Passwords ------------------------------------------------------------------------------------------------

PASSWORD_HASHERS = ["apps.accounts.passwords.Argon2idHasher"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- API ------------------------------------------------------------------------------------------------------

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.accounts.api.authentication.SessionTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "apps.core.api.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_METADATA_CLASS": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "GoPay API",
    "DESCRIPTION": "Store, send and receive money. Amounts are decimal strings beside an ISO 4217 code.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Where one set of choices stands under two names, or two sets under one.
    "ENUM_NAME_OVERRIDES": {
        "KycTierEnum": ["TIER_0", "TIER_1", "TIER_2"],
        "DeviceStatusEnum": ["ACTIVE", "LOCKED", "WIPED", "REMOVED"],
        "PaymentRequestStateEnum": "apps.requests.models.PaymentRequest.State",
        "DisputeStateEnum": "apps.disputes.models.State",
        "ScheduleStateEnum": "apps.schedules.models.ScheduleState",
        "ScheduleRunStateEnum": "apps.schedules.models.RunState",
        "DisputeReasonEnum": "apps.disputes.models.Reason",
        "PaymentStateEnum": "apps.transactions.models.State",
        "FundingSourceStateEnum": "apps.funding.models.SourceState",
        "FundingSourceKindEnum": "apps.funding.models.SourceKind",
        "AutoTopUpStateEnum": "apps.funding.models.TopUpState",
        "AutoTopUpPausedBecauseEnum": "apps.funding.models.PausedBecause",
        "WebhookDeliveryStateEnum": "apps.checkout.models.DeliveryState",
        "WebhookEndpointStatusEnum": ["ENABLED", "DISABLED"],
        "WebhookDisabledBecauseEnum": "apps.checkout.models.DisabledBecause",
        "WebhookTypeEnum": "apps.checkout.models.WebhookType",
        "SchedulePausedBecauseEnum": "apps.schedules.models.PausedBecause",
        "DisbursementRoleEnum": ["owner", "cosigner"],
        "MerchantRoleEnum": "apps.merchants.models.Role",
        "MerchantStatusEnum": "apps.merchants.models.MerchantStatus",
        "StaffRoleEnum": ["MANAGER", "CASHIER"],
        "SettleToEnum": "apps.merchants.models.SettleTo",
        "CommissionKindEnum": "apps.agents.models.CommissionKind",
        "CommissionPayoutStateEnum": "apps.agents.models.PayoutState",
        "SettlementDestinationEnum": ["wallet", "bank"],
        "SettlementPeriodEnum": "apps.merchants.models.Period",
        "SettlementStateEnum": "apps.merchants.models.SettlementState",
        "MerchantDocumentKindEnum": ["licence", "premises", "registration", "tax"],
        "TipModeEnum": "apps.merchants.models.TipMode",
        "AgentTierEnum": "apps.agents.models.AgentTier",
        "AgentStatusEnum": "apps.agents.models.AgentStatus",
        "AgentRoleEnum": "apps.agents.models.Role",
        "AgentStaffRoleEnum": ["MANAGER", "TELLER"],
        "ChargeStateEnum": "apps.merchants.models.ChargeState",
        "ChargeSourceEnum": "apps.merchants.models.Source",
        "InvoiceStateEnum": "apps.checkout.models.InvoiceState",
        "PagePaymentStateEnum": ["open", "closed", "held", "paid", "expired", "cancelled", "returned"],
        "PaymentCodeStateEnum": ["LIVE", "USED", "CANCELLED", "EXPIRED"],
        "SaleKindEnum": "apps.merchants.models.TakingKind",
        "ScannedKindEnum": ["till", "charge", "person", "foreign"],
        "CashCodeStateEnum": "apps.agents.models.CashOutState",
        "CashRequestStateEnum": "apps.agents.models.RequestState",
        "ShiftStateEnum": "apps.agents.models.ShiftState",
        "DealingKindEnum": "apps.agents.models.DealingKind",
        "CashDirectionEnum": "apps.agents.models.CashMovement.Direction",
        "TransactionDirectionEnum": ["in", "out"],
        "FloatOrderDirectionEnum": "apps.agents.models.OrderDirection",
        "FloatOrderStateEnum": "apps.agents.models.OrderState",
        "FloatAlertReasonEnum": "apps.agents.models.FloatAlert.Reason",
        "AgentRegistrationStateEnum": "apps.agents.models.RegistrationState",
        "SubmissionStateEnum": "apps.kyc.models.SubmissionState",
        "AutoRechargeStateEnum": "apps.billers.models.AutoRechargeState",
        "AutoRechargeChangeEnum": ["ACTIVE", "PAUSED"],
        "AutoRechargeRunStateEnum": "apps.billers.models.AutoRunState",
        "AutoRechargePausedBecauseEnum": "apps.billers.models.AutoPausedBecause",
    },
    "SWAGGER_UI_SETTINGS": {"persistAuthorization": True, "displayRequestDuration": True},
}
# The schema pages are for developers: open in the demo and in tests, for signed-in staff in production.
DOCS_ARE_PUBLIC = not IS_PRODUCTION

# --- The operators' site ----------------------------------------------------------------------------------------

# The first only refuses whom axes has locked out; the second knows staff.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "apps.accounts.backends.StaffBackend"]
# Whether staff need a second factor to enter. Whoever has enrolled one is asked for it either way.
STAFF_MFA: bool = env.bool("STAFF_MFA", default=True)
# How long what one operator has asked for waits for another one.
APPROVAL_DAYS: int = env.int("APPROVAL_DAYS", default=7)
# How long a member of staff stays logged in at most, and without doing anything.
STAFF_SESSION_HOURS: int = env.int("STAFF_SESSION_HOURS", default=8)
STAFF_IDLE_MINUTES: int = env.int("STAFF_IDLE_MINUTES", default=30)
SESSION_COOKIE_AGE = STAFF_SESSION_HOURS * 3600
# Wrong passwords for one name from one address. What this lets through side by side, apps/operations/log_in.py counts.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "apps.operations.log_in.name_of_account"
AXES_CLIENT_IP_CALLABLE = "apps.core.middleware.client_address"
AXES_LOCKOUT_CALLABLE = "apps.operations.log_in.answer_locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_RESET_ON_SUCCESS = True
# Trying on does not prolong the wait, or somebody could keep a colleague out for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# The activity log says who entered; the operators' site has its own page of the failures.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
FORMAT_MODULE_PATH = ["apps.operations.formats"]
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "GoPay",
    "SITE_HEADER": "GoPay",
    "SITE_SUBHEADER": "Operations",
    "SITE_ICON": lambda request: static("core/mark.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "sizes": "any", "href": lambda request: static("core/mark.svg")}
    ],
    "ENVIRONMENT": "apps.operations.navigation.environment",
    "SHOW_HISTORY": True,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "8px",
    "STYLES": [lambda request: static("operations/admin.css")],
    "LOGIN": {"form": "apps.operations.log_in.StaffLogInForm"},
    "ACCOUNT": {"navigation": "apps.operations.navigation.account_links"},
    "DASHBOARD_CALLBACK": "apps.operations.dashboard.add_numbers",
    "SIDEBAR": {"navigation": "apps.operations.navigation.sidebar"},
    # One green, from the tint of a badge to the darkest shade; the public pages use its 600.
    "COLORS": {
        "primary": {
            "50": "#effaf5",
            "100": "#d6f2e5",
            "200": "#aee4cc",
            "300": "#7acfac",
            "400": "#3ecf9b",
            "500": "#12a574",
            "600": "#0b6e4f",
            "700": "#0a5b42",
            "800": "#0a4937",
            "900": "#093c2e",
            "950": "#04221a",
        }
    },
}

# --- Notifications --------------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND: str = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST: str = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = bool(EMAIL_CONFIG.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL: bool = bool(EMAIL_CONFIG.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="GoPay <no-reply@gopay.example>")
# Who is written to when the money in the banks does not cover the e-money issued; empty: only staff are told.
OPERATORS_EMAIL: str = env.str("OPERATORS_EMAIL", default="")
# Where SMS go: an HTTPS endpoint that takes {"id", "to", "body"} with a bearer token.
SMS_URL: str = env.str("SMS_URL", default="")
SMS_TOKEN: str = env.str("SMS_TOKEN", default="")
# Pushes to browsers: base64url of the 32 bytes of a private key of P-256, and whom a push service writes to about us
# (mailto: or https:). Without them none are sent. A new key silences every browser until it has subscribed anew.
VAPID_PRIVATE_KEY: str = env.str("VAPID_PRIVATE_KEY", default="")
VAPID_SUBJECT: str = env.str("VAPID_SUBJECT", default="")

# --- Private files --------------------------------------------------------------------------------------------

# Documents, photographs and exports, each sealed: every web and worker process must see the same folder.
PRIVATE_FILES_DIR: str = env.str("PRIVATE_FILES_DIR", default=str(BASE_DIR / ".local" / "private"))

# --- Identity checks ------------------------------------------------------------------------------------------

KYC_MINIMUM_AGE: int = env.int("KYC_MINIMUM_AGE", default=18)
# Approved documents count for so long, or until they expire themselves; so long before that they may be given anew.
KYC_VALID_DAYS: int = env.int("KYC_VALID_DAYS", default=730)
KYC_RENEW_DAYS: int = env.int("KYC_RENEW_DAYS", default=60)
# How well the owner of a business has to be known before it is approved (accounts.models.KycTier).
MERCHANT_KYC_TIER: str = env.str("MERCHANT_KYC_TIER", default="TIER_1")
# The same of the owner of an agent.
AGENT_KYC_TIER: str = env.str("AGENT_KYC_TIER", default="TIER_1")
# The external check: an HTTPS endpoint with a bearer token (apps/kyc/checks/http.py). Without one people decide.
KYC_CHECK_URL: str = env.str("KYC_CHECK_URL", default="")
KYC_CHECK_TOKEN: str = env.str("KYC_CHECK_TOKEN", default="")
KYC_CHECK_TIMEOUT: float = env.float("KYC_CHECK_TIMEOUT", default=10.0)

# --- Outside rails --------------------------------------------------------------------------------------------


def _connections(name: str) -> dict[str, dict[str, Any]]:
    """Reads {"code": {"adapter", "base_url", "callback_secrets": [...], and the adapter's own secrets}}, as JSON."""
    try:
        given = env.json(name) if env.str(name, default="") else {}
    except ValueError:
        # Without the text, which holds secrets.
        raise ImproperlyConfigured(f"{name} is no JSON") from None
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        raise ImproperlyConfigured(f"{name} takes a JSON object of objects")
    for code, one in given.items():
        if not {"adapter", "base_url"} <= one.keys():
            raise ImproperlyConfigured(f"{name}: {code} must say its adapter and base_url")
    return given


# How each provider is reached, by the code of its gateway. Addresses and secrets are here and never in the database.
GATEWAY_CONNECTIONS: dict[str, dict[str, Any]] = _connections("GATEWAY_CONNECTIONS")
# In which country people are, for the choice of a rail (ISO 3166-1); empty: it makes no difference.
COUNTRY: str = env.str("COUNTRY", default="")
# A payment that is followed holds a web thread (WEB_THREADS) so long; beyond so many in a process, clients poll.
STREAM_SECONDS: float = env.float("STREAM_SECONDS", default=25.0)
STREAMS_PER_PROCESS: int = env.int("STREAMS_PER_PROCESS", default=2)
# Where the demo's misbehaving provider listens (manage.py sandbox_provider).
SANDBOX_PROVIDER_URL: str = env.str("SANDBOX_PROVIDER_URL", default="")
# Whether merchants' webhooks, and pushes, may also go to http://127.0.0.1: to try them in the sandbox, and for tests.
WEBHOOKS_TO_LOOPBACK: bool = env.bool("GOPAY_WEBHOOKS_TO_LOOPBACK", default=False)

# --- Heads of seals, off this host -----------------------------------------------------------------------------

# A file that gets a line for each seal, best on a disk that is only added to; and an https address that gets them.
SEALS_FILE: str = env.str("SEALS_FILE", default="")
SEALS_URL: str = env.str("SEALS_URL", default="")
SEALS_TOKEN: str = env.str("SEALS_TOKEN", default="")

# --- Texts, times, files --------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# What the pages of users speak; the API and the operators' site are English (apps/core/web/language.py).
LANGUAGES = [("en", "English"), ("fr", "Français"), ("sw", "Kiswahili"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "gopay_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".local" / "static" if not IS_PRODUCTION else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Outside production the files are served from where they lie, so that nothing has to be collected first.
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
# The button for merchants' pages has one address for ever, so it is kept for a day and not for good.
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers

# --- Browser safety -------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_PRODUCTION and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = True
# The web wallet has a cookie of its own (apps/accounts/web/sessions.py). A browser refuses a name that begins with
# __Host- unless the cookie is Secure and of this very host.
WEB_COOKIE_NAME = "__Host-gopay_web" if IS_PRODUCTION else "gopay_web"
WEB_IDLE_MINUTES: int = env.int("WEB_IDLE_MINUTES", default=15)
WEB_SESSION_HOURS: int = env.int("WEB_SESSION_HOURS", default=12)
CSRF_COOKIE_SECURE = IS_PRODUCTION
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        # A photograph is shown before it is sent, and a code from the camera is looked at.
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "report-uri": ["/csp-report"],
    },
}

# --- Logs -----------------------------------------------------------------------------------------------------

LOG_LEVEL: str = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = "apps.core.logs.configure"
LOGGING: dict[str, Any] = {"level": LOG_LEVEL}

# --- What production refuses ----------------------------------------------------------------------------------


def _is_key(value: str) -> bool:
    """Whether it is base64 of 32 bytes that are not all alike."""
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        return False
    return len(raw) == 32 and len(set(raw)) >= 10


def _wrong_keys() -> list[str]:
    wrong = [] if FIELD_KEYS else ["FIELD_KEYS must name at least one key (kid:base64 of 32 bytes)"]
    named = {f"FIELD_KEYS kid {kid}": key for kid, key in FIELD_KEYS.items()}
    named |= {"BLIND_INDEX_KEY": BLIND_INDEX_KEY, "DEVICE_COMMAND_KEY": DEVICE_COMMAND_KEY}
    wrong += [f"{name} must be base64 of 32 random bytes" for name, key in named.items() if not _is_key(key)]
    if any(len(kid) > 32 or not kid.isascii() or not kid.isprintable() for kid in FIELD_KEYS):
        wrong.append("a kid of FIELD_KEYS is at most 32 visible ASCII characters: every sealed value carries it")
    if len(set(named.values())) < len(named):
        wrong.append("FIELD_KEYS, BLIND_INDEX_KEY and DEVICE_COMMAND_KEY must all differ")
    return wrong


def _wrong_seals() -> list[str]:
    """What is wrong with how seals are signed and kept: who has the key can write history anew."""
    wrong = [] if SEAL_KEYS else ["SEAL_KEYS must name at least one key (kid:base64 of 32 bytes)"]
    wrong += [
        f"SEAL_KEYS kid {kid} must be base64 of 32 random bytes" for kid, key in SEAL_KEYS.items() if not _is_key(key)
    ]
    if any(not re.fullmatch(r"[A-Za-z0-9._-]{1,32}", kid) for kid in SEAL_KEYS):
        wrong.append("a kid of SEAL_KEYS is at most 32 letters, digits, dots and dashes: every seal carries it")
    if len({*SEAL_KEYS.values(), *FIELD_KEYS.values(), BLIND_INDEX_KEY, DEVICE_COMMAND_KEY}) < (
        len(SEAL_KEYS) + len({*FIELD_KEYS.values(), BLIND_INDEX_KEY, DEVICE_COMMAND_KEY})
    ):
        wrong.append("the keys of SEAL_KEYS must differ from each other and from every other key")
    if SEALS_URL and not SEALS_URL.startswith("https://"):
        wrong.append("SEALS_URL must be an https address: nobody may change what is kept there")
    if SEALS_URL and not SEALS_TOKEN:
        wrong.append("SEALS_TOKEN must be set where SEALS_URL is: whoever keeps the seals has to know us")
    return wrong


def _wrong_push() -> list[str]:
    """What is wrong with how we send pushes: half of it would let people subscribe and then send nothing."""
    if not VAPID_PRIVATE_KEY and not VAPID_SUBJECT:
        return []
    wrong = []
    try:
        raw = base64.urlsafe_b64decode(VAPID_PRIVATE_KEY + "=" * (-len(VAPID_PRIVATE_KEY) % 4))
    except ValueError:
        raw = b""
    if len(raw) != 32 or not 0 < int.from_bytes(raw) < _ORDER_OF_P256 or len(set(raw)) < 10:
        wrong.append("VAPID_PRIVATE_KEY must be base64url of the 32 bytes of a private key of P-256")
    if not re.fullmatch(r"mailto:[^@\s]+@[\w-]+(\.[\w-]+)+|https://[\w-]+(\.[\w-]+)+(/\S*)?", VAPID_SUBJECT):
        wrong.append("VAPID_SUBJECT must be a mailto: or an https: address: push services write to it about us")
    return wrong


# NIST SP 800-186: a private key is a number below it.
_ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _wrong_connections() -> list[str]:
    """What is wrong with how providers are reached: money is moved on their word."""
    wrong = []
    for code, one in GATEWAY_CONNECTIONS.items():
        name = f"GATEWAY_CONNECTIONS {code}"
        if not str(one["base_url"]).startswith("https://"):
            wrong.append(f"the base_url of {name} must be an https address")
        adapter = str(one["adapter"])
        folder = BASE_DIR / "apps" / "gateways" / "adapters" / adapter
        if not adapter.isidentifier() or not (folder / "adapter.py").is_file():
            wrong.append(f"the adapter of {name} does not exist")
        secrets = [str(secret) for secret in one.get("callback_secrets", ())]
        if any(len(secret.removeprefix("whsec_")) < 24 or len(set(secret)) < 10 for secret in secrets):
            wrong.append(f"each of the callback_secrets of {name} must be at least 24 random characters")
    return wrong


def _refusals() -> list[str]:
    """Everything that is wrong with these settings for production, one sentence each."""
    wrong = []
    for name, value in [("SECRET_KEY", SECRET_KEY), ("PIN_PEPPER", PIN_PEPPER)]:
        if len(value) < 32 or len(set(value)) < 10 or value.startswith("django-insecure"):
            wrong.append(f"{name} must be at least 32 random characters")
    if not JWT_SIGNING_KEYS:
        wrong.append("JWT_SIGNING_KEYS must name at least one key (kid:secret)")
    for kid, secret in JWT_SIGNING_KEYS.items():
        if len(secret) < 32 or len(set(secret)) < 10:
            wrong.append(f"the secret of JWT_SIGNING_KEYS kid {kid} must be at least 32 random characters")
    if len({SECRET_KEY, PIN_PEPPER, *JWT_SIGNING_KEYS.values()}) < 2 + len(JWT_SIGNING_KEYS):
        wrong.append("SECRET_KEY, PIN_PEPPER and the JWT keys must all differ")
    wrong += _wrong_keys()
    wrong += _wrong_seals()
    if "PRIVATE_FILES_DIR" not in env.ENVIRON:
        wrong.append("PRIVATE_FILES_DIR must name a folder that every process sees and that outlives them")
    if DEBUG:
        wrong.append("DEBUG must be off")
    if SANDBOX:
        wrong.append("GOPAY_SANDBOX must be off")
    if WEBHOOKS_TO_LOOPBACK:
        wrong.append("GOPAY_WEBHOOKS_TO_LOOPBACK must be off: merchants would reach what listens beside us")
    if not STAFF_MFA:
        wrong.append("STAFF_MFA must be on")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        wrong.append("ALLOWED_HOSTS must name the hosts that are served")
    if "DATABASE_URL" not in env.ENVIRON:
        wrong.append("DATABASE_URL must be set")
    if BROKER_IS_EMBEDDED:
        wrong.append("BROKER_URL must name a broker that outlives a process (amqp://...)")
    if EMAIL_BACKEND.endswith((".console.EmailBackend", ".dummy.EmailBackend")):
        wrong.append("EMAIL_URL must name a mail server (smtp+tls://...)")
    if not SMS_URL.startswith("https://"):
        wrong.append("SMS_URL must name an SMS provider over https, or no sign-up code arrives")
    if KYC_CHECK_URL and not KYC_CHECK_URL.startswith("https://"):
        wrong.append("KYC_CHECK_URL must be an https address: personal data goes there")
    wrong += _wrong_push()
    wrong += _wrong_connections()
    return wrong


if IS_PRODUCTION:
    if _wrong := _refusals():
        raise ImproperlyConfigured("Refusing to start in production: " + "; ".join(_wrong) + ".")
elif SANDBOX and not DEBUG and SMS_URL:
    raise ImproperlyConfigured("GOPAY_SANDBOX is on, but SMS_URL names a real provider: choose one.")
elif SANDBOX and not DEBUG and KYC_CHECK_URL and not KYC_CHECK_URL.startswith("http://127.0.0.1:"):
    raise ImproperlyConfigured("GOPAY_SANDBOX is on, but KYC_CHECK_URL names a real provider: choose one.")
elif (
    SANDBOX
    and not DEBUG
    and not all(str(one["base_url"]).startswith("http://127.0.0.1:") for one in GATEWAY_CONNECTIONS.values())
):
    raise ImproperlyConfigured("GOPAY_SANDBOX is on, but GATEWAY_CONNECTIONS names a real provider: choose one.")
_unknown = sorted({BASE_CURRENCY, *WALLET_CURRENCIES} - CURRENCIES.keys())
if _unknown:
    raise ImproperlyConfigured(f"BASE_CURRENCY and WALLET_CURRENCIES take ISO 4217 codes, not {', '.join(_unknown)}.")
if BASE_CURRENCY not in WALLET_CURRENCIES or len(set(WALLET_CURRENCIES)) < len(WALLET_CURRENCIES):
    raise ImproperlyConfigured("WALLET_CURRENCIES names BASE_CURRENCY and each currency once.")
if _unnamed := sorted(slug for slug in FLOAT_BANKS if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", slug)):
    raise ImproperlyConfigured(f"FLOAT_BANKS names each bank as in trust:BANK, not {', '.join(_unnamed)}.")
if WEBHOOKS_TO_LOOPBACK and not SANDBOX:
    raise ImproperlyConfigured("GOPAY_WEBHOOKS_TO_LOOPBACK may be on only where GOPAY_SANDBOX is on.")
if not STAFF_MFA and not SANDBOX:
    raise ImproperlyConfigured("STAFF_MFA may be off only where GOPAY_SANDBOX is on.")
if not 1 <= STAFF_SESSION_HOURS <= 24 or not 1 <= STAFF_IDLE_MINUTES <= STAFF_SESSION_HOURS * 60:
    raise ImproperlyConfigured("STAFF_SESSION_HOURS takes 1 to 24, STAFF_IDLE_MINUTES 1 to as long as a session.")
if not 1 <= WEB_SESSION_HOURS <= 24 * 30 or not 1 <= WEB_IDLE_MINUTES <= WEB_SESSION_HOURS * 60:
    raise ImproperlyConfigured("WEB_SESSION_HOURS takes 1 to 720, WEB_IDLE_MINUTES 1 to as long as a session.")
