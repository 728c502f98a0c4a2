"""Brings Grafana's annotation of this run up to date when no browser of an Editor is open to do it.

Does what `reconcile` in src/domain/runAnnotation.ts does, for one run: one annotation, of several the lowest id stays. The
address and the token come from the Secret that is mounted at GRAFANA; without it there is nothing to do.
"""
from __future__ import annotations

import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import annotation
from kube import TEKTON, Failure, Kube, in_namespace, main, message_of, say, setting

TIMEOUT_SECONDS = 20
# Browsers write at the same time; each look finds what the others have made of it.
LOOKS = 4
TRIES = 3


class Grafana:
    def __init__(self, folder: Path) -> None:
        self.url = (folder / "url").read_text(encoding="utf-8").strip().rstrip("/")
        self.token = (folder / "token").read_text(encoding="utf-8").strip()
        ca = folder / "ca.crt"
        if urlsplit(self.url).scheme not in ("https", "http"):
            raise Failure("the Secret's url is no http or https address")
        https = self.url.startswith("https:")
        self.context = ssl.create_default_context(cafile=str(ca) if ca.exists() else None) if https else None
        # What a browser calls Grafana; a link in an annotation needs the path that it is served under.
        self.base = urlsplit(self.url).path

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/annotations{path}", data=data, method=method, headers=headers)
        for attempt in range(1, TRIES + 1):
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS, context=self.context) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code == 404 and method in ("PATCH", "DELETE"):
                    return None  # another writer was faster
                if error.code < 500 or attempt == TRIES:
                    raise Failure(f"Grafana answered {error.code}: {message_of(error.read())}") from error
            except OSError as error:
                # A create whose answer is lost may be there: the next look finds two, and one goes.
                if attempt == TRIES:
                    raise Failure(f"Grafana does not answer: {error}") from error
            time.sleep(attempt)

    def of_run(self, metadata: dict[str, Any]) -> list[dict[str, Any]]:
        """The organisation's annotations of a run, by rising id."""
        tags = [annotation.RUN_TAG, annotation.run_tag(metadata)]
        found = self.send("GET", "?" + urlencode({"tags": tags, "type": "annotation", "limit": 100}, doseq=True)) or []
        ours = [
            one
            for one in found
            if not one.get("dashboardUID")
            and set(tags) <= set(one.get("tags") or [])
            and annotation.uid_of(one) == annotation.tag_value(metadata["uid"])
        ]
        return sorted(ours, key=lambda one: one["id"])


def writes(wanted: dict[str, Any], there: list[dict[str, Any]]) -> list[tuple[str, str, dict[str, Any] | None]]:
    """Method, path and body of what makes `there` the one annotation that is wanted; empty when it is."""
    gone: list[tuple[str, str, dict[str, Any] | None]] = [("DELETE", f"/{one['id']}", None) for one in there[1:]]
    if not there:
        return [("POST", "", wanted)]
    kept = there[0]
    same = all(kept.get(key) == wanted[key] for key in ("time", "timeEnd", "text"))
    if same and sorted(kept.get("tags") or []) == sorted(wanted["tags"]):
        return gone
    return [*gone, ("PATCH", f"/{kept['id']}", wanted)]


def annotate() -> None:
    folder = Path(setting("GRAFANA"))
    if not ((folder / "url").exists() and (folder / "token").exists()):
        return say("no Secret with url and token of a Grafana: the next browser that shows the run marks it")
    run = Kube().get(in_namespace(TEKTON, setting("RUN_NAMESPACE"), "pipelineruns", setting("RUN_NAME")))
    grafana = Grafana(folder)
    end = int(os.environ.get("END_MS") or time.time() * 1000)
    wanted = annotation.wanted(run, annotation.phase(run, setting("TASKS_STATUS", "None")), end, grafana.base)
    for _ in range(LOOKS):
        todo = writes(wanted, grafana.of_run(run["metadata"]))
        if not todo:
            return say(f"marked: {', '.join(wanted['tags'])}")
        for method, path, body in todo:
            grafana.send(method, path, body)
            say(f"{method} annotation{path}")
    say("warning: other writers keep changing the annotation; they have the same contract")


if __name__ == "__main__":
    sys.exit(main({"annotate": annotate}, sys.argv[1:]))
