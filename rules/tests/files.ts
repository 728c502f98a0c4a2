/** The files that promtool tests the rules by, by their path in the repository: one an alert, one for recordings of figures, one for those of
 * owners. */
import { alertGroups } from '../alerts';
import { DEFAULTS } from '../files';
import { recordingGroups } from '../recording';
import { alertFile, recordingFile, type AlertCase } from './case';
import { CONTROLLER_CASES } from './cases/controller';
import { GPU_CASES } from './cases/gpu';
import { MAPPING_CASES } from './cases/mapping';
import { OBJECTIVE_CASES } from './cases/objectives';
import { OSCILLATION_CASES } from './cases/oscillation';
import { OWNER_CASES } from './cases/owners';
import { RECORDER_CASES } from './cases/recorder';
import { RECORDING_CASES } from './cases/recording';
import { SATURATION_CASES } from './cases/saturation';
import { SCALER_CASES } from './cases/scalers';
import { SCALING_CASES } from './cases/scaling';

export const ALERT_CASES: AlertCase[] = [
  ...SCALING_CASES,
  ...SCALER_CASES,
  ...OSCILLATION_CASES,
  ...SATURATION_CASES,
  ...OBJECTIVE_CASES,
  ...CONTROLLER_CASES,
  ...MAPPING_CASES,
  ...GPU_CASES,
  ...RECORDER_CASES,
];

const kebab = (name: string): string => name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

export function testFiles(): Record<string, string> {
  const { limits } = DEFAULTS;
  const groups = [...recordingGroups(limits), ...alertGroups(limits)].map(({ name }) => name);
  const alerts = [...new Set(ALERT_CASES.map(({ alert }) => alert))];
  return {
    'rules/tests/recording.test.yaml': recordingFile(RECORDING_CASES, groups),
    'rules/tests/owners.test.yaml': recordingFile(OWNER_CASES, groups),
    ...Object.fromEntries(
      alerts.map((alert) => [
        `rules/tests/${kebab(alert)}.test.yaml`,
        alertFile(
          ALERT_CASES.filter((one) => one.alert === alert),
          groups
        ),
      ])
    ),
  };
}
