"""How often one person may ask a biller, through us, what somebody owes."""

from apps.core.ratelimit import Rate

_HOUR = 3600

LOOK_UP_BY_PERSON = Rate("billers.look_up.person", 20, 5 * 60)
# Customer numbers can be guessed one after the other, and the answer has a name: each that nobody has costs a day's.
UNKNOWN_BY_PERSON = Rate("billers.unknown.person", 20, 24 * _HOUR)
SAVE_BY_PERSON = Rate("billers.save.person", 60, _HOUR)
# How often the sweep asks one biller, so that what many have saved does not crowd out who is waiting.
SWEEP_BY_BILLER = Rate("billers.sweep.biller", 30, 60)
KEEP_BY_PERSON = Rate("billers.keep_favourite.person", 60, _HOUR)
MAKE_AUTO_BY_PERSON = Rate("billers.make_auto_recharge.person", 60, _HOUR)
