"""Keeps what a run leaves behind before anything is cleaned up: logs of the workload and of the run, and when the load was.

Into <REPORTS>/<run>/logs/<pod>/<container>.log; a log that can not be read is named and passed over.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kube import Kube, KubeError, Failure, in_namespace, main, say, seconds, setting, write_result
from lease import Lock, renew
from workload import Workload

# What a busy vLLM writes in an hour is a tenth of it.
MAX_LOG_BYTES = 200_000_000
CHUNK = 1 << 20


def collect() -> None:
    # Tekton fails a run whose task succeeded without the results that the Pipeline passes on.
    for name in ("start-time", "end-time", "report-path"):
        write_result(name, "")
    kube = Kube()
    lock = Lock(kube)
    folder = Path(setting("REPORTS")) / setting("RUN_NAME")
    pods = [*run_pods(kube), *workload_pods(kube)]
    read = 0
    for pod in pods:
        keep_lease(lock)
        read += save_logs(kube, pod, folder / "logs" / pod["metadata"]["name"])
    say(f"{read} logs of {len(pods)} pods are in {folder / 'logs'}")
    steps = load_steps(folder)
    (folder / "run.json").parent.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps({"run": setting("RUN_NAME"), "steps": steps}), encoding="utf-8")
    write_result("start-time", min((step["start"] for step in steps), default=""))
    write_result("end-time", max((step["end"] for step in steps), default=""))
    write_result("report-path", str(folder))


def run_pods(kube: Kube) -> list[dict[str, Any]]:
    path = in_namespace("v1", setting("RUN_NAMESPACE"), "pods")
    own = setting("TASK_RUN", "-")
    pods = kube.items(path, labelSelector=f"tekton.dev/pipelineRunUID={setting('RUN_UID')}")
    return [pod for pod in pods if (pod["metadata"].get("labels") or {}).get("tekton.dev/taskRun") != own]


def workload_pods(kube: Kube) -> list[dict[str, Any]]:
    try:
        return Workload(kube).pods()
    except Failure as failure:
        say(f"no logs of the workload: {failure}")
        return []


def keep_lease(lock: Lock) -> None:
    """Reading many logs takes time, and the task that renewed the Lease is over."""
    try:
        renew(lock)
    except (Failure, KubeError, OSError) as error:
        say(f"warning: {error}")


def save_logs(kube: Kube, pod: dict[str, Any], folder: Path) -> int:
    name, namespace = pod["metadata"]["name"], pod["metadata"]["namespace"]
    limit = int(seconds("MAX_LOG_KB", MAX_LOG_BYTES / 1000)) * 1000
    saved = 0
    for container in (one["name"] for one in pod["spec"].get("containers") or []):
        path = in_namespace("v1", namespace, "pods", name, "log")
        try:
            with kube.open("GET", f"{path}?container={container}&timestamps=true&limitBytes={limit}") as answer:
                folder.mkdir(parents=True, exist_ok=True)
                with open(folder / f"{container}.log", "wb") as file:
                    while chunk := answer.read(CHUNK):
                        file.write(chunk)
            saved += 1
        except (KubeError, OSError) as error:
            say(f"no log of {name}/{container}: {error}")
    return saved


def load_steps(folder: Path) -> list[dict[str, Any]]:
    """What each load step wrote about itself, in the order in which they began."""
    steps = []
    for file in sorted(folder.glob("*/step.json")):
        try:
            step = json.loads(file.read_text(encoding="utf-8"))
            steps.append({"start": str(step["start"]), "end": str(step["end"]), "name": str(step["name"]), "folder": file.parent.name})
        except (OSError, ValueError, KeyError) as error:
            say(f"{file} can not be read: {error}")
    return sorted(steps, key=lambda step: (step["start"], step["folder"]))


if __name__ == "__main__":
    sys.exit(main({"collect": collect}, sys.argv[1:]))
