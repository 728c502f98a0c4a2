/**
 * The log of WVA's controller: what it measured and decided in each of its cycles, in its own words.
 *
 * Read are, at level info, `analyzer-result` and `scaling-decision` (V2, since 0.9: upstream's cycle log) and `Processing
 * model (V1)`, `Saturation analysis completed` and `Processing decision for VA` (V1: internal/engines/saturation/engine.go).
 * Anything else is skipped and counted. Times are epoch ms, capacities tokens of KV cache, thresholds and shares 0 to 1.
 */
import { asRecord, bodyOf, count, numberOf, textOf, timeOf, type Fields } from './controllerLine';

export type ControllerAction = 'up' | 'down' | 'none';

/** What V2 has of a variant. */
export interface ControllerVariant {
  name: string;
  /** Of one replica, in the analyzer's units. */
  capacity: number;
  role?: string;
  /** How that was found, as the log says it: `P1-obs`, `P4-k1`, … */
  reason?: string;
}

/** One analyzer's result over a model: V2's supply and demand. */
export interface CapacityAnalysis {
  kind: 'capacity';
  analyzer: string;
  supply: number;
  demand: number;
  utilization: number;
  required: number;
  spare: number;
  scaleUpThreshold?: number;
  scaleDownBoundary?: number;
  variants: ControllerVariant[];
}

/** V1's result over the replicas of a role. */
export interface SpareAnalysis {
  kind: 'spare';
  role?: string;
  replicas?: number;
  nonSaturated?: number;
  spareKv: number;
  spareQueue: number;
  /** Why it would scale up, in the log's words. */
  reason?: string;
}

export type ControllerAnalysis = CapacityAnalysis | SpareAnalysis;

export interface ControllerDecision {
  /** WVA's name of the variant. */
  name: string;
  current: number;
  target: number;
  action: ControllerAction;
}

/** What was said of one model in one cycle. */
export interface ControllerCycle {
  /** Of its first line. */
  at: number;
  /** Undefined where a decision could be of several models. */
  model?: string;
  namespace?: string;
  analyses: ControllerAnalysis[];
  decisions: ControllerDecision[];
}

export interface ControllerLog {
  /** Oldest first. */
  cycles: ControllerCycle[];
  lines: number;
  /** Lines that say one of the things above and cannot be read, or that are cut. */
  broken: number;
  /** Lines about something else. */
  other: number;
  /** Of the first and the last line that has a time. */
  from?: number;
  to?: number;
}

/** Lines of one cycle are milliseconds apart; what comes this much later is of another one, ms. */
const APART_MS = 10_000;

/** @param text lines of JSON, with or without the time that Kubernetes puts before each. Never throws. */
export function parseControllerLog(text: string): ControllerLog {
  const log: ControllerLog = { cycles: [], lines: 0, broken: 0, other: 0 };
  const gathered = new Gathering(log.cycles);
  for (const line of text.split('\n')) {
    if (line.trim() !== '') {
      log.lines++;
      const { at, fields } = bodyOf(line);
      if (at !== undefined) {
        log.from ??= at;
        log.to = at;
      }
      const told = fields === 'broken' ? 'broken' : fields && tell(gathered, fields, at ?? timeOf(fields));
      log[told === 'broken' ? 'broken' : 'other'] += told === true ? 0 : 1;
    }
  }
  log.cycles.sort((a, b) => a.at - b.at);
  return log;
}

/** @returns true when the line was one of the cycle log; undefined when it is about something else */
function tell(gathered: Gathering, fields: Fields, at: number | undefined): true | 'broken' | undefined {
  const { msg } = fields;
  const read = typeof msg === 'string' && Object.hasOwn(READERS, msg) ? READERS[msg] : undefined;
  if (read === undefined) {
    return undefined;
  }
  return at !== undefined && read(gathered, fields, at) ? true : 'broken';
}

type Reader = (gathered: Gathering, fields: Fields, at: number) => boolean;
const READERS: Readonly<Record<string, Reader>> = {
  'analyzer-result': (gathered, fields, at) => {
    const [model, namespace, analysis] = [textOf(fields.modelID), textOf(fields.namespace), capacityOf(fields)];
    return Boolean(model && namespace && analysis) && gathered.analysed(at, model!, namespace, analysis!);
  },
  'scaling-decision': (gathered, fields, at) => {
    const [model, namespace, decisions] = [textOf(fields.modelID), textOf(fields.namespace), decisionsOf(fields)];
    return Boolean(model && namespace && decisions) && gathered.decided(at, model!, namespace!, decisions!);
  },
  'Processing model (V1)': (gathered, fields) => {
    const [model, namespace] = [textOf(fields.modelID), textOf(fields.namespace)];
    return Boolean(model && namespace) && gathered.begun(model!, namespace!);
  },
  'Saturation analysis completed': (gathered, fields, at) => {
    const [model, analysis] = [textOf(fields.modelID), spareOf(fields)];
    return Boolean(model && analysis) && gathered.analysed(at, model!, textOf(fields.namespace), analysis!);
  },
  'Processing decision for VA': (gathered, fields, at) => {
    const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(textOf(fields.variant) ?? '') ?? [];
    const decision = decisionOf({ name, curr: fields.current, tgt: fields.target, action: fields.action });
    return Boolean(namespace && decision) && gathered.applied(at, namespace!, decision!);
  },
  'Optimization completed successfully': (gathered) => gathered.ended(),
};

/** What `msg` is on the lines that are read. */
export const READ_MESSAGES: readonly string[] = Object.keys(READERS);

/** Puts lines together to cycles: those of one model may stand between those of others. */
class Gathering {
  private readonly open = new Map<string, ControllerCycle>();
  private readonly namespaces = new Map<string, string>();

  constructor(private readonly cycles: ControllerCycle[]) {}

  begun(model: string, namespace: string): true {
    this.namespaces.set(model, namespace);
    return true;
  }

  analysed(at: number, model: string, own: string | undefined, analysis: ControllerAnalysis): true {
    const namespace = own ?? this.namespaces.get(model);
    const isSame = (one: ControllerAnalysis) => sourceOf(one) === sourceOf(analysis);
    const isOver = (cycle: ControllerCycle) => cycle.decisions.length > 0 || cycle.analyses.some(isSame);
    this.cycle(at, model, namespace, isOver).analyses.push(analysis);
    return true;
  }

  decided(at: number, model: string, namespace: string, decisions: ControllerDecision[]): true {
    this.cycle(at, model, namespace, (cycle) => cycle.decisions.length > 0).decisions.push(...decisions);
    return true;
  }

  /** What became of it in the end: V1's only word, and V2's last. */
  applied(at: number, namespace: string, decision: ControllerDecision): true {
    const near = [...this.open.values()].filter(
      (cycle) => at - cycle.at < APART_MS && (cycle.namespace ?? namespace) === namespace
    );
    const same = near.flatMap(({ decisions }) => decisions.filter(({ name }) => name === decision.name))[0];
    if (same) {
      Object.assign(same, decision);
      return true;
    }
    const models = near.filter(({ model, analyses }) => model !== undefined && analyses.every(isSpare));
    const [only, ...others] = models;
    const cycle = only && others.length === 0 ? only : this.cycle(at, undefined, namespace, () => false);
    cycle.namespace ??= namespace;
    cycle.decisions.push(decision);
    return true;
  }

  ended(): true {
    this.open.clear();
    return true;
  }

  private cycle(
    at: number,
    model: string | undefined,
    namespace: string | undefined,
    isOver: (cycle: ControllerCycle) => boolean
  ): ControllerCycle {
    const key = `${namespace ?? ''} ${model ?? ''}`;
    const found = this.open.get(key);
    if (found && at - found.at < APART_MS && !isOver(found)) {
      return found;
    }
    const cycle: ControllerCycle = { at, model, namespace, analyses: [], decisions: [] };
    this.open.set(key, cycle);
    this.cycles.push(cycle);
    return cycle;
  }
}

const isSpare = ({ kind }: ControllerAnalysis): boolean => kind === 'spare';
const sourceOf = (one: ControllerAnalysis): string =>
  one.kind === 'spare' ? `spare ${one.role ?? ''}` : `capacity ${one.analyzer}`;

function capacityOf(fields: Fields): CapacityAnalysis | undefined {
  const [supply, demand, utilization] = [numberOf(fields.supply), numberOf(fields.demand), numberOf(fields.util)];
  const [required, spare, analyzer] = [numberOf(fields.rc), numberOf(fields.sc), textOf(fields.analyzer)];
  const variants = (Array.isArray(fields.variants) ? fields.variants : []).map(variantOf);
  if (
    analyzer === undefined ||
    supply === undefined ||
    demand === undefined ||
    utilization === undefined ||
    required === undefined ||
    spare === undefined ||
    variants.includes(undefined)
  ) {
    return undefined;
  }
  return {
    kind: 'capacity',
    analyzer,
    supply,
    demand,
    utilization,
    required,
    spare,
    scaleUpThreshold: numberOf(fields.scaleUpThreshold),
    scaleDownBoundary: numberOf(fields.scaleDownBoundary),
    variants: variants as ControllerVariant[],
  };
}

function variantOf(value: unknown): ControllerVariant | undefined {
  const { name, prc, role, reason } = asRecord(value);
  const [known, capacity] = [textOf(name), numberOf(prc)];
  return known === undefined || capacity === undefined
    ? undefined
    : { name: known, capacity, role: textOf(role), reason: textOf(reason) };
}

function spareOf(fields: Fields): SpareAnalysis | undefined {
  const [spareKv, spareQueue] = [numberOf(fields.avgSpareKv), numberOf(fields.avgSpareQueue)];
  return spareKv === undefined || spareQueue === undefined
    ? undefined
    : {
        kind: 'spare',
        role: textOf(fields.role),
        replicas: count(fields.totalReplicas),
        nonSaturated: count(fields.nonSaturated),
        spareKv,
        spareQueue,
        reason: textOf(fields.scaleUpReason),
      };
}

function decisionsOf({ decisions }: Fields): ControllerDecision[] | undefined {
  const all = Array.isArray(decisions) ? decisions.map(decisionOf) : [];
  return all.length === 0 || all.includes(undefined) ? undefined : (all as ControllerDecision[]);
}

const ACTIONS: Readonly<Record<string, ControllerAction>> = { scaleup: 'up', scaledown: 'down', nochange: 'none' };

function decisionOf(value: unknown): ControllerDecision | undefined {
  const fields = asRecord(value);
  const [name, current, target] = [textOf(fields.name), count(fields.curr), count(fields.tgt)];
  const word = (textOf(fields.action) ?? '').replace(/[^A-Za-z]/g, '').toLowerCase();
  const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
  return name === undefined || current === undefined || target === undefined || action === undefined
    ? undefined
    : { name, current, target, action };
}
