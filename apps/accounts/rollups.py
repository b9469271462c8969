"""What people did as figures: how many joined, came in, and went through each step of showing who they are."""

from apps.core.rollups import Source, declare

JOINED, LOGGED_IN = "accounts.joined", "accounts.logged_in"
# Of the app above, in the order in which a person goes through them.
KYC_STEPS = ("kyc.begun", "kyc.submitted", "kyc.in_review", "kyc.approved", "kyc.rejected")
COUNTED = (JOINED, LOGGED_IN, *KYC_STEPS)
_NAMES = ", ".join(f"'{name}'" for name in COUNTED)

ACTIVITY = declare(
    Source(
        name="activity",
        title="What people did",
        table="accounts_activity",
        # The names are constants of this module.
        facts=f"""
SELECT at, action AS kind, '' AS outcome, '' AS currency, 1 AS count, 0 AS amount, 0 AS fee,
       0 AS milliseconds, 0 AS slowest
  FROM accounts_activity WHERE xact >= %(after)s AND xact < %(before)s AND action IN ({_NAMES})
""",
    )
)
