"""Documents as PDF, set by Typst from the templates of the apps.

What people wrote reaches a template as JSON in `sys.inputs` and is shown as text; none of it is ever part of a
template, so nothing in a note is markup. The fonts are those in Typst itself, and the machine's own where those lack a
script; nothing is fetched. A PDF is set as a whole, so two at a time are, each in a process of its own that gives its
memory back (typesetter.py): whoever sets one bounds its lines.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

import structlog
from django.conf import settings

from apps.core.errors import Unavailable

CONTENT_TYPE = "application/pdf"
log = structlog.get_logger("gopay.typesetting")
_AT_A_TIME = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 20
_SETTING_SECONDS = 30
# Marks that turn the direction of what follows, which could show an amount or a name backwards (CWE-1007).
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))


class NotSet(Exception):
    """A template of ours does not work."""


def set_document(template: str, record: Mapping[str, Any]) -> bytes:
    """The PDF of a template, named as `reports/typst/statement.typ`, with this record, whole.

    Raises Unavailable when many are being set.
    """
    if not _AT_A_TIME.acquire(timeout=_WAIT_SECONDS):
        raise Unavailable(retry_after=10)
    try:
        text = json.dumps(record, ensure_ascii=False).translate(_TURNING)
        command = [sys.executable, "-m", "apps.core.typesetter", template]
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=_SETTING_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        log.error("a document was not set in time", template=template)
        raise Unavailable(retry_after=60) from error
    finally:
        _AT_A_TIME.release()
    if done.returncode:
        raise NotSet(f"{template}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout
