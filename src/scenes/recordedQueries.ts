/**
 * Which queries a panel asks: over what the recording rules keep, where they have been at work, else over raw series; and
 * several columns at once, or apart once Prometheus has refused them together.
 */
import { rangeUtil } from '@grafana/data';
import { SceneQueryRunner, sceneGraph } from '@grafana/scenes';

import type { PanelSpec } from '../panels/spec';
import { refusedJoins, withColumns } from './refusedColumns';
import { maxDataPoints, toQuery } from '../panels/viz';
import { detectionOf, knownDetection } from './detection';

/** Rules keep rates over two minutes: charts with longer steps would leave out what lies between. */
const MOST_STEP_SECONDS = 120;

/** A behaviour of the panel's query runner. Until it is known what there is, the raw series are asked. */
export function asksWhatFits(spec: PanelSpec, uid: string) {
  const mayBeRecorded = spec.targets.some(({ recorded }) => recorded !== undefined);
  return (runner: SceneQueryRunner): (() => void) => {
    const refused = new Set<string>();
    const queriesWith = (recorded: boolean, stepSeconds: number) =>
      spec.targets
        .flatMap((target) => (refused.has(target.refId) ? (target.apart ?? target) : target))
        .map((target) => {
          const { expr, recorded: twin } = target;
          const fits = twin !== undefined && (!expr.includes('$__rate_interval') || stepSeconds <= MOST_STEP_SECONDS);
          return toQuery(recorded && fits ? { ...target, expr: twin } : target);
        });
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
    const onAnswer = () => {
      const { data } = runner.state;
      const joins = refusedJoins(spec, data).filter((refId) => !refused.has(refId));
      joins.forEach((refId) => refused.add(refId));
      const named = withColumns(spec, data);
      if (joins.length > 0 && choose()) {
        runner.runQueries();
      } else if (named !== data) {
        runner.setState({ data: named });
      }
    };
    // Other subscribers see an answer first: what is set while they are notified would overtake it.
    const answers = runner.subscribeToState(({ data }, before) => {
      if (data !== before.data && data?.errors !== undefined) {
        queueMicrotask(() => runner.isActive && runner.state.data === data && onAnswer());
      }
    });
    if (!mayBeRecorded) {
      return () => answers.unsubscribe();
    }
    look();
    const times = timeRange.subscribeToState(look);
    return () => {
      times.unsubscribe();
      answers.unsubscribe();
    };
  };
}
