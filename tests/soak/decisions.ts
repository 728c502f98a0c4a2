/** Decisions of many seeds: what share the lane names as the world made them, and how far hops are from the truth. */
import {
  type DecisionCase,
  decisionCase,
  hopsOf,
  judged,
  LEAST_NAMED,
  PATTERNS,
  SCALED_NAMES,
  type ScaledName,
  toldRuns,
} from '../contract/decisionTruth';

export interface DecisionSoak {
  /** Seeds of each scaler under each pattern, from this one on. */
  seeds: number;
  first: number;
  /** From 1 on. */
  shard: number;
  shards: number;
}

interface Figures {
  runs: number;
  decisions: number;
  named: number;
  changes: number;
  changesNamed: number;
  opposite: number;
  hops: number;
  /** Decisions that are named otherwise, by both names. */
  mistaken: Map<string, number>;
}

/** Worlds in one Prometheus. */
const AT_ONCE = 36;

/** Prints what was found. @returns whether all of it is as it must be */
export async function soakDecisions({ seeds, first, shard, shards }: DecisionSoak): Promise<boolean> {
  const all = Array.from({ length: seeds }, (_, i) => first + i).flatMap((seed) =>
    SCALED_NAMES.flatMap((scaled) => PATTERNS.map((pattern) => decisionCase(scaled, pattern, seed)))
  );
  // By turns, so that each shard has some of every scaler and pattern.
  const own = all.filter((_, i) => Math.floor(i / AT_ONCE) % shards === shard - 1);
  const figures = new Map<ScaledName, Figures>();
  const wrong: string[] = [];
  const began = Date.now();
  for (let i = 0; i < own.length; i += AT_ONCE) {
    wrong.push(...(await addRuns(own.slice(i, i + AT_ONCE), figures)));
    console.log(`${Math.min(i + AT_ONCE, own.length)} of ${own.length} runs, ${seconds(began)} s`);
  }
  return report(figures, wrong);
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(0);

/** @returns what is wrong of them, in words */
async function addRuns(cases: readonly DecisionCase[], figures: Map<ScaledName, Figures>): Promise<string[]> {
  const { world, told } = await toldRuns(cases);
  await world.stop();
  return told.flatMap((one) => {
    const { given, lane } = one;
    const of = figures.get(given.scaled) ?? nothing();
    figures.set(given.scaled, of);
    const hops = hopsOf(one);
    const decisions = judged(one);
    of.runs += 1;
    of.hops += hops.compared;
    for (const { record, isNamed, isOpposite, told: by } of decisions) {
      const isChange = record.done !== record.current;
      of.decisions += 1;
      of.named += Number(isNamed);
      of.changes += Number(isChange);
      of.changesNamed += Number(isChange && isNamed);
      of.opposite += Number(isOpposite);
      if (!isNamed) {
        const name = `${record.rule} → ${by}`;
        of.mistaken.set(name, (of.mistaken.get(name) ?? 0) + 1);
      }
    }
    const name = `${given.pattern} ${given.scaled}, seed ${given.seed}`;
    const kinds = lane.scalers.map(({ kind }) => kind).join(', ');
    return [
      ...(kinds === given.decides ? [] : [`${name}: scaled by ${kinds}`]),
      ...decisions.flatMap(({ isOpposite, record, told: by }) =>
        isOpposite ? [`${name}: ${record.rule} at ${record.at} is called ${by}, the other way`] : []
      ),
      ...hops.wrong,
    ];
  });
}

function nothing(): Figures {
  return {
    runs: 0,
    decisions: 0,
    named: 0,
    changes: 0,
    changesNamed: 0,
    opposite: 0,
    hops: 0,
    mistaken: new Map(),
  };
}

const share = (part: number, all: number): string => (all === 0 ? '–' : `${((100 * part) / all).toFixed(2)} %`);

function report(figures: ReadonlyMap<ScaledName, Figures>, wrong: readonly string[]): boolean {
  for (const [name, of] of figures) {
    console.log(
      `${name}: ${of.runs} runs, ${of.decisions} decisions, ${of.named} named (${share(of.named, of.decisions)}); ` +
        `${of.changes} changes, ${of.changesNamed} named (${share(of.changesNamed, of.changes)}); ` +
        `${of.opposite} the wrong way; ${of.hops} ends of hops`
    );
    [...of.mistaken]
      .sort(([, a], [, b]) => b - a)
      .forEach(([mistake, count]) => console.log(`  ${count} × ${mistake}`));
  }
  console.log(`wrong hops, scalers and directions: ${wrong.length}`);
  wrong.forEach((one) => console.log(`  ${one}`));
  return wrong.length === 0 && [...figures.values()].every((of) => of.named >= LEAST_NAMED * of.decisions);
}
