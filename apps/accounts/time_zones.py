"""Time zones as people name them: those of the IANA database, by their exact names."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

# Longer than any name in the database by half.
MAX_TIME_ZONE_LENGTH = 48
# Wherever the machine happens to stand, and a place that does not exist.
_NO_PLACES = frozenset({"localtime", "Factory"})
# Under these the database has its places; what stands elsewhere are old names, and distances from Greenwich.
_REGIONS = frozenset(
    {
        *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian"),
        "Pacific",
    }
)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones()) - _NO_PLACES


def is_time_zone(name: str) -> bool:
    """Whether this is the exact name of a zone in the IANA time zone database."""
    return name in _names()


def zone_or_default(name: str) -> str:
    """The zone a person has chosen; of who has chosen none, the one in which the platform does its business."""
    return name or settings.LIMITS_TIME_ZONE


def zone_of(name: str) -> ZoneInfo:
    """The zone itself; of an empty name, the platform's own. Raises zoneinfo.ZoneInfoNotFoundError."""
    return ZoneInfo(zone_or_default(name))


def time_zone_names() -> list[str]:
    """The names one may choose from, in their order, without what only stands for another name or for no place."""
    return sorted(name for name in _names() if name == "UTC" or name.partition("/")[0] in _REGIONS)
