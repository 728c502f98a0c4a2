/** What checks say together: a line each, and a summary. */
import { t } from '../i18n/t';
import type { Check, CheckResult } from './check';
import { ofKubernetes } from './elsewhere';
import type { Findings } from './findings';
import type { CheckState } from './verdict';

export interface Readiness {
  results: CheckResult[];
  /** Checks that are ready, of those that something needs and that can be seen. */
  ready: number;
  of: number;
  /** The same of those that a run needs. */
  needed: { ready: number; of: number };
  /** Checks that a run needs and that are not ready or missing. */
  blocking: CheckResult[];
  /** Checks that are not ready or missing, and without which a run can start. */
  advice: CheckResult[];
}

const COUNTS: Record<CheckState, boolean> = {
  ready: true,
  'not-ready': true,
  missing: true,
  asking: true,
  'cannot-see': false,
  'not-needed': false,
};

/** Those that many others ask: what keeps them from being seen is said there. */
const ROOTS = ['api-server', 'prometheus'];

/** What keeps several checks from being seen is said at one of them; the others lead there. */
function saidOnce(results: readonly CheckResult[]): CheckResult[] {
  const said = new Map<string, CheckResult>();
  for (const one of [...results.filter(({ id }) => ROOTS.includes(id)), ...results]) {
    if (one.state === 'cannot-see' && !said.has(one.evidence)) {
      said.set(one.evidence, one);
    }
  }
  return results.map((one) => {
    const first = said.get(one.evidence);
    return one.state !== 'cannot-see' || first === undefined || first.id === one.id
      ? one
      : { ...one, evidence: t('readiness.same-cause', 'See “{{title}}”.', { title: first.title }), next: undefined };
  });
}

/** Pure: called again with each new answer. */
export function weigh(checks: readonly Check[], answers: Findings): Readiness {
  const findings = ofKubernetes(answers);
  const judged = checks.map((check): CheckResult => ({
    id: check.id,
    group: check.group,
    title: check.title(),
    weight: check.weight,
    ...check.judge(findings),
  }));
  const results = saidOnce(judged);
  const lacking = (weight: Check['weight']) =>
    results.filter((one) => one.weight === weight && (one.state === 'missing' || one.state === 'not-ready'));
  return {
    results,
    ...counted(results),
    needed: counted(results.filter(({ weight }) => weight === 'needed')),
    blocking: lacking('needed'),
    advice: lacking('advice'),
  };
}

function counted(results: readonly CheckResult[]): { ready: number; of: number } {
  const all = results.filter(({ state }) => COUNTS[state]);
  return { ready: all.filter(({ state }) => state === 'ready').length, of: all.length };
}
