# syntax=docker/dockerfile:1

# 1. The server bundle and the web app.
FROM node:24-slim AS build
WORKDIR /app
# The manifests first: packages are installed anew only when one of them changes.
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY client/package.json client/
COPY server/package.json server/
COPY web/package.json web/
COPY bench/package.json bench/
COPY e2e/package.json e2e/
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs

# 2. The packages that the bundle imports at run time, without those that only building needs.
FROM node:24-slim AS packages
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json /app/.npmrc ./
COPY --from=build /app/contract/package.json contract/
COPY --from=build /app/client/package.json client/
COPY --from=build /app/server/package.json server/
COPY --from=build /app/web/package.json web/
COPY --from=build /app/bench/package.json bench/
COPY --from=build /app/e2e/package.json e2e/
RUN npm ci --ignore-scripts --omit=dev --workspace=@canopy/server --include-workspace-root=false

# 3. What runs.
FROM node:24-slim
LABEL org.opencontainers.image.title="Canopy" \
      org.opencontainers.image.description="A self-hosted cloud drive" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/server/package.json server/package.json
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/web/dist web/dist
COPY --from=build /app/LICENSE /app/NOTICE ./

ENV NODE_ENV=production \
    CANOPY_LISTEN=0.0.0.0:5212 \
    CANOPY_DATA_DIR=/data
# The image's own unprivileged user; a named volume takes over the owner of the folder.
RUN rm -rf server/dist/code-cache \
 && install -d -o node -g node server/dist/code-cache \
 && install -d -o node -g node -m 0700 /data
USER node
# Fills the code cache, which belongs to one user and one place: each start is some 100 ms shorter for it.
RUN node server/dist/main.mjs --help > /dev/null
VOLUME /data
EXPOSE 5212
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --start-interval=1s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:5212/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# The server shuts down cleanly on SIGTERM; `docker run … fsck` and the other commands work as well.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/server/dist/main.mjs"]
CMD ["serve"]
