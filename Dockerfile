# The desk as an image: docker build -t tsdesk . (compose.yaml and deploy/kubernetes/ use it under that name).

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# Without their scripts: nothing of the sandbox is needed here.
RUN npm ci --ignore-scripts
COPY bin bin
COPY build build
COPY src src
COPY tsconfig.json ./
RUN node build/bundle.js

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts
# What gives freed memory back to the system: an optional package, and its native part another.
COPY --from=build /build/node_modules/ffi-rs node_modules/ffi-rs
COPY --from=build /build/node_modules/@yuuang node_modules/@yuuang

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    TSDESK_CONFIG=/etc/tsdesk/tsdesk.yaml \
    STATE_DIRECTORY=/var/lib/tsdesk
WORKDIR /opt/tsdesk
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/tsdesk \
 && ln -s /opt/tsdesk/bin/tsdesk.js /usr/local/bin/tsdesk
COPY --from=packages /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY assets assets
COPY bin bin
COPY drizzle drizzle
COPY templates templates
COPY package.json LICENSE tsdesk.example.yaml tsdesk.schema.json ./
# By number, so that an orchestrator sees that it is not root.
USER 10001:10001
VOLUME /var/lib/tsdesk
EXPOSE 8080
# The process, not what it needs: /readyz is for that. http.listen must be "0.0.0.0:8080" to be seen from outside.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tsdesk"]
CMD ["start"]
