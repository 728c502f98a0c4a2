"""One load step: waits for its turn, then has GuideLLM send requests at a constant rate.

Runs in GuideLLM's own image, for its Python has YAML. LOAD_STEP is a YAML text {name, delay, duration, scenario}; the
scenario is one of GuideLLM's, as a map or as a YAML text, and reaches GuideLLM as it is, save where the requests go, how
long they last and where the report is written.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zlib
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml

from kube import Failure, main, say, seconds, setting, write_result

MAX_BYTES = 64 * 1024
REPORT = "benchmarks.json"
# After its time GuideLLM lets requests finish, and writes its report.
DRAIN_SECONDS = 600
# GuideLLM's own names of what the Pipeline decides.
DECIDED_HERE = ("target", "model", "max_seconds", "output_dir", "outputs", "output_path")


class LoadStep:
    """Delay and duration in seconds, from the start of the load that all steps share."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_BYTES:
            raise Failure(f"the load step is longer than {MAX_BYTES // 1024} kB")
        step = mapping(text, "the load step")
        scenario = step.get("scenario")
        self.scenario = mapping(scenario, "scenario") if isinstance(scenario, str) else scenario
        if not isinstance(self.scenario, dict):
            raise Failure("scenario is missing, or is no map")
        self.name = str(step.get("name") or "step")
        self.delay = number(step.get("delay", 0), "delay")
        self.duration = number(step.get("duration"), "duration")
        if self.duration <= 0:
            raise Failure("duration must be more than 0 seconds")


def mapping(text: str, what: str) -> dict[str, Any]:
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Failure(f"{what} is not YAML: {error}") from error
    if not isinstance(value, dict):
        raise Failure(f"{what} is no YAML map")
    return value


def number(value: Any, what: str) -> float:
    try:
        parsed = float(value)
    except (TypeError, ValueError):
        parsed = -1.0
    if not 0 <= parsed < 1e6:
        raise Failure(f"{what} is {value!r}, which is no number of seconds")
    return parsed


def data_text(data: Any) -> str:
    """GuideLLM's synthetic data: `key=value` pairs stay, a map becomes JSON."""
    if isinstance(data, str) and data.strip():
        return data
    if isinstance(data, dict) and data:
        return json.dumps(data)
    raise Failure("scenario.data is missing: it says how many tokens a prompt and an answer have")


def command(step: LoadStep, folder: Path, run_for: float) -> list[str]:
    """GuideLLM's arguments, one a list element: no shell reads them."""
    scenario = {key: value for key, value in step.scenario.items() if key not in (*DECIDED_HERE, "data")}
    # Steps that share a seed send the same prompts, which the prefix cache then answers.
    scenario.setdefault("random_seed", zlib.crc32(step.name.encode()))
    rate = scenario.get("rate")
    scenario["rate"] = rate if isinstance(rate, list) else [rate]
    file = folder / "scenario.json"
    file.write_text(json.dumps(scenario), encoding="utf-8")
    return [
        *(setting("GUIDELLM", "").split() or [sys.executable, "-m", "guidellm"]),
        "benchmark",
        "run",
        f"--scenario={file}",
        f"--target={setting('TARGET_URL')}",
        f"--model={setting('MODEL')}",
        f"--data={data_text(step.scenario.get('data'))}",
        f"--max-seconds={run_for:.0f}",
        f"--output-dir={folder}",
        f"--outputs={REPORT}",
        "--disable-console-interactive",
    ]


def iso(epoch: float) -> str:
    return datetime.fromtimestamp(epoch, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def run() -> None:
    step = LoadStep(setting("LOAD_STEP"))
    folder = Path(setting("REPORTS")) / setting("RUN_NAME") / setting("TASK_RUN")
    folder.mkdir(parents=True, exist_ok=True)
    origin = seconds_since_epoch()
    begin, end = origin + step.delay, origin + step.delay + step.duration
    say(f"load step {step.name}: {iso(begin)} to {iso(end)}, reports in {folder}")
    late = time.time() - begin
    if late < 0:
        time.sleep(-late)
    elif late >= 1:
        say(f"warning: the pod started {late:.0f} s after its turn; it still ends on time")
    started = time.time()
    if end - started < 1:
        raise Failure("the pod started after the end of its step")
    code = ended_in_time(command(step, folder, end - started), end - started + seconds("DRAIN_SECONDS", DRAIN_SECONDS))
    ended = time.time()
    record = {"name": step.name, "start": iso(started), "end": iso(ended), "late": round(max(0.0, late), 1)}
    (folder / "step.json").write_text(json.dumps(record), encoding="utf-8")
    write_result("start-time", iso(started))
    write_result("end-time", iso(ended))
    write_result("report-path", str(folder / REPORT))
    if code != 0:
        raise Failure(f"GuideLLM ended with {code}")
    check_report(folder / REPORT)


def ended_in_time(arguments: list[str], limit: float) -> int:
    """GuideLLM's exit code. One that does not end is ended: no load may go on because nothing else stops it."""
    try:
        return subprocess.run(arguments, check=False, timeout=limit).returncode
    except subprocess.TimeoutExpired:
        say(f"error: GuideLLM did not end within {limit:.0f} s and was ended")
        return 124


def seconds_since_epoch() -> float:
    """When the load begins for all steps, as the check before it has set it; now, without one."""
    text = setting("LOAD_START", "")
    if text and not text.isdigit():
        raise Failure(f"LOAD_START is {text!r}, which is no time")
    return float(text) if text else time.time()


def check_report(file: Path) -> None:
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
        totals = [one["metrics"]["request_totals"] for one in report["benchmarks"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure(f"GuideLLM left no report that can be read: {error}") from error
    done = sum(one.get("successful") or 0 for one in totals)
    failed = sum(one.get("errored") or 0 for one in totals)
    incomplete = sum(one.get("incomplete") or 0 for one in totals)
    say(f"{done} requests succeeded, {failed} failed, {incomplete} incomplete")
    if done == 0:
        raise Failure("no request succeeded: check target-url and model")


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    sys.exit(main({"run": run}, sys.argv[1:]))
