/** `wva judge`: records or runs held to gates against a baseline, for CI. */
import { figureText } from '../../src/domain/analysis/figureText';
import { KPIS } from '../../src/domain/analysis/kpis';
import { checkGate, overall, type GateOutcome, type GateResult } from '../../src/domain/comparison/checkGate';
import { formatGate, LAB_GATES } from '../../src/domain/comparison/gates';
import { runId } from '../../src/domain/run';
import { ANALYSIS_OPTIONS } from '../analyses';
import { runRefOf } from '../clusterRun';
import { columns, type Command } from '../command';
import { failureText } from '../failureText';
import { GATE_OPTIONS, gatesOf, sideOf } from '../gates';
import { EXIT, UsageError, type ExitCode } from '../usage';

/** A flag asks for a look, and lets a pipeline go on. */
const EXIT_OF: Readonly<Record<GateOutcome, ExitCode>> = {
  passed: EXIT.done,
  flagged: EXIT.done,
  failed: EXIT.failed,
  unknown: EXIT.unknown,
};

export const judge: Command = {
  usage: '(RECORD | --run NS/NAME)… --baseline (RECORD | NS/NAME) [--gates FILE]',
  about: 'Holds records or runs to gates against a baseline, and shows the arithmetic.',
  details: [
    'A name that is no file, NS/NAME, is a run of the cluster: it is measured now, which takes --prometheus.',
    'Several on a side are repeats. A gate is a line such as ttft-p99:+10%:fail or',
    `requests-per-gpu-hour:-15%:flag. Without --gates: ${LAB_GATES.map(formatGate).join(' ')}`,
    'Exit code: 0 passed (or only flagged), 1 failed, 2 not known, 64 the call is wrong.',
  ],
  options: {
    ...ANALYSIS_OPTIONS,
    run: { value: 'NS/NAME', about: 'a run of the cluster, as a word is', many: true },
    ...GATE_OPTIONS,
  },
  takesWords: true,
  run: async (given, io) => {
    const baseline = given.many('baseline');
    const judged = [...given.words, ...given.many('run').map((text) => runId(runRefOf(text)))];
    if (judged.length === 0 || baseline.length === 0) {
      throw new UsageError(judged.length === 0 ? 'no record is named' : '--baseline is missing');
    }
    const gates = gatesOf(given);
    try {
      const side = await sideOf(judged, given, io);
      const held = await sideOf(baseline, given, io);
      const results = gates.map((gate) => checkGate(gate, side, held));
      const outcome = overall(results);
      io.out(`${columns(results.map((result) => [formatGate(result.gate), arithmetic(result)])).join('\n')}\n\n`);
      io.out(`${outcome === 'unknown' ? 'not known' : outcome}\n`);
      return EXIT_OF[outcome];
    } catch (error) {
      // What cannot be read is no verdict: 1 would say that the run failed.
      if (error instanceof UsageError) {
        throw error;
      }
      io.err(`wva judge: ${failureText(error)}\n`);
      return EXIT.unknown;
    }
  },
};

function arithmetic({ gate: { kpi }, outcome, certainty, doubt, value, baseline, threshold }: GateResult): string {
  const text = (number: number | undefined): string => figureText(kpi, number);
  const numbers = `${KPIS[kpi].title} ${text(value?.centre)}, baseline ${text(baseline?.centre)}, limit ${text(threshold)}`;
  return `${numbers}: ${outcome === 'unknown' ? `not known, ${doubtText(doubt)}` : `${outcome} (${certainty})`}`;
}

function doubtText(doubt: GateResult['doubt']): string {
  switch (doubt?.kind) {
    case 'missing':
      return `a figure has no value (${doubt.why ?? 'no reason is given'})`;
    case 'problem':
      return `a figure cannot be relied on (${doubt.why ?? 'no reason is given'})`;
    case 'error':
      return 'the distance is within the stated error';
    case 'scatter':
      return `the repeats lie on both sides${doubt.runsNeeded === undefined ? '' : `; ${doubt.runsNeeded} runs a side may decide it`}`;
    case undefined:
      return 'no reason is given';
  }
}
