# The embedded product in a container: `docker compose up`. Built in two steps, so that no compiler comes along.
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/wirewatch \
 && /opt/wirewatch/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /opt/wirewatch/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
COPY --from=build /opt/wirewatch /opt/wirewatch
RUN useradd --uid 10001 --no-create-home wirewatch && mkdir /data /inbox && chown wirewatch /data /inbox
USER 10001
ENV PATH=/opt/wirewatch/bin:$PATH WIREWATCH_DATA=/data
WORKDIR /
ENTRYPOINT ["wirewatch"]
CMD ["run", "/inbox"]
