/** The metrics of our ScaledObjects are those that charts read.
 *
 * @jest-environment node
 */
import { METRICS } from '../../src/queries/metrics';
import { TRIGGER_KEYS, TRIGGER_METRICS } from '../../src/kube/scalers';

/** Under any of their names. Saturation and running requests are read by triggers alone. */
const NAMES = new Set(
  Object.values(METRICS).flatMap((metric) => [
    metric.name as string,
    ...('otherNames' in metric ? metric.otherNames.map(({ name }) => name as string) : []),
  ])
);

test.each(TRIGGER_KEYS.filter((key) => !['poolSaturation', 'eppRunning'].includes(key)))(
  'the metric of %s is spelled as charts spell it',
  (key) => {
    expect(NAMES).toContain(TRIGGER_METRICS[key]);
  }
);
