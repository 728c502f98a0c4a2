"""One run at a time on a target, whichever Pipeline it is of: a Lease named after the Deployment, held by the run's uid.

    acquire  waits until nobody else holds it
    hold     renews it until the run's other tasks are over
    release  gives it up

A holder that stops renewing (a run that was cancelled at once, a node that is gone) loses it after its duration, told by
the waiting pod's own clock from when it last saw the Lease change; at once when the holder's run is seen to be over.
"""
from __future__ import annotations

import hashlib
import random
import sys
import time
from datetime import datetime, timezone
from typing import Any

from kube import TEKTON, Failure, Kube, KubeError, in_namespace, is_done, main, say, seconds, setting, succeeded

GROUP = "coordination.k8s.io/v1"
RUN = "llmd-wva-app/run"
MAX_NAME = 253


def lease_name(deployment: str) -> str:
    name = f"wva-experiment-{deployment}"
    if len(name) <= MAX_NAME:
        return name
    return f"{name[: MAX_NAME - 9].rstrip('.-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Lock:
    def __init__(self, kube: Kube) -> None:
        self.kube = kube
        self.uid = setting("RUN_UID")
        self.run = f"{setting('RUN_NAMESPACE')}/{setting('RUN_NAME')}"
        self.namespace = setting("TARGET_NAMESPACE", setting("RUN_NAMESPACE"))
        self.duration = max(1, int(seconds("LEASE_SECONDS", 300)))
        self.name = lease_name(setting("DEPLOYMENT"))
        self.path = in_namespace(GROUP, self.namespace, "leases", self.name)

    def read(self) -> dict[str, Any] | None:
        return self.kube.find(self.path)

    def is_held(self) -> bool:
        return (((self.read() or {}).get("spec") or {}).get("holderIdentity")) == self.uid

    def create(self) -> bool:
        lease = {
            "apiVersion": GROUP,
            "kind": "Lease",
            "metadata": {"name": self.name, "annotations": {RUN: self.run}},
            "spec": {**self.held(), "acquireTime": now(), "leaseTransitions": 0},
        }
        return self.attempt("POST", in_namespace(GROUP, self.namespace, "leases"), lease)

    def take(self, lease: dict[str, Any]) -> bool:
        """Takes over, or renews. The resource version that was read makes it fail when somebody else was faster."""
        spec = lease.get("spec") or {}
        mine = spec.get("holderIdentity") == self.uid
        taken = {} if mine else {"acquireTime": now(), "leaseTransitions": (spec.get("leaseTransitions") or 0) + 1}
        lease["spec"] = {**spec, **self.held(), **taken}
        metadata = lease["metadata"]
        metadata["annotations"] = {**(metadata.get("annotations") or {}), RUN: self.run}
        return self.attempt("PUT", self.path, lease)

    def give_up(self, lease: dict[str, Any]) -> bool:
        lease["spec"] = {**lease["spec"], "renewTime": now()}
        del lease["spec"]["holderIdentity"]
        return self.attempt("PUT", self.path, lease)

    def held(self) -> dict[str, Any]:
        return {"holderIdentity": self.uid, "leaseDurationSeconds": self.duration, "renewTime": now()}

    def attempt(self, method: str, path: str, lease: dict[str, Any]) -> bool:
        try:
            self.kube.send(method, path, lease)
            return True
        except KubeError as error:
            if error.status in (404, 409):
                return False
            raise

    def holder_is_over(self, lease: dict[str, Any]) -> bool:
        """Whether the holder's run has ended or is gone, as far as this service account may see."""
        namespace, _, name = (lease["metadata"].get("annotations") or {}).get(RUN, "").partition("/")
        if not name:
            return False
        try:
            run = self.kube.find(in_namespace(TEKTON, namespace, "pipelineruns", name))
        except KubeError:
            return False
        return run is None or run["metadata"]["uid"] != lease["spec"].get("holderIdentity") or is_done(run)


def acquire() -> None:
    lock = Lock(Kube())
    pause = seconds("POLL_SECONDS", 5)
    seen, seen_at, told = "", 0.0, ""
    say(f"Lease {lock.namespace}/{lock.name} for run {lock.run}")
    while True:
        lease = lock.read()
        if lease is None:
            if lock.create():
                return say("acquired")
            continue
        spec = lease.get("spec") or {}
        holder = spec.get("holderIdentity") or ""
        version = lease["metadata"]["resourceVersion"]
        if version != seen:
            seen, seen_at = version, time.monotonic()
        expired = time.monotonic() - seen_at > (spec.get("leaseDurationSeconds") or lock.duration)
        if holder in ("", lock.uid) or expired or lock.holder_is_over(lease):
            if lock.take(lease):
                return say(f"acquired{', its holder having stopped' if holder not in ('', lock.uid) else ''}")
            continue
        if holder != told:
            told = holder
            other = (lease["metadata"].get("annotations") or {}).get(RUN, holder)
            say(f"waiting for {other}, which is at work on the same Deployment")
        time.sleep(pause * random.uniform(0.8, 1.2))


def renew(lock: Lock) -> None:
    """Raises Failure when the Lease is no longer ours."""
    while True:
        lease = lock.read()
        holder = ((lease or {}).get("spec") or {}).get("holderIdentity")
        if lease is None or holder != lock.uid:
            state = f"held by {holder}" if holder else "not held any more"
            raise Failure(f"the Lease {lock.name} is {state}: this run may not have been alone")
        if lock.take(lease):
            return


def hold() -> None:
    lock = Lock(Kube())
    own, load = setting("HOLD_TASK", "hold-lease"), setting("LOAD_TASK", "load-test")
    pause = seconds("RENEW_SECONDS", 15)
    renewed_at = time.monotonic()
    while True:
        try:
            renew(lock)
            renewed_at = time.monotonic()
            if work_is_over(lock.kube, own, load):
                return say("the load is over")
        except (KubeError, OSError) as error:
            if time.monotonic() - renewed_at > lock.duration:
                raise
            say(f"not renewed: {error}")
        time.sleep(pause)


def work_is_over(kube: Kube, own: str, load: str) -> bool:
    """Whether no task of the run is at work any more, and none is to come."""
    namespace, name = setting("RUN_NAMESPACE"), setting("RUN_NAME")
    run = kube.find(in_namespace(TEKTON, namespace, "pipelineruns", name))
    if run is None or run["metadata"]["uid"] != setting("RUN_UID") or is_done(run):
        return True
    selector = f"tekton.dev/pipelineRunUID={setting('RUN_UID')},tekton.dev/memberOf=tasks"
    others = [
        task_run
        for task_run in kube.items(in_namespace(TEKTON, namespace, "taskruns"), labelSelector=selector)
        if task_of(task_run) != own
    ]
    if not all(is_done(task_run) for task_run in others):
        return False
    skipped = {task.get("name") for task in (run.get("status") or {}).get("skippedTasks") or []}
    failed = any(succeeded(task_run).get("status") == "False" for task_run in others)
    return failed or load in skipped | {task_of(t) for t in others} or bool((run.get("spec") or {}).get("status"))


def task_of(task_run: dict[str, Any]) -> str:
    return (task_run["metadata"].get("labels") or {}).get("tekton.dev/pipelineTask", "")


def release() -> None:
    lock = Lock(Kube())
    while True:
        lease = lock.read()
        if lease is None or (lease.get("spec") or {}).get("holderIdentity") != lock.uid:
            return say("the Lease is not held by this run")
        if lock.give_up(lease):
            return say("released")


if __name__ == "__main__":
    sys.exit(main({"acquire": acquire, "hold": hold, "release": release}, sys.argv[1:]))
