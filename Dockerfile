# The service with its index inside: it starts without a network.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# For torch without CUDA, a far smaller image: --build-arg PIP_EXTRA_INDEX_URL=<the PyTorch index of CPU wheels>
ARG PIP_EXTRA_INDEX_URL
RUN python -m venv /opt/wenzheng
ENV PATH=/opt/wenzheng/bin:$PATH
WORKDIR /src
# The dependencies alone, so that a change of the code does not install them again.
COPY pyproject.toml constraints.txt ./
RUN python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' > requirements.txt \
    && pip install -r requirements.txt -c constraints.txt
COPY . .
RUN pip install --no-deps .

FROM python:3.11-slim
LABEL org.opencontainers.image.title="wenzheng" org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/wenzheng /opt/wenzheng
ENV PATH=/opt/wenzheng/bin:$PATH PYTHONUNBUFFERED=1 \
    WENZHENG_HOME=/var/lib/wenzheng WENZHENG_HOST=0.0.0.0 WENZHENG_PORT=8080
RUN useradd --system --uid 10001 --no-create-home wenzheng && install -d -o wenzheng "$WENZHENG_HOME"
USER wenzheng
RUN wenzheng index && wenzheng verify
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['WENZHENG_PORT'] + '/readyz', timeout=4)"]
CMD ["wenzheng", "serve"]
