"""Whether the scaler of a workload answers, by what the HorizontalPodAutoscaler that KEDA made of it shows.

An inert scaler looks healthy: KEDA takes an empty answer for 0, WVA refuses a variant without a word, and the number that
WVA wanted in the run before is still there. An hour of GPUs says nothing then.
"""
from __future__ import annotations

import re
from typing import Any

WVA_METRIC = re.compile(r"\b(?:wva|inferno)_desired_replicas\b")
SUFFIXES = {"n": 1e-9, "u": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}


def quantity(text: str) -> float:
    """A Kubernetes quantity such as 1500m, 3 or 2k."""
    found = re.fullmatch(r"(-?[0-9.]+)([numkMG]?)", text)
    return float(found[1]) * SUFFIXES[found[2]] if found else float("nan")


def follows_wva(scaled: dict[str, Any]) -> bool:
    return any(WVA_METRIC.search(query_of(one)) for one in triggers(scaled))


def triggers(scaled: dict[str, Any]) -> list[dict[str, Any]]:
    return (scaled.get("spec") or {}).get("triggers") or []


def query_of(trigger: dict[str, Any]) -> str:
    return str((trigger.get("metadata") or {}).get("query") or "")


def unanswered(scaled: dict[str, Any], hpa: dict[str, Any] | None, replicas: int) -> str:
    """What is missing for a scaler to be one; empty when it answers. `replicas` are those that there are before the load."""
    if hpa is None:
        return "KEDA has made no HorizontalPodAutoscaler of it yet"
    status = hpa.get("status") or {}
    values = {name: value for one in status.get("currentMetrics") or [] for name, value in [measured(one)] if name}
    names = [((one.get("external") or {}).get("metric") or {}).get("name") for one in hpa["spec"].get("metrics") or []]
    for index, name in enumerate(names):
        if name and values.get(name) is None:
            return f"the query of its trigger {label(scaled, index)} has no answer{why(status)}"
    active = condition(status, "ScalingActive")
    if active.get("status") != "True":
        return f"its HorizontalPodAutoscaler is not active{why(status)}"
    return wva_problem(scaled, [values.get(name) for name in names], status.get("currentReplicas") or replicas, replicas)


def wva_problem(scaled: dict[str, Any], values: list[float | None], counted: int, replicas: int) -> str:
    for index, one in enumerate(triggers(scaled)):
        average = values[index] if index < len(values) else None
        if average is None or not WVA_METRIC.search(query_of(one)):
            continue
        # An AverageValue is told as the average over the replicas that the HPA counts.
        wanted = round(average * max(1, counted))
        if wanted == 0 and replicas > 0:
            return "WVA says nothing of this variant: from 0.8 on it asks for the annotation llm-d.ai/model-id"
        if wanted > replicas:
            return f"WVA still wants {wanted} replicas, as in a run before this one, and {replicas} are there"
    return ""


def measured(metric: dict[str, Any]) -> tuple[str | None, float | None]:
    external = metric.get("external") or {}
    current = external.get("current") or {}
    text = current.get("averageValue") or current.get("value")
    return (external.get("metric") or {}).get("name"), None if text is None else quantity(str(text))


def condition(status: dict[str, Any], kind: str) -> dict[str, Any]:
    return next((one for one in status.get("conditions") or [] if one.get("type") == kind), {})


def why(status: dict[str, Any]) -> str:
    message = condition(status, "ScalingActive").get("message")
    return f": {message}" if message and condition(status, "ScalingActive").get("status") != "True" else ""


def label(scaled: dict[str, Any], index: int) -> str:
    found = triggers(scaled)
    name = found[index].get("name") if index < len(found) else None
    return str(name or index)
