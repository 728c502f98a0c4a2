#!/bin/sh
# Fails a pipeline when a run is worse than its baseline: gate-run.sh RUN BASELINE, each a record or NAMESPACE/NAME
# WVA names the command, for example "node dist-cli/wva.mjs"; GATES a file with one gate a line.
set -u
${WVA:-wva} judge "$1" --baseline "$2" ${GATES:+--gates "$GATES"}
case $? in
0) echo 'passed' ;;
1) echo 'worse than the baseline' >&2 && exit 1 ;;
*) echo 'no verdict: see above' >&2 && exit 2 ;;
esac
