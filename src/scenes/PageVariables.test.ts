import { VariableRefresh } from '@grafana/data';
import {
  EmbeddedScene,
  MultiValueVariable,
  SceneTimeRange,
  sceneGraph,
  type MultiValueVariableState,
  type VariableValueOption,
} from '@grafana/scenes';
import { Observable, Subject } from 'rxjs';

import { PageVariables } from './PageVariables';

interface AskedState extends MultiValueVariableState {
  refresh: VariableRefresh;
}

/** A variable that is answered when the test says so. */
class Asked extends MultiValueVariable<AskedState> {
  /** The questions that are still awaited, by the start of the range that they are about. */
  readonly awaited = new Map<string, Subject<VariableValueOption[]>>();

  constructor() {
    super({
      type: 'query',
      name: 'namespace',
      value: '',
      text: '',
      options: [],
      refresh: VariableRefresh.onTimeRangeChanged,
    });
  }

  getValueOptions(): Observable<VariableValueOption[]> {
    this.setState({ loading: true });
    const range = sceneGraph.getTimeRange(this).state.from;
    return new Observable((subscriber) => {
      const question = new Subject<VariableValueOption[]>();
      this.awaited.set(range, question);
      const heard = question.subscribe(subscriber);
      return () => {
        heard.unsubscribe();
        this.awaited.delete(range);
      };
    });
  }
}

const options = (...names: string[]) => names.map((name) => ({ label: name, value: name }));

function page() {
  const variable = new Asked();
  const $timeRange = new SceneTimeRange({ from: 'now', to: 'now-1h' });
  const scene = new EmbeddedScene({
    $timeRange,
    $variables: new PageVariables({ variables: [variable] }),
    body: new EmbeddedScene({ body: null as never }),
  });
  return { variable, $timeRange, undo: scene.activate() };
}

test('a question is given up when the range changes, and asked again for the new one', () => {
  const { variable, $timeRange, undo } = page();
  expect([...variable.awaited.keys()]).toEqual(['now']);
  $timeRange.setState({ from: 'now-1h', to: 'now' });
  expect([...variable.awaited.keys()]).toEqual(['now-1h']);
  variable.awaited.get('now-1h')!.next(options('experiment-01'));
  expect(variable.state).toMatchObject({ value: 'experiment-01', loading: false });
  undo();
});

test('a question that is answered is asked again as Scenes does', () => {
  const { variable, $timeRange, undo } = page();
  variable.awaited.get('now')!.next([]);
  expect(variable.state).toMatchObject({ value: '', loading: false });
  $timeRange.setState({ from: 'now-1h', to: 'now' });
  variable.awaited.get('now-1h')!.next(options('experiment-01'));
  expect(variable.state).toMatchObject({ value: 'experiment-01', loading: false });
  undo();
});

test('nothing is asked once the page is left', () => {
  const { variable, $timeRange, undo } = page();
  undo();
  expect(variable.awaited.size).toBe(0);
  $timeRange.setState({ from: 'now-1h', to: 'now' });
  expect(variable.awaited.size).toBe(0);
});
