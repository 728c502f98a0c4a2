/**
 * The simulator answers a request to create or patch a run with the status that Tekton's webhooks behind a real API server
 * give it.
 *
 * @jest-environment node
 */
import type { Answer, KubeApi } from '../api';
import { CREATES } from './creates';
import { admin, create, RUNS, seen, condition } from './lab';
import { PATCHES, STATES } from './patches';
import { Simulated } from './simulated';
import { keep, type Row } from './table';

jest.setTimeout(300_000);

/** What differs on purpose, by the request. */
const ON_PURPOSE: Record<string, string> = {
  'kind TaskRun':
    'the API server goes by the path and takes it; a client that sends another kind has a fault to be shown',
};

/** Where verdict and status are equal and the sentence is another, and why: by the request. Any other difference fails. */
const OTHER_WORDS: Record<string, string> = {
  'params: no list':
    'the API server names the first field that it does not know, the simulator says what the webhook says',
  'generateName in capitals': 'the name ends in letters that are drawn, and the API server names the prefix too',
  'apiVersion v1beta1 sent to v1': 'the API server looks at the fields before the version',
  'no JSON': 'the words are those of the JSON parser',
  'an unknown field': 'the API server shows the whole object as patched, the simulator the patch',
};

const simulated = new Simulated();
let simulator: KubeApi;

beforeAll(async () => {
  simulator = await simulated.api();
});
afterAll(() => simulated.stop());

const verdict = ({ status }: Answer) => (status < 300 ? 'accepted' : `refused ${status}`);

/** The sentence is part of it: people read it, and the app finds the field by it. */
const words = ({ status, body }: Answer) => `${status} ${status < 300 ? 'accepted' : (body?.message ?? body)}`;

const compared = (request: string, real: Answer, ours: Answer): Row => ({
  request,
  tekton: words(real),
  simulator: words(ours),
  differs: ON_PURPOSE[request] ?? (OTHER_WORDS[request] && `verdict and status are equal; ${OTHER_WORDS[request]}`),
});

function expectWords(request: string, real: Answer, ours: Answer): void {
  if (OTHER_WORDS[request] === undefined) {
    expect(words(ours)).toBe(words(real));
  }
}

const DRY = '?dryRun=All&fieldValidation=Strict';

describe('a create request', () => {
  const rows: Row[] = [];
  afterAll(() => keep('Create requests', rows));

  test.each(CREATES.map((one) => [one.name, one] as const))('%s', async (name, { body }) => {
    const [real, ours] = await Promise.all([admin, simulator].map((api) => api.send('POST', `${RUNS}${DRY}`, body)));
    rows.push(compared(name, real!, ours!));
    if (ON_PURPOSE[name] === undefined) {
      expect(verdict(ours!)).toBe(verdict(real!));
      expectWords(name, real!, ours!);
    }
  });
});

describe.each(Object.entries(STATES))('a patch of a run that is %s', (state, spec) => {
  const rows: Row[] = [];
  const name = `patch-${state}`;
  const wanted = { pending: 'PipelineRunPending', running: 'Running', done: 'ParameterMissing' }[state]!;
  const run = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name },
    spec: {
      pipelineSpec: {
        params: [{ name: 'p' }],
        tasks: [{ name: 'a', taskSpec: { steps: [{ name: 's', image: 'busybox:1.37.0', script: 'sleep 3600' }] } }],
      },
      params: [{ name: 'p', value: 'x' }],
      ...spec,
    },
  };

  beforeAll(async () => {
    await create(run, { a: { forever: true } });
    await simulator.must('POST', RUNS, run);
    simulated.pass(30);
    const real = await seen(name, wanted, (one) => condition(one)?.reason === wanted);
    expect([condition(real)?.reason, condition(simulated.run(name))?.reason]).toEqual([wanted, wanted]);
  });
  afterAll(async () => {
    keep(`Patches of a run that is ${state}`, rows);
    await admin.send('DELETE', `${RUNS}/${name}`);
  });

  test.each(PATCHES.map((one) => [one.name, one.patch] as const))('%s', async (what, patch) => {
    const [real, ours] = await Promise.all([admin, simulator].map((api) => api.merge(`${RUNS}/${name}${DRY}`, patch)));
    rows.push(compared(what, real!, ours!));
    expect(verdict(ours!)).toBe(verdict(real!));
    expectWords(what, real!, ours!);
  });
});
