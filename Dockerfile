# The plugin, and a program that copies it: an initContainer of Grafana's pod, under any user, with a read-only root.
# Build dist/ first: npm ci && npm run build && docker build --tag llmd-wva-app:0.1.0 .
FROM docker.io/library/busybox:1.37.0
COPY --chmod=0755 dist/ /plugin/
USER 65532
CMD ["cp", "-R", "/plugin/.", "/copied/"]
