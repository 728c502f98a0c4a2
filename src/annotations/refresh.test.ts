import { refreshAnnotations } from './refresh';

const events: unknown[] = [];
jest.mock('@grafana/runtime', () => ({ getAppEvents: () => ({ publish: (event: unknown) => events.push(event) }) }));

const SHOWN_UNTIL = 1_000_000;

/** A scene on screen, and how often its parts were asked again. */
function onScreen({ range = true, layers = 2 } = {}) {
  const asked = { all: 0, layers: 0, disabled: 0 };
  const layer = (isEnabled: boolean) => ({
    state: { isEnabled },
    runLayer: () => (isEnabled ? (asked.layers += 1) : (asked.disabled += 1)),
  });
  (window as unknown as Record<string, unknown>).__grafanaSceneContext = {
    state: {
      $data: { state: { layers: [layer(false), ...Array.from({ length: layers }, () => layer(true))] } },
      $timeRange: range
        ? { onRefresh: () => (asked.all += 1), state: { value: { to: new Date(SHOWN_UNTIL) } } }
        : undefined,
    },
  };
  return asked;
}

afterEach(() => {
  delete (window as unknown as Record<string, unknown>).__grafanaSceneContext;
  events.length = 0;
});

test.each([
  ['within what is shown: only the layers', SHOWN_UNTIL, {}, { all: 0, layers: 2, disabled: 0 }],
  [
    'later than what is shown: everything, so that now moves on',
    SHOWN_UNTIL + 1,
    {},
    { all: 1, layers: 0, disabled: 0 },
  ],
  ['only taken away: only the layers', -Infinity, {}, { all: 0, layers: 2, disabled: 0 }],
  ['without saying when: everything', undefined, {}, { all: 1, layers: 0, disabled: 0 }],
  ['a scene without a range of its own: its layers', undefined, { range: false }, { all: 0, layers: 2, disabled: 0 }],
])('an annotation %s', (_case, newest, scene, expected) => {
  const asked = onScreen(scene);
  refreshAnnotations(newest);
  expect(asked).toEqual(expected);
  expect(events).toHaveLength(1);
});

test('without a scene on screen other pages are told all the same', () => {
  refreshAnnotations();
  expect(events).toHaveLength(1);
});
