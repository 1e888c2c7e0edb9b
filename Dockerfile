# The portal as one image; what it does is the command: web, worker, beat, migrate (docker-compose.yml).
# The root file system may be read-only: only /data and /tmp are written.
FROM python:3.13-slim-trixie AS build
WORKDIR /koers
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN ["python", "-m", "venv", "/venv"]
COPY requirements.lock ./
RUN ["/venv/bin/pip", "install", "--quiet", "--require-hashes", "--requirement", "requirements.lock"]
COPY . .
RUN ["/venv/bin/python", "-m", "compileall", "-q", "/koers"]
# The files of the pages, named by their contents; the data folder of this step is thrown away.
RUN ["env", "KOERS_DATA=/tmp/bouw", "KOERS_STATIC=/koers/verzameld", "/venv/bin/python", "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]

FROM python:3.13-slim-trixie
# WeasyPrint's own libraries; pg_dump and pg_restore for manage.py backup and restore.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin koers \
 && install -d -o koers -g koers -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build --chown=root:root /koers /koers
WORKDIR /koers
ENV PATH=/venv/bin:/usr/bin PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    KOERS_MODE=production KOERS_DATA=/data KOERS_STATIC=/koers/verzameld KOERS_WEB_BIND=0.0.0.0:8000 \
    XDG_CACHE_HOME=/tmp
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "koers.wsgi:application", "--config", "python:koers.web"]
