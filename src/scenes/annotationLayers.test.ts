import { FieldType, toDataFrame, type AnnotationEvent, type PanelData } from '@grafana/data';

import { DATASOURCE_ID } from '../constants';
import { drawnUids, runLayers, withoutDrawn } from './annotationLayers';

const event = (uid?: string, ...tags: string[]): AnnotationEvent => ({
  time: 1,
  text: uid === undefined ? 'x' : `x<!-- uid=${uid} -->`,
  tags: ['wva-run', ...tags],
});

test.each<[string, AnnotationEvent[], string[], number]>([
  ['a run that Grafana draws is not drawn again', [event('a')], ['a'], 0],
  ['nor one that an older version marked', [event(undefined, 'uid:a')], ['a'], 0],
  ['a run that it does not is', [event('b')], ['a'], 1],
  ['an event without a uid stays', [event()], ['a'], 1],
  ['an event without tags stays', [{ time: 1, text: 'x' }], ['a'], 1],
  ['nothing drawn, nothing left out', [event('a'), event('b')], [], 2],
])('%s', (_, events, drawn, left) => {
  expect(withoutDrawn(events, new Set(drawn))).toHaveLength(left);
});

test('uids are read from all frames of an answer', () => {
  const frame = (tags: unknown[], texts: unknown[]) =>
    toDataFrame({
      fields: [
        { name: 'tags', type: FieldType.other, values: tags },
        { name: 'text', type: FieldType.string, values: texts },
      ],
    });
  const before = frame([['wva-run', 'uid:a'], ['wva-run'], undefined, 'uid:c'], ['x', undefined, 'x', 'x']);
  const now = frame([['wva-run'], ['wva-note']], ['x<!-- run=n/b uid=b -->', 'x<!-- uid=d -->']);
  expect(drawnUids({ series: [before, now] } as unknown as PanelData)).toEqual(new Set(['a', 'b']));
  expect(drawnUids(undefined)).toEqual(new Set());
});

test('without a Tekton data source only what Grafana recorded is asked for', () => {
  expect(runLayers(undefined).state.layers).toHaveLength(1);
  const uids = runLayers('tekton').state.layers.map((layer) => JSON.stringify(layer.state).includes(DATASOURCE_ID));
  expect(uids).toEqual([false, true]);
});
