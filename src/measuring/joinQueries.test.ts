import type { Ask, SeriesAnswer, SeriesQuery } from '../domain/prometheus';
import { joining, type JoinableQuery } from './joinQueries';

const RANGE = { from: 0, to: 60_000 };
const QUERIES: JoinableQuery[] = [
  { refId: 'created', expr: 'a', stepSeconds: 15, join: 'replicas' },
  { refId: 'alone', expr: 'b', stepSeconds: 15 },
  { refId: 'ready', expr: 'c', stepSeconds: 15, join: 'replicas' },
];
const sample = (labels: Record<string, string>, value: number) => ({ labels, times: [0], values: [value] });

function asking(answers: (query: SeriesQuery) => SeriesAnswer): { ask: Ask; asked: SeriesQuery[][] } {
  const asked: SeriesQuery[][] = [];
  const ask: Ask = async (queries) => {
    asked.push([...queries]);
    return new Map(queries.map((query) => [query.refId, answers(query)]));
  };
  return { ask, asked };
}

test('queries of one word are one, and the answer is taken apart without a trace', async () => {
  const { ask, asked } = asking(({ refId }) =>
    refId === 'replicas'
      ? { series: [sample({ part: 'created' }, 3), sample({ part: 'ready', pod: 'p' }, 2)], warnings: ['partial'] }
      : { series: [sample({}, 1)] }
  );
  const answers = await joining(ask)(QUERIES, RANGE);
  expect(asked).toEqual([
    [
      {
        refId: 'replicas',
        expr: 'label_replace(a, "part", "created", "", "") or label_replace(c, "part", "ready", "", "")',
        stepSeconds: 15,
      },
      { refId: 'alone', expr: 'b', stepSeconds: 15 },
    ],
  ]);
  expect(Object.fromEntries(answers)).toEqual({
    created: { series: [sample({}, 3)], warnings: ['partial'] },
    ready: { series: [sample({ pod: 'p' }, 2)], warnings: ['partial'] },
    alone: { series: [sample({}, 1)] },
  });
});

test('a part that cannot be answered takes no other with it', async () => {
  const { ask, asked } = asking(({ refId }) =>
    refId === 'replicas' || refId === 'ready' ? { error: 'many-to-many' } : { series: [sample({}, 1)] }
  );
  const answers = await joining(ask)(QUERIES, RANGE);
  expect(asked[1]?.map(({ refId, expr }) => [refId, expr])).toEqual([
    ['created', 'a'],
    ['ready', 'c'],
  ]);
  expect(answers.get('created')).toEqual({ series: [sample({}, 1)] });
  expect(answers.get('ready')).toEqual({ error: 'many-to-many' });
  expect(answers.get('alone')).toEqual({ series: [sample({}, 1)] });
});
