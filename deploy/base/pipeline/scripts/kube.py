"""What the tasks ask of the Kubernetes API, with Python's standard library alone.

In a pod it uses the service account's token and CA. KUBE_API_URL, KUBE_TOKEN_FILE and KUBE_CA_FILE name others.
"""
from __future__ import annotations

import json
import os
import ssl
import time
import urllib.error
import urllib.request
from typing import Any, Iterator
from urllib.parse import quote, urlencode

SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
TEKTON = "tekton.dev/v1"
TIMEOUT_SECONDS = 30
PAGE = 500
# Answers after which the same request may succeed.
TRANSIENT = (429, 500, 502, 503, 504)
TRIES = 5


class KubeError(Exception):
    """The API server's refusal: its HTTP status and message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{message} ({status})")
        self.status = status


class Failure(Exception):
    """Ends a step with a message that says what to do."""


class Kube:
    def __init__(self) -> None:
        host = os.environ.get("KUBERNETES_SERVICE_HOST", "kubernetes.default.svc")
        port = os.environ.get("KUBERNETES_SERVICE_PORT", "443")
        bracketed = f"[{host}]" if ":" in host else host
        self.url = os.environ.get("KUBE_API_URL", f"https://{bracketed}:{port}").rstrip("/")
        self.token_file = os.environ.get("KUBE_TOKEN_FILE", f"{SERVICE_ACCOUNT}/token")
        ca_file = os.environ.get("KUBE_CA_FILE", f"{SERVICE_ACCOUNT}/ca.crt")
        self.context = ssl.create_default_context(cafile=ca_file) if self.url.startswith("https:") else None

    def open(self, method: str, path: str, body: bytes | None = None, content_type: str = "application/json"):
        """An open answer. Raises KubeError for a refusal, OSError when there is none."""
        with open(self.token_file, encoding="utf-8") as file:  # it is rotated while a pod lives
            token = file.read().strip()
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = content_type
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers)
        try:
            return urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS, context=self.context)
        except urllib.error.HTTPError as error:
            raise KubeError(error.code, message_of(error.read())) from error

    def send(self, method: str, path: str, body: Any = None, content_type: str = "application/json") -> Any:
        """The JSON of an answer. Reads are tried again after a transient failure; writes are not."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        for attempt in range(1, TRIES + 1):
            try:
                with self.open(method, path, data, content_type) as answer:
                    return json.load(answer)
            except (KubeError, OSError) as error:
                passing = not isinstance(error, KubeError) or error.status in TRANSIENT
                if method != "GET" or not passing or attempt == TRIES:
                    raise
                time.sleep(attempt)
        raise AssertionError("unreachable")

    def get(self, path: str) -> Any:
        return self.send("GET", path)

    def find(self, path: str) -> Any | None:
        """None when there is no such object."""
        try:
            return self.get(path)
        except KubeError as error:
            if error.status == 404:
                return None
            raise

    def items(self, path: str, **query: str) -> Iterator[dict[str, Any]]:
        """All objects of a list, page by page; none where the API server does not know the resource."""
        token = ""
        while True:
            text = urlencode({**query, "limit": str(PAGE), **({"continue": token} if token else {})})
            page = self.find(f"{path}?{text}")
            if page is None:
                return
            yield from page.get("items") or []
            token = page.get("metadata", {}).get("continue") or ""
            if not token:
                return


def message_of(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    try:
        return str(json.loads(text)["message"])
    except (ValueError, KeyError, TypeError):
        return text.strip()[:500] or "no message"


def in_namespace(group_version: str, namespace: str, resource: str, *names: str) -> str:
    """Path of a resource in a namespace; names are encoded, so that none can leave its segment."""
    root = "/api/v1" if group_version == "v1" else f"/apis/{group_version}"
    return "/".join([root, "namespaces", quote(namespace, safe=""), resource, *(quote(name, safe="") for name in names)])


def setting(name: str, default: str | None = None) -> str:
    """A setting from the environment, where the task has put its params."""
    value = os.environ.get(name, "")
    if value == "" and default is None:
        raise Failure(f"{name} is empty: the task sets it from a param")
    return value or default or ""


def seconds(name: str, default: float) -> float:
    text = setting(name, str(default))
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value < 1e6:
        raise Failure(f"{name} is {text!r}, which is no number of seconds")
    return value


def write_result(name: str, value: str) -> None:
    """Writes a Tekton result; RESULT_<NAME> names its file."""
    path = os.environ.get(f"RESULT_{name.upper().replace('-', '_')}")
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(value)
    say(f"{name}: {value}")


def say(text: str) -> None:
    print(text, flush=True)


def succeeded(obj: dict[str, Any]) -> dict[str, Any]:
    """The condition Succeeded of a PipelineRun or TaskRun; empty before there is one."""
    conditions = (obj.get("status") or {}).get("conditions") or []
    return next((one for one in conditions if one.get("type") == "Succeeded"), {})


def is_done(obj: dict[str, Any]) -> bool:
    return succeeded(obj).get("status") in ("True", "False")


def main(commands: dict[str, Any], arguments: list[str]) -> int:
    """Runs the command that the first argument names; the exit code of the step."""
    command = commands.get(arguments[0] if arguments else "")
    if command is None:
        say(f"usage: {' | '.join(commands)}")
        return 2
    try:
        command()
        return 0
    except Failure as failure:
        say(f"error: {failure}")
    except (KubeError, OSError) as error:
        say(f"error: the Kubernetes API refused or did not answer: {error}")
    return 1
