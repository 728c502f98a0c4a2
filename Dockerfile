# Two images. The recorder (docs/cli.md, wva recorder), any user, read-only root:
#   npm ci && node scripts/wva.mjs --only-bundle && docker build --target recorder --tag llmd-wva-recorder:0.1.0 .
FROM docker.io/library/node:20.20.2-slim AS recorder
COPY --chmod=0755 dist-cli/wva.mjs /wva.mjs
# Of the 128 MiB that it is given, what JavaScript may take (npm run bench -- recorder).
ENV NODE_OPTIONS="--max-old-space-size=72 --max-semi-space-size=4"
USER 65532
ENTRYPOINT ["node", "/wva.mjs", "recorder"]

# The plugin, and a program that copies it: an initContainer of Grafana's pod, under any user, with a read-only root.
# Build dist/ first: npm ci && npm run build && docker build --tag llmd-wva-app:0.1.0 .
FROM docker.io/library/busybox:1.37.0 AS plugin
COPY --chmod=0755 dist/ /plugin/
USER 65532
CMD ["cp", "-R", "/plugin/.", "/copied/"]
