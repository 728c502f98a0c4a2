"""Whether the load is over before a timeout of the run.

At `timeouts.tasks` and `timeouts.pipeline` Tekton ends a run at once, and no finally task runs: nobody tidies up. So a load
that would meet its timeout is refused before it begins.
"""
from __future__ import annotations

import re
import time
from datetime import datetime
from typing import Any

from kube import TEKTON, Failure, Kube, in_namespace, say, setting

UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
# What Tekton gives a run without a timeout.
DEFAULT_SECONDS = 3600.0


def go_seconds(text: str) -> float:
    """Seconds of one of Go's durations, as Tekton keeps them: `11h0m0s`."""
    return sum(float(count) * UNITS[unit] for count, unit in re.findall(r"([0-9.]+)(h|ms|us|µs|ns|m|s)", text))


def field(step: str, name: str) -> float | None:
    """A number at the top of a load step's YAML or JSON, without a parser, which this image lacks."""
    found = re.search(rf"(?:^|[{{,])[ \t]*[\"']?{name}[\"']?[ \t]*:[ \t]*[\"']?([0-9]+(?:\.[0-9]+)?)", step, re.MULTILINE)
    return float(found.group(1)) if found else None


def load_seconds(steps: list[str]) -> float:
    """From the start of the load to the end of its last step; steps that cannot be read count as 0."""
    ends = [(field(step, "delay") or 0.0) + (field(step, "duration") or 0.0) for step in steps]
    return max(ends, default=0.0)


def ends_by(run: dict[str, Any]) -> float | None:
    """When the tasks of a run have to be over, in seconds since 1970; None without a limit."""
    given = (run.get("spec") or {}).get("timeouts") or {}
    limit = {key: go_seconds(text) for key, text in given.items() if text}
    whole = limit.get("pipeline", DEFAULT_SECONDS)
    tasks = limit.get("tasks") or (whole - limit.get("finally", 0.0) if whole else 0.0)
    started = (run.get("status") or {}).get("startTime")
    if not tasks or not started:
        return None
    return datetime.fromisoformat(started.replace("Z", "+00:00")).timestamp() + tasks


def check_time(kube: Kube, steps: list[str], margin: float) -> None:
    """Raises Failure when the load, begun after `margin` seconds, would not be over in time."""
    run = kube.get(in_namespace(TEKTON, setting("RUN_NAMESPACE"), "pipelineruns", setting("RUN_NAME")))
    end = ends_by(run)
    if end is None:
        return
    need, left = margin + load_seconds(steps), end - time.time()
    say(f"the load takes {need:.0f} s, and {left:.0f} s are left for tasks")
    if need > left:
        raise Failure(
            f"the load takes {need:.0f} s, and the run's timeouts leave {left:.0f} s: Tekton would end it in mid-load "
            "and nothing would be tidied up. Start it again with longer timeouts"
        )
