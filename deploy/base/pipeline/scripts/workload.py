"""The workload under test: brought to a known state, checked for being what the run says, tidied up.

    remove-scaler    deletes the ScaledObjects that scale the Deployment, and waits until nothing scales it
    scale            to 0, then to INITIAL_REPLICAS, and waits until those are ready
    apply-scaler     creates SCALED_OBJECT, unless that is empty
    settle           waits SETTLE_SECONDS
    verify STEP...   fails unless replicas and autoscaler are what the run's params say, and the load fits its timeouts
    clean-up         removes the autoscaler again and scales to FINAL_REPLICAS, if this run holds the Lease
"""
from __future__ import annotations

import sys
import time
from typing import Any, Callable

from kube import Failure, Kube, KubeError, in_namespace, main, say, seconds, setting, write_result
from lease import Lock
from scaler import follows_wva, unanswered
from plan import check_time

APPS = "apps/v1"
KEDA = "keda.sh/v1alpha1"
HPA = "autoscaling/v2"
MAX_REPLICAS = 1000
# Time between the check and the first request, so that the pods of all load steps are up before it.
LOAD_MARGIN_SECONDS = 30
# WVA looks once a minute, KEDA and the HPA each 15 s, and a scrape comes in between: what is silent for longer stays so.
ANSWER_SECONDS = 240


class Workload:
    def __init__(self, kube: Kube) -> None:
        self.kube = kube
        self.namespace = setting("TARGET_NAMESPACE", setting("RUN_NAMESPACE"))
        self.name = setting("DEPLOYMENT")
        self.wait_seconds = seconds("WAIT_SECONDS", 1800)
        self.poll_seconds = seconds("POLL_SECONDS", 3)

    def deployment(self) -> dict[str, Any]:
        found = self.kube.find(in_namespace(APPS, self.namespace, "deployments", self.name))
        if found is None:
            raise Failure(f"there is no Deployment {self.name} in {self.namespace}: check deployment-name and namespace")
        return found

    def scale(self, replicas: int) -> None:
        path = in_namespace(APPS, self.namespace, "deployments", self.name, "scale")
        self.kube.send("PATCH", path, {"spec": {"replicas": replicas}}, "application/merge-patch+json")
        say(f"Deployment {self.name} is scaled to {replicas}")

    def pods(self) -> list[dict[str, Any]]:
        labels = self.deployment()["spec"]["selector"].get("matchLabels") or {}
        selector = ",".join(f"{key}={value}" for key, value in sorted(labels.items()))
        return list(self.kube.items(in_namespace("v1", self.namespace, "pods"), labelSelector=selector))

    def scaled_objects(self) -> list[dict[str, Any]]:
        path = in_namespace(KEDA, self.namespace, "scaledobjects")
        return [one for one in self.kube.items(path) if self.is_target(one, (one.get("spec") or {}).get("scaleTargetRef"))]

    def autoscalers(self) -> list[dict[str, Any]]:
        path = in_namespace(HPA, self.namespace, "horizontalpodautoscalers")
        return [one for one in self.kube.items(path) if self.is_target(one, one["spec"].get("scaleTargetRef"))]

    def is_target(self, _scaler: dict[str, Any], ref: dict[str, Any] | None) -> bool:
        # KEDA's default kind is Deployment.
        return ref is not None and ref.get("name") == self.name and ref.get("kind", "Deployment") == "Deployment"

    def wait(self, what: str, done: Callable[[], str]) -> None:
        """Waits until `done` answers with nothing; what it answers is what is missing."""
        until = time.monotonic() + self.wait_seconds
        told = ""
        while True:
            missing = done()
            if not missing:
                return
            if missing != told:
                told = missing
                say(f"waiting for {what}: {missing}")
            if time.monotonic() >= until:
                raise Failure(f"{what} did not come about in {self.wait_seconds:.0f} s: {missing}")
            time.sleep(self.poll_seconds)


def replicas_of(name: str, default: str | None = None) -> int:
    text = setting(name, default).strip()
    if not text.isascii() or not text.isdigit() or int(text) > MAX_REPLICAS:
        raise Failure(f"{name} is {text!r}: a whole number from 0 to {MAX_REPLICAS} is needed")
    return int(text)


def remove_scaler() -> None:
    workload = Workload(Kube())
    workload.deployment()
    for scaled in workload.scaled_objects():
        delete(workload, scaled["metadata"]["name"])
    # KEDA removes the HPA of a ScaledObject that goes; until then it would undo what is scaled by hand.
    workload.wait("nothing to scale it", lambda: scalers_left(workload))


def delete(workload: Workload, name: str) -> None:
    try:
        workload.kube.send("DELETE", in_namespace(KEDA, workload.namespace, "scaledobjects", name))
        say(f"ScaledObject {name} is deleted")
    except KubeError as error:
        if error.status != 404:
            raise


def scalers_left(workload: Workload) -> str:
    names = [f"ScaledObject {one['metadata']['name']}" for one in workload.scaled_objects()]
    return ", ".join(names + [f"HorizontalPodAutoscaler {one['metadata']['name']}" for one in workload.autoscalers()])


def scale() -> None:
    workload = Workload(Kube())
    wanted = replicas_of("INITIAL_REPLICAS")
    workload.scale(0)
    workload.wait("its pods to be gone", lambda: f"{n} left" if (n := len(workload.pods())) else "")
    workload.scale(wanted)
    workload.wait(f"{wanted} ready replicas", lambda: not_ready(workload.deployment(), wanted))


def not_ready(deployment: dict[str, Any], wanted: int) -> str:
    spec, status = deployment["spec"], deployment.get("status") or {}
    if (spec.get("replicas") or 0) != wanted:
        return f"the Deployment asks for {spec.get('replicas')}"
    if (status.get("observedGeneration") or 0) < deployment["metadata"]["generation"]:
        return "the Deployment's controller has not looked yet"
    counts = {key: status.get(key) or 0 for key in ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")}
    return "" if all(count == wanted for count in counts.values()) else f"{counts['readyReplicas']} are ready"


def apply_scaler() -> None:
    """The YAML goes to the API server as it is: nothing here takes it apart, and it can only become a ScaledObject."""
    text = setting("SCALED_OBJECT", "").strip()
    if not text:
        return say("no ScaledObject: the number of replicas stays as it is")
    workload = Workload(Kube())
    path = in_namespace(KEDA, workload.namespace, "scaledobjects")
    try:
        checked = workload.kube.send("POST", f"{path}?dryRun=All&fieldValidation=Strict", text.encode(), "application/yaml")
        if not workload.is_target(checked, (checked.get("spec") or {}).get("scaleTargetRef")):
            raise Failure(f"the param scaled-object scales something else than the Deployment {workload.name}")
        created = workload.kube.send("POST", f"{path}?fieldValidation=Strict", text.encode(), "application/yaml")
    except KubeError as error:
        raise Failure(f"the param scaled-object was refused: {error}") from error
    name = created["metadata"]["name"]
    say(f"ScaledObject {name} is created")
    workload.wait(f"ScaledObject {name} to be ready", lambda: unready(workload, name))


def unready(workload: Workload, name: str) -> str:
    found = workload.kube.get(in_namespace(KEDA, workload.namespace, "scaledobjects", name))
    conditions = (found.get("status") or {}).get("conditions") or []
    ready = next((one for one in conditions if one.get("type") == "Ready"), {})
    return "" if ready.get("status") == "True" else ready.get("message") or "KEDA has not looked at it yet"


def hpa_of(workload: Workload) -> dict[str, Any] | None:
    return next(iter(workload.autoscalers()), None)


def settle() -> None:
    pause = seconds("SETTLE_SECONDS", 60)
    say(f"settling for {pause:.0f} s")
    time.sleep(pause)


def verify() -> None:
    """A run is only worth its label when the workload is what the label says."""
    if setting("RESET", "true") not in ("true", "false"):
        raise Failure('the param reset-llm-d is neither "true" nor "false"')
    workload = Workload(Kube())
    deployment = workload.deployment()
    scaled = workload.scaled_objects()
    ready = (deployment.get("status") or {}).get("readyReplicas") or 0
    if setting("SCALED_OBJECT", "").strip():
        if len(scaled) != 1:
            raise Failure(f"this is a run with the autoscaler, and {len(scaled)} ScaledObjects scale {workload.name}")
        name = scaled[0]["metadata"]["name"]
        if missing := unready(workload, name):
            raise Failure(f"ScaledObject {name} is not ready: {missing}")
        workload.wait_seconds = seconds("ANSWER_SECONDS", ANSWER_SECONDS)
        workload.wait(f"ScaledObject {name} to answer", lambda: unanswered(scaled[0], hpa_of(workload), ready))
        mode = "wva" if follows_wva(scaled[0]) else "keda"
    else:
        wanted = replicas_of("INITIAL_REPLICAS")
        if left := scalers_left(workload):
            raise Failure(f"this is a static run, and {left} scales {workload.name}: delete it, or reset the workload")
        if missing := not_ready(deployment, wanted):
            raise Failure(f"this is a static run of {wanted} replicas, and {missing}: reset the workload")
        mode = "static"
    margin = seconds("LOAD_MARGIN_SECONDS", LOAD_MARGIN_SECONDS)
    check_time(workload.kube, sys.argv[2:], margin)
    write_result("mode", mode)
    write_result("replicas", str(ready))
    write_result("load-start", str(int(time.time() + margin)))


def clean_up() -> None:
    text = setting("FINAL_REPLICAS", "").strip()
    if setting("RESET", "true") != "true" or not text:
        return say("the workload is left as the load left it")
    wanted = replicas_of("FINAL_REPLICAS")
    # A run that ends while it waits for its turn must not touch what another one is at work on.
    if not Lock(Kube()).is_held():
        return say("the Lease is not held by this run: the workload is not touched")
    remove_scaler()
    Workload(Kube()).scale(wanted)


COMMANDS = {
    "remove-scaler": remove_scaler,
    "scale": scale,
    "apply-scaler": apply_scaler,
    "settle": settle,
    "verify": verify,
    "clean-up": clean_up,
}

if __name__ == "__main__":
    sys.exit(main(COMMANDS, sys.argv[1:]))
