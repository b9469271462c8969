"""How operators' pages write times: to the second, in UTC, in one order that nobody reads in two ways."""

DATETIME_FORMAT = "j M Y, H:i:s"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i:s"
