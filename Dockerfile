# syntax=docker/dockerfile:1
# Two stages: the first installs from hashed requirements, the second has only what runs.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/marrow
WORKDIR /src
COPY requirements.txt requirements-build.txt ./
RUN /opt/marrow/bin/pip install --require-hashes -r requirements.txt \
 && pip install --require-hashes -r requirements-build.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY content ./content
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/marrow/bin/pip install --no-deps /wheels/*.whl

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 --shell /usr/sbin/nologin marrow \
 && install -d -o marrow -g marrow /data
COPY --from=build /opt/marrow /opt/marrow
ENV PATH=/opt/marrow/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MARROW_DATA=/data MARROW_CACHE=/data/cache
VOLUME /data
USER marrow
WORKDIR /home/marrow
ENTRYPOINT ["marrow"]
CMD ["run"]
