/** What stands above and below published tables: whose they are, how they were made, and what a reader has to know. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { isByWva } from '../domain/scaler';
import { THRESHOLD_NAMES } from '../domain/thresholds';
import type { EffectiveThresholds } from '../domain/variant';
import { t } from '../i18n/t';
import { loadText, modelOf, scalerSettings, scalingText, versionsOf } from './runSettings';

export interface HeaderContext {
  /** What was at work, and which version of it. */
  versions?: ReadonlyArray<readonly [what: string, version: string]>;
  /** WVA's, as they are in force; said where a run was scaled by it, and no record says what was in force then. */
  thresholds?: Pick<EffectiveThresholds, 'values' | 'sources'>;
  /** Whether clients' reports stand beside what the servers measured. */
  hasClient?: boolean;
}

/** Label and text of each line; what is not known of any run is left out. */
export function fieldHeader(
  analyses: readonly RunAnalysis[],
  { versions = [], thresholds, hasClient = false }: HeaderContext = {}
): Array<[label: string, text: string]> {
  const each = (text: (analysis: RunAnalysis) => string | undefined): string =>
    [...new Set(analyses.map(text).filter((one) => one !== undefined && one !== ''))].join('; ');
  const ofWva = analyses.filter(({ run }) => isByWva(run.mode));
  const isUnrecorded = ofWva.some((analysis) => thresholdsThen(analysis) === undefined);
  const lines: Array<[string, string]> = [
    [t('publish.header.model', 'Model'), each(({ run }) => modelOf(run))],
    [
      t('publish.header.workload', 'Workload'),
      each(({ run: { workload } }) => `${workload.namespace}/${workload.variant}`),
    ],
    [t('publish.header.load', 'Load'), each(({ run }) => loadText(run))],
    [t('publish.header.experiment', 'Experiment'), each(({ run }) => run.experiment)],
    [
      t('publish.header.scaler', 'Scaler'),
      each(({ run }) => {
        const [scaling, settings] = [scalingText(run), scalerSettings(run)];
        return settings === '' ? scaling : `${scaling ?? ''} (${settings})`.trim();
      }),
    ],
    [
      t('publish.header.thresholds', 'WVA thresholds'),
      each((analysis) => {
        const then = ofWva.includes(analysis) ? thresholdsThen(analysis) : undefined;
        return then && thresholdsText(then);
      }),
    ],
    [
      t('publish.header.thresholds-now', 'WVA thresholds now'),
      isUnrecorded && thresholds ? thresholdsText(thresholds) : '',
    ],
    [
      t('publish.header.versions', 'Versions'),
      [...new Set([...versions, ...analyses.flatMap(({ run }) => versionsOf(run))].map((pair) => pair.join(' ')))].join(
        ', '
      ),
    ],
    [
      t('publish.header.measured', 'Measured'),
      each(({ measurements: { window } }) =>
        t('publish.window', '{{from}} to {{to}}', { from: isoTime(window.from), to: isoTime(window.to) })
      ),
    ],
    [
      t('publish.header.side', 'Side'),
      hasClient
        ? t(
            'publish.side.both',
            'rows marked “client” are by the clients’ own reports, all others are what the servers (vLLM) and the cluster measured'
          )
        : t('publish.side.server', 'latencies and counts are those of the servers (vLLM), not of the client'),
    ],
  ];
  return lines.filter(([, text]) => text !== '');
}

/** In force when it was recorded; undefined of a run that was measured just now. */
const thresholdsThen = ({ recorded }: RunAnalysis) => recorded?.course?.thresholds;

/** With who says so, where that is not WVA's default for all of them. */
function thresholdsText({ values, sources }: Pick<EffectiveThresholds, 'values' | 'sources'>): string {
  const all = THRESHOLD_NAMES.map((name) => `${name} ${values[name]}`).join(', ');
  return `${all} (${[...new Set(THRESHOLD_NAMES.map((name) => sources[name]))].join(', ')})`;
}

const isoTime = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** What a reader has to know before the numbers are believed, each once, with the run where there are several. */
export function fieldProblems(analyses: readonly RunAnalysis[]): string[] {
  const problems = analyses.flatMap(({ run, measurements }) =>
    measurements.problems.map((problem) => (analyses.length > 1 ? `${run.name}: ${problem}` : problem))
  );
  return [...new Set(problems)];
}
