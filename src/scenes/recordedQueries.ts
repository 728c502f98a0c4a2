/** Which queries a panel asks: over what the recording rules keep, where they have been at work, else over raw series. */
import { rangeUtil } from '@grafana/data';
import { SceneQueryRunner, sceneGraph } from '@grafana/scenes';

import type { PanelSpec } from '../panels/spec';
import { maxDataPoints, toQuery } from '../panels/viz';
import { detectionOf, knownDetection } from './detection';

/** Rules keep rates over two minutes: charts with longer steps would leave out what lies between. */
const MOST_STEP_SECONDS = 120;

/** A behaviour of the panel's query runner. Until it is known what there is, the raw series are asked. */
export function asksRecorded(spec: PanelSpec, uid: string) {
  const queriesWith = (recorded: boolean, stepSeconds: number) =>
    spec.targets.map((target) => {
      const { expr, recorded: twin } = target;
      const fits = twin !== undefined && (!expr.includes('$__rate_interval') || stepSeconds <= MOST_STEP_SECONDS);
      return toQuery(recorded && fits ? { ...target, expr: twin } : target);
    });
  return (runner: SceneQueryRunner): (() => void) => {
    const timeRange = sceneGraph.getTimeRange(runner);
    /** @returns whether another question is asked than before */
    const choose = (): boolean => {
      const { value } = timeRange.state;
      const { intervalMs } = rangeUtil.calculateInterval(value, maxDataPoints(spec) ?? 1, '1s');
      const queries = queriesWith(knownDetection(uid, value)?.recorded ?? false, intervalMs / 1000);
      const isOther = queries.some(({ expr }, i) => expr !== runner.state.queries[i]?.expr);
      if (isOther) {
        runner.setState({ queries });
      }
      return isOther;
    };
    const look = () => {
      choose();
      detectionOf(uid, timeRange.state.value).then(
        () => {
          // One that still waits for the page's choices will ask of itself.
          if (runner.isActive && choose() && runner.isDataReadyToDisplay()) {
            runner.runQueries();
          }
        },
        // DetectionGate says what failed; raw series are asked.
        () => undefined
      );
    };
    look();
    const sub = timeRange.subscribeToState(look);
    return () => sub.unsubscribe();
  };
}
