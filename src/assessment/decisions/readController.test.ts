import { of, throwError } from 'rxjs';

import type { Span } from '../../domain/analysis/types';
import { UserError } from '../../shared/errors';
import { readController, type ControllerApi, type ControllerReading } from './readController';
import { silentText, unreadText } from './unreadText';

const read = (api: ControllerApi, range: Span): Promise<ControllerReading> =>
  readController({ api, namespace: 'llm-d-autoscaler', range, signal: new AbortController().signal });
type Read = Extract<ControllerReading, { kind: 'read' }>;
const isRead = (reading: ControllerReading): Read => {
  if (reading.kind !== 'read') {
    throw new Error(`not read: ${JSON.stringify(reading)}`);
  }
  return reading;
};
const timeText = (at: number): string => new Date(at).toISOString();

/** A controller's pod with a log of one's own. */
const apiWith = (...chunks: string[]): ControllerApi => ({
  cluster: {
    clockSkewMs: 0,
    changedSince: () => Promise.resolve(false),
    read: () =>
      Promise.resolve({
        items: [
          {
            metadata: { name: 'c', creationTimestamp: '2026-08-04T00:00:00Z', labels: {} },
            spec: { containers: [{ name: 'manager' }] },
          },
        ],
      }),
  },
  logs: () => of(...chunks),
});
const noon = Date.parse('2026-08-04T12:00:00Z');
const lines = (from: number, count: number, text = '{"msg":"x"}') =>
  Array.from({ length: count }, (_, i) => `${new Date(from + i * 1000).toISOString()} ${text}\n`).join('');

test('a log is read to the end of the time, or to its limit, which is said', async () => {
  const range = { from: noon, to: noon + 60_000 };
  const over = isRead(await read(apiWith(lines(noon, 30), lines(noon + 30_000, 60), lines(noon + 90_000, 60)), range));
  expect([over.log.lines, over.cutAt]).toEqual([90, undefined]);
  const many = lines(noon, 30, `{"msg":"${'x'.repeat(100_000)}"}`);
  const cut = isRead(await read(apiWith(many.slice(0, 2 * 1024 * 1024)), range));
  expect([cut.log.lines, cut.log.broken, cut.cutAt]).toEqual([20, 0, noon + 19_000]);
  expect(silentText(cut, noon, timeText)).toBe(
    'The controller’s log was read up to 2026-08-04T12:00:19.000Z only: it is too long.'
  );
  const rotated = isRead(await read(apiWith(lines(noon + 3600_000, 5)), range));
  expect(silentText(rotated, noon, timeText)).toBe(
    'The controller’s log of that time is gone: it begins at 2026-08-04T13:00:00.000Z.'
  );
  expect(await read(apiWith(), range)).toEqual({ kind: 'gone' });
});

test.each<[string, Partial<ControllerApi>, string]>([
  [
    'no controller',
    { cluster: { ...apiWith().cluster, read: () => Promise.resolve({ items: [] }) } },
    'No pod of WVA’s controller is in the namespace llm-d-autoscaler.',
  ],
  ['a failure', { logs: () => throwError(() => new Error('EOF')) }, 'The controller’s log could not be read: EOF'],
  [
    'no right to the log',
    { logs: () => throwError(() => new UserError({ title: '', message: '', nextStep: '', status: 403 })) },
    'The controller’s log may not be read: the data source’s account has no right to get pods/log in the namespace llm-d-autoscaler (deploy/base/controller-log).',
  ],
])('a sentence in place of an error: %s', async (_, part, sentence) => {
  const reading = await read({ ...apiWith(), ...part }, { from: noon, to: noon + 60_000 });
  expect(unreadText(reading as Exclude<ControllerReading, Read>, timeText)).toBe(sentence);
});

test('of several pods the one that says most of cycles is read; one that is younger is not', async () => {
  const decision = JSON.stringify({
    msg: 'scaling-decision',
    modelID: 'm',
    namespace: 'llm',
    decisions: [{ name: 'decode', curr: 1, tgt: 2, action: 'ScaleUp' }],
  });
  const texts: Record<string, string> = { idle: lines(noon, 9), leads: lines(noon, 1, decision) };
  const pod = (name: string, creationTimestamp: string) => ({
    metadata: { name, creationTimestamp, labels: {} },
    spec: { containers: [{ name: 'proxy' }, { name: 'manager' }] },
  });
  const asked: string[] = [];
  const api: ControllerApi = {
    cluster: {
      ...apiWith().cluster,
      read: () =>
        Promise.resolve({
          items: [
            pod('young', '2026-08-05T00:00:00Z'),
            pod('idle', '2026-08-04T00:00:00Z'),
            pod('leads', '2026-08-03T00:00:00Z'),
          ],
        }),
    },
    logs: ({ pod: name, container, since, limitBytes, timestamps, follow }) => {
      asked.push([name, container, since, limitBytes, timestamps, follow].join(' '));
      return of(texts[name] ?? '');
    },
  };
  const reading = isRead(await read(api, { from: noon, to: noon + 60_000 }));
  expect([reading.from, reading.log.cycles.length]).toEqual(['leads', 1]);
  expect(asked).toEqual(['idle', 'leads'].map((name) => `${name} manager ${noon} ${2 * 1024 * 1024} true false`));
});
