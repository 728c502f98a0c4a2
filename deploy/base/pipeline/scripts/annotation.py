"""What the Grafana annotation of a run says: the same words as src/domain/runAnnotation.ts, so that neither writes over the
other for nothing. Strings are measured as JavaScript does, in UTF-16 code units.

As a program: lines of JSON {run, status, end, base} in, lines of JSON {time, timeEnd, tags, text} out.
"""
from __future__ import annotations

import json
import math
import re
import sys
from datetime import datetime, timezone
from typing import Any, Iterable
from urllib.parse import quote, unquote

MARK = "llmd-wva-app/"
APP_PATH = "/a/llmd-wva-app"
RUN_TAG = "wva-run"
STATUS_WORDS = {
    "succeeded": "succeeded",
    "failed": "failed",
    "cancelled": "cancelled",
    "timed-out": "timed out",
}
# What a run is called by who scales it, and what each metric of a trigger makes of it: src/domain/scaler.ts has the same.
MODE_WORDS = {
    "static": " static",
    "wva": " with WVA",
    "keda-queue": " with KEDA",
    "keda-saturation": " with KEDA",
    "keda": " with KEDA",
    "hpa": " with HPA",
}
WVA_METRIC = "wva_desired_replicas"
WVA_METRIC_BEFORE = "inferno_desired_replicas"  # up to 0.4
RUNNING_METRIC = "llm_d_epp_request_running"
SCALED_BY = {
    WVA_METRIC: "wva",
    WVA_METRIC_BEFORE: "wva",
    RUNNING_METRIC: "keda",
    "llm_d_epp_flow_control_queue_size": "keda-queue",
    "llm_d_epp_flow_control_pool_saturation": "keda-saturation",
    "vllm:kv_cache_usage_perc": "hpa",
    "vllm:num_requests_waiting": "hpa",
}
MAX_TAG_CHARS = 100
MAX_TAG_JSON_BYTES = 110
MAX_FACT_CHARS = 253
MAX_LOAD_STEPS = 40
MAX_STEPS = 1000
# What String.prototype.trim takes for space.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
CANCEL_REQUESTS = ("Cancelled", "CancelledRunFinally", "StoppedRunFinally")


def wanted(run: dict[str, Any], status: str, end: int, base: str = "") -> dict[str, Any]:
    """The annotation of a PipelineRun that is ending.

    status  succeeded, failed, cancelled or timed-out
    end     epoch ms by the cluster's clock
    base    path under which Grafana is served, without a slash at its end
    """
    start = epoch_ms((run.get("status") or {}).get("startTime") or run["metadata"]["creationTimestamp"])
    facts = facts_of(run)
    return {
        "time": start,
        "timeEnd": max(start, end),
        "tags": tags(run["metadata"], facts["experiment"], status),
        "text": text(facts, status, base),
    }


def phase(run: dict[str, Any], tasks_status: str) -> str:
    """How a run ends whose finally tasks are at work, from Tekton's $(tasks.status).

    Never as timed out: at a timeout of the tasks or of the run no finally task runs, and the browser marks it.
    """
    if (run.get("spec") or {}).get("status") in CANCEL_REQUESTS:
        return "cancelled"
    return "succeeded" if tasks_status in ("Succeeded", "Completed") else "failed"


def epoch_ms(time: str) -> int:
    return round(datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(timezone.utc).timestamp() * 1000)


# Tags


def tags(metadata: dict[str, Any], experiment: str | None, status: str) -> list[str]:
    name = tag_value(experiment or "")
    return [
        RUN_TAG,
        run_tag(metadata),
        *([f"experiment:{name}"] if name else []),
        f"status:{status}",
    ]


def run_tag(metadata: dict[str, Any]) -> str:
    return f"run:{tag_value(metadata['namespace'] + '/' + metadata['name'])}"


def uid_of(mark: dict[str, Any]) -> str | None:
    """Of the run that an annotation is of: in the comment of its text, or, by older versions, in its tags."""
    written = re.search(r"<!--.*? uid=(\S+)", mark.get("text") or "", re.DOTALL)
    if written:
        return unquote(written.group(1))
    return next((tag[4:] for tag in mark.get("tags") or [] if tag.startswith("uid:")), None)


def tag_value(value: str) -> str:
    clean = re.sub(r"[\x00-\x1f\x7f]", " ", well_formed(value)).replace(":", ".").strip(SPACE)
    if fits(clean):
        return clean
    tail = f"~{fnv1a(value)}"
    head = ""
    for character in clean:
        if not fits(head + character + tail):
            break
        head += character
    return head + tail


def fits(value: str) -> bool:
    size = len(json.dumps(value, ensure_ascii=False).encode()) - 2
    return len(units(value)) <= MAX_TAG_CHARS and size <= MAX_TAG_JSON_BYTES


def units(value: str) -> list[int]:
    """UTF-16 code units."""
    raw = value.encode("utf-16-le", "surrogatepass")
    return [raw[i] | raw[i + 1] << 8 for i in range(0, len(raw), 2)]


def well_formed(value: str) -> str:
    # Halves that belong together become one character first.
    joined = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return re.sub("[\ud800-\udfff]", "\ufffd", joined)


def fnv1a(value: str) -> str:
    digest = 0x811C9DC5
    for unit in units(value):
        digest = (digest ^ unit) * 0x01000193 & 0xFFFFFFFF
    return f"{digest:08x}"


# Facts


def mode_of(scaled: str) -> str:
    """Who scales, by the metrics that the ScaledObject's triggers read."""
    if not scaled.strip(SPACE):
        return "static"
    found = {metric for metric in SCALED_BY if metric in scaled}
    if found & {WVA_METRIC, WVA_METRIC_BEFORE}:
        return "wva"
    kinds = {SCALED_BY[metric] for metric in found - {RUNNING_METRIC}}
    kind = kinds.pop() if len(kinds) == 1 else "keda"
    return "keda" if kind == "hpa" and RUNNING_METRIC in found else kind


def facts_of(run: dict[str, Any]) -> dict[str, Any]:
    """Marks first; params for what they do not tell. The load of a run without marks is left to the browser."""
    metadata, spec = run["metadata"], run.get("spec") or {}
    labels, marks = metadata.get("labels") or {}, metadata.get("annotations") or {}
    params = {one["name"]: one.get("value") for one in spec.get("params") or []}
    scaled = params.get("scaled-object")
    mode = marks.get(f"{MARK}mode")
    if mode not in MODE_WORDS:
        mode = mode_of(scaled) if isinstance(scaled, str) else None
    return {
        "run": f"{metadata['namespace']}/{metadata['name']}",
        "uid": tag_value(metadata["uid"]),
        "ref": metadata,
        "experiment": labels.get(f"{MARK}experiment") or string(params, "test-name"),
        "pipeline": (spec.get("pipelineRef") or {}).get("name") or None,
        "mode": mode,
        "variant": marks.get(f"{MARK}variant") or string(params, "deployment-name"),
        "namespace": worded(params, "namespace") or metadata["namespace"],
        "planned": positive(marks.get(f"{MARK}planned-seconds")),
        "replicas": replicas(params),
        "by": marks.get(f"{MARK}started-by") or None,
        "load": profile(marks.get(f"{MARK}load-profile")),
    }


def string(params: dict[str, Any], name: str) -> str | None:
    value = params.get(name)
    return value if isinstance(value, str) and value else None


def worded(params: dict[str, Any], name: str) -> str | None:
    value = string(params, name)
    return value if value and value.strip(SPACE) else None


def positive(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 < number < float("inf") else None


def replicas(params: dict[str, Any]) -> str | None:
    scaler = worded(params, "scaled-object") or ""
    most = re.search(r"^\s*maxReplicaCount:\s*[\"']?([0-9]{1,6})", scaler, re.MULTILINE)
    if most:
        least = re.search(r"^\s*minReplicaCount:\s*[\"']?([0-9]{1,6})", scaler, re.MULTILINE)
        return f"{least.group(1) if least else '0'}..{most.group(1)}"
    initial = (worded(params, "initial-replicas") or "").strip(SPACE)
    return initial if re.fullmatch("[0-9]{1,6}", initial) else None


def profile(mark: Any) -> list[dict[str, Any]] | None:
    try:
        steps = json.loads(mark)["steps"]
    except (TypeError, ValueError, KeyError):
        return None
    return steps if isinstance(steps, list) and len(steps) <= MAX_STEPS and all(map(is_step, steps)) else None


def is_step(step: Any) -> bool:
    if not isinstance(step, dict) or not isinstance(step.get("name"), str):
        return False
    needed = all(is_number(step.get(key)) for key in ("delaySeconds", "durationSeconds", "rate"))
    return needed and all(step.get(key) is None or is_number(step[key]) for key in ("promptTokens", "outputTokens"))


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# Text


def text(facts: dict[str, Any], status: str, base: str) -> str:
    title = facts["experiment"] or facts["pipeline"] or "Experiment"
    mode = MODE_WORDS.get(facts["mode"] or "", "")
    line = f"{clip(title)}{mode} {STATUS_WORDS[status]}: {clip(facts['run'])}"
    path = "/".join(quote(facts["ref"][key], safe="!'()*-_.~") for key in ("namespace", "name"))
    link = f'<a href="{escape(f"{base}{APP_PATH}/runs/{path}")}">Open run</a>'
    return f"{escape(line)} {link}{about(facts)}<!-- {' '.join(words(facts))} -->"


def about(facts: dict[str, Any]) -> str:
    """What else a person asks of a mark: how many replicas, how long, who."""
    parts = [
        f"replicas {clip(facts['replicas'])}" if facts["replicas"] else "",
        f"planned {length(facts['planned'])}" if facts["planned"] is not None else "",
        f"by {clip(facts['by'])}" if facts["by"] else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"<br>{escape(said)}" if said else ""


def length(seconds: float) -> str:
    return f"{js_number(math.floor(seconds))} s" if seconds < 60 else f"{js_number(math.floor(seconds / 60))} min"


def words(facts: dict[str, Any]) -> Iterable[str]:
    load = facts["load"]
    for key in ("run", "uid", "experiment", "pipeline", "mode", "variant", "namespace"):
        if facts[key]:
            yield f"{key}={encode(facts[key])}"
    if facts["planned"] is not None:
        yield f"planned={encode(js_number(facts['planned']) + 's')}"
    for key in ("replicas", "by"):
        if facts[key]:
            yield f"{key}={encode(facts[key])}"
    if load and len(load) <= MAX_LOAD_STEPS:
        yield f"load={';'.join(map(step_text, load))}"


def step_text(step: dict[str, Any]) -> str:
    """delay/duration@rate, with :prompt/output tokens where they are known."""
    known = step.get("promptTokens") is not None and step.get("outputTokens") is not None
    tokens = f":{js_number(step['promptTokens'])}/{js_number(step['outputTokens'])}" if known else ""
    return f"{js_number(step['delaySeconds'])}/{js_number(step['durationSeconds'])}@{js_number(step['rate'])}{tokens}"


def js_number(value: float) -> str:
    """A number as JavaScript prints it."""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    digits = repr(float(value))
    mantissa, _, exponent = digits.partition("e")
    if not exponent:
        return digits
    power = int(exponent)
    if -7 < power < 0:  # JavaScript writes these out
        return f"{value:.{len(mantissa.replace('.', '').lstrip('-')) - 1 - power}f}"
    return f"{mantissa}e{power:+d}"


def encode(value: str) -> str:
    return re.sub(r"[^A-Za-z0-9._~/@,-]", lambda match: quote(match.group(), safe=""), clip(value))


def clip(value: str) -> str:
    whole = well_formed(value)
    found = units(whole)
    if len(found) <= MAX_FACT_CHARS:
        return whole
    raw = b"".join(unit.to_bytes(2, "little") for unit in found[: MAX_FACT_CHARS - 1])
    return well_formed(raw.decode("utf-16-le", "surrogatepass")) + "…"


def escape(value: str) -> str:
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    return re.sub("[&<>\"']", lambda match: entities[match.group()], value)


if __name__ == "__main__":
    for asked in map(json.loads, sys.stdin):
        print(json.dumps(wanted(asked["run"], asked["status"], asked["end"], asked.get("base", ""))))
