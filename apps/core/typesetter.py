"""Sets one document and ends: `python -m apps.core.typesetter <template>`, JSON on stdin, PDF on stdout.

It runs as a process of its own because Typst keeps what it has worked out: set in the web process, each long statement
would leave more than a hundred megabytes there. A process gives everything back, and can be stopped.
It imports nothing of Django's, so it starts in a tenth of a second.
"""

import resource
import sys
from pathlib import Path

import typst

# Templates stand in their apps and are named from here; what they share is /core/typst.
APPS = Path(__file__).resolve().parent.parent
# Some 3,000 lines of the longest notes take a third of it.
_MEMORY_BYTES = 2 * 1024**3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    text = sys.stdin.buffer.read().decode()
    # Fonts are Typst's own, and the machine's where those lack a script. Packages could be fetched; none is named.
    pdf = typst.compile(APPS / sys.argv[1], root=APPS, format="pdf", sys_inputs={"data": text})
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
