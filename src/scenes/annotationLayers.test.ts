import { FieldType, toDataFrame, type AnnotationEvent, type PanelData } from '@grafana/data';

import { DATASOURCE_ID } from '../constants';
import { drawnUids, runLayers, withoutDrawn } from './annotationLayers';

const event = (...tags: string[]): AnnotationEvent => ({ time: 1, text: 'x', tags });

test.each<[string, AnnotationEvent[], string[], number]>([
  ['a run that Grafana draws is not drawn again', [event('wva-run', 'uid:a')], ['uid:a'], 0],
  ['a run that it does not is', [event('wva-run', 'uid:b')], ['uid:a'], 1],
  ['an event without a uid stays', [event('wva-run')], ['uid:a'], 1],
  ['an event without tags stays', [{ time: 1, text: 'x' }], ['uid:a'], 1],
  ['nothing drawn, nothing left out', [event('uid:a'), event('uid:b')], [], 2],
])('%s', (_, events, drawn, left) => {
  expect(withoutDrawn(events, new Set(drawn))).toHaveLength(left);
});

test('uids are read from all frames of an answer', () => {
  const frame = (tags: unknown[]) => toDataFrame({ fields: [{ name: 'tags', type: FieldType.other, values: tags }] });
  const data = { series: [frame([['wva-run', 'uid:a'], ['wva-run']]), frame([['uid:b'], undefined, 'uid:c'])] };
  expect(drawnUids(data as unknown as PanelData)).toEqual(new Set(['uid:a', 'uid:b']));
  expect(drawnUids(undefined)).toEqual(new Set());
});

test('without a Tekton data source only what Grafana recorded is asked for', () => {
  expect(runLayers(undefined).state.layers).toHaveLength(1);
  const uids = runLayers('tekton').state.layers.map((layer) => JSON.stringify(layer.state).includes(DATASOURCE_ID));
  expect(uids).toEqual([false, true]);
});
