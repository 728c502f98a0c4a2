/**
 * The log of WVA's controller during a run, read bit by bit while the run is in progress: it rotates within hours. A bit
 * ends where its last cycle begins, because that one may not be complete; the next bit begins there.
 */
import type { KeptControllerLog } from '../../src/domain/analysis/runLogs';
import { parseControllerLog, type ControllerCycle } from '../../src/domain/decisions/controllerLog';
import { CONTROLLER_SELECTOR, controllerPodsOf, type ControllerPod } from '../../src/domain/decisions/controllerPods';
import { whyUnread, type PodLogs } from '../kube/podLogs';

/** Of one request: WVA writes a few kB a cycle, and 5 minutes of them are read at once. */
const CHUNK_BYTES = 2 * 1024 * 1024;
const MOST_CHUNKS = 8;
/** Replicas of the controller: only the one that leads decides. */
const MOST_PODS = 3;

export interface ControllerBit {
  logs: PodLogs;
  /** Of the controller. */
  namespace: string;
  /** Namespace of the workload: cycles of others are not kept. */
  of: string;
  /** Epoch ms by the cluster's clock. */
  from: number;
  to: number;
  /** Whether this is the last bit: the cycle at its end is complete too. */
  isLast: boolean;
}

type Bit = KeptControllerLog & { to: number };

/** What was read before and the next bit of it; what cannot be read is said. Never throws. */
export async function readController(
  before: KeptControllerLog | undefined,
  bit: ControllerBit
): Promise<KeptControllerLog> {
  const kept: KeptControllerLog = { cycles: [], lines: 0, broken: 0, ...before };
  const { why: _why, ...soFar } = kept;
  const from = before?.to ?? bit.from;
  let what = 'list pods';
  try {
    const all = controllerPodsOf(await bit.logs.pods(bit.namespace, CONTROLLER_SELECTOR));
    const pods = all.filter(({ createdAt }) => createdAt < bit.to).slice(0, MOST_PODS);
    if (pods.length === 0) {
      return { ...soFar, why: `no pod of WVA's controller in the namespace ${bit.namespace}` };
    }
    what = 'get pods/log';
    const read: Bit[] = [];
    for (const pod of pods) {
      read.push(await readPod(pod, { ...bit, from }));
    }
    // Of several pods the one with the most cycles: it was the leader.
    const [best] = read.sort((a, b) => b.cycles.length - a.cycles.length);
    return best === undefined ? soFar : joined(soFar, best, bit.of);
  } catch (error) {
    return { ...soFar, why: whyUnread(error, what, bit.namespace) };
  }
}

function joined(before: KeptControllerLog, bit: Bit, namespace: string): KeptControllerLog {
  const isOurs = (cycle: ControllerCycle): boolean => cycle.namespace === namespace;
  const from = before.from ?? bit.from;
  return {
    ...bit,
    ...(from !== undefined && { from }),
    cycles: [...before.cycles, ...bit.cycles.filter(isOurs)],
    lines: before.lines + bit.lines,
    broken: before.broken + bit.broken,
  };
}

async function readPod({ name, container }: ControllerPod, bit: ControllerBit): Promise<Bit> {
  const { logs, namespace, from, to, isLast } = bit;
  const found: Bit = { cycles: [], lines: 0, broken: 0, to: from, pod: name };
  for (let i = 0; i < MOST_CHUNKS; i++) {
    const request = { namespace, pod: name, container, limitBytes: CHUNK_BYTES, timestamps: true };
    const text = await logs.text({ ...request, since: found.to });
    const lines = linesOf(text, found.to, to);
    const isWhole = Buffer.byteLength(text) < CHUNK_BYTES || (timeOf(lastLineOf(text)) ?? 0) > to;
    const end = isWhole && isLast ? lines.length : lastCycleOf(lines);
    add(found, lines.slice(0, end));
    const next = lines[end] ?? lines.at(-1);
    const reached = isWhole && isLast ? to : next === undefined ? found.to : (timeOf(next) ?? found.to);
    if (isWhole) {
      return { ...found, to: Math.max(found.to, reached) };
    }
    // Where no cycle ended in a whole chunk, it is passed over: it was not WVA's cycles that filled it.
    found.to = reached > found.to ? reached : found.to + 1000;
  }
  return { ...found, why: `it is too long: read up to ${new Date(found.to).toISOString()}` };
}

function add(found: Bit, lines: readonly string[]): void {
  const log = parseControllerLog(lines.join('\n'));
  found.cycles.push(...log.cycles);
  found.lines += log.lines;
  found.broken += log.broken;
  found.from ??= log.from;
}

/** Index of the line with which the last cycle begins; of the first line where there is none. */
function lastCycleOf(lines: readonly string[]): number {
  const at = parseControllerLog(lines.join('\n')).cycles.at(-1)?.at;
  return at === undefined
    ? 0
    : Math.max(
        0,
        lines.findIndex((line) => (timeOf(line) ?? -Infinity) >= at)
      );
}

/** Whole lines of that time; the server begins with a whole second. */
function linesOf(text: string, from: number, to: number): string[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return whole.filter((line) => {
    const at = timeOf(line);
    return at !== undefined && at >= from && at <= to;
  });
}

/** The last whole line. */
function lastLineOf(text: string): string {
  const end = text.lastIndexOf('\n');
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, Math.max(0, end));
}

/** What Kubernetes puts before a line, epoch ms. */
function timeOf(line: string): number | undefined {
  const at = Date.parse(line.slice(0, line.indexOf(' ')));
  return Number.isNaN(at) ? undefined : at;
}
