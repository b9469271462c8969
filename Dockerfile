# syntax=docker/dockerfile:1

# --- build: the locked packages and the collected static files -----------------
FROM python:3.13-slim AS build
WORKDIR /app
ENV UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements-bootstrap.txt requirements.txt ./
RUN --mount=type=cache,target=/root/.cache \
    python -m venv --without-pip /opt/venv \
    && pip install --quiet --require-hashes --only-binary=:all: -r requirements-bootstrap.txt \
    && uv pip install --python /opt/venv/bin/python --quiet --require-hashes --no-deps --link-mode=copy \
        --compile-bytecode -r requirements.txt
COPY manage.py ./
COPY gopay gopay
COPY apps apps
COPY templates templates
COPY static static
COPY locale locale
COPY frontend/src/sw.js frontend/src/sw.js
# Production settings refuse to load without secrets. These exist in this one
# command only, and nothing of them is in the files it writes.
RUN GOPAY_ENV=production ALLOWED_HOSTS=build.invalid \
    SECRET_KEY=build-0123456789-abcdefghijklmnopqrstuvwxyz \
    PIN_PEPPER=build-9876543210-zyxwvutsrqponmlkjihgfedcba \
    JWT_SIGNING_KEYS=build:build-5432109876-mnopqrstuvwxyzabcdefghijkl \
    FIELD_KEYS=build:YnVpbGQtb25seSBmaWVsZCBrZXksIDMyIGJ5dGVzLi4= \
    BLIND_INDEX_KEY=YnVpbGQtb25seSBibGluZCBpbmRleCBrZXkgMzIgYi4= \
    DEVICE_COMMAND_KEY=YnVpbGQtb25seSBjb21tYW5kIGtleSwgMzIgYnl0ZS4= \
    SEAL_KEYS=build:YnVpbGQtb25seSBzZWFsIGtleSwgMzIgYnl0ZXMuLi4= \
    PRIVATE_FILES_DIR=/nowhere \
    DATABASE_URL=postgres://build.invalid/gopay BROKER_URL=amqp://build.invalid// \
    EMAIL_URL=smtp+tls://build:build@build.invalid:587 \
    SMS_URL=https://build.invalid/sms \
    /opt/venv/bin/python manage.py collectstatic --noinput \
    && /opt/venv/bin/python -m compileall -q gopay apps

# --- what runs ------------------------------------------------------------------
FROM python:3.13-slim
RUN groupadd --system --gid 10001 gopay \
    && useradd --system --uid 10001 --gid gopay --home-dir /app --shell /usr/sbin/nologin gopay \
    && install -d -o gopay -g gopay /var/lib/gopay/metrics /var/lib/gopay/beat \
    && install -d -o gopay -g gopay -m 0700 /var/lib/gopay/private
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_MMAP_THRESHOLD_=1048576 \
    GOPAY_ENV=production \
    BEAT_SCHEDULE_FILE=/var/lib/gopay/beat/schedule \
    PROMETHEUS_MULTIPROC_DIR=/var/lib/gopay/metrics \
    PRIVATE_FILES_DIR=/var/lib/gopay/private
USER gopay
EXPOSE 8000
# /livez asks no database, so a slow one does not get the web process restarted.
# Django answers only to the hosts it was told to serve.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; host = os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.'); u.urlopen(u.Request('http://127.0.0.1:8000/livez', headers={'Host': host}), timeout=2)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "20", \
     "--respawn-failed-workers", "gopay.wsgi:application"]
