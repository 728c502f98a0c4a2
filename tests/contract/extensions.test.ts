/** What the app's own queries are about, told from their text alone as its links elsewhere in Grafana tell it. */
import { subjectOf } from '../../src/extensions/subject';
import { gpusBoard, panelsOf, variantBoard } from '../../src/panels/boards';
import { DIALECTS } from '../../src/queries/dialect';
import { M } from '../../src/queries/metrics';
import { VARIANT_RECORDS } from '../../src/queries/records';

test('every metric of WVA, vLLM, the router and DCGM, and all that is recorded of variants, is known as ours', () => {
  const names = Object.values(M).filter((name) => /^(?:wva|inferno|vllm|llm_d|inference|DCGM)/.test(name));
  expect(names.length).toBeGreaterThan(30);
  expect([...names, ...Object.values(VARIANT_RECORDS)].filter((name) => subjectOf([name]) === undefined)).toEqual([]);
});

const dialect = DIALECTS.openshift;
const board = variantBoard({ scope: { dialect, namespace: 'ns', variant: 'decode' } });

test.each(panelsOf(board).map((panel): [string, string[]] => [panel.id, panel.targets.map(({ expr }) => expr)]))(
  'a panel of a variant leads to it: %s',
  (_id, queries) => {
    expect(subjectOf(queries)).toEqual({ kind: 'variant', namespace: 'ns', name: 'decode' });
  }
);

test('panels of the hardware lead to the GPUs', () => {
  const panels = panelsOf(gpusBoard({ scope: { dialect } }));
  const kinds = new Set(panels.map(({ targets }) => subjectOf(targets.map(({ expr }) => expr))?.kind));
  expect(kinds).toContain('gpus');
});
