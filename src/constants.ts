/** Ids, prefixes and names that more than one plugin, or something outside the plugins, has to agree on. */

export const APP_ID = 'llmd-wva-app';
/** As in package.json; a test holds them equal. */
export const VERSION = '0.1.0';
export const DATASOURCE_ID = 'llmd-tekton-datasource';
export const PANEL_ID = 'llmd-experiment-panel';

/** Where Grafana mounts the app. */
export const APP_PATH = `/a/${APP_ID}`;

/** Prefix of every label and annotation that this plugin puts on a Kubernetes object. */
const MARK_PREFIX = `${APP_ID}/`;

/** Labels that this plugin writes and selects by. */
export const LABELS = {
  experiment: `${MARK_PREFIX}experiment`,
  managedBy: 'app.kubernetes.io/managed-by',
  /** On a ConfigMap: its data holds PipelineRun manifests that the start form offers as presets. */
  preset: `${MARK_PREFIX}preset`,
  /** On a Pipeline: it may be started with the runner's token (deploy/base/policy). */
  startable: `${MARK_PREFIX}startable`,
  /** On a ConfigMap that holds the record of a run (docs/records.md). */
  record: `${MARK_PREFIX}record`,
  /** On what deploy/base installs: the version of this project. */
  version: 'app.kubernetes.io/version',
} as const;

/** Annotations that this plugin writes on the PipelineRuns that it starts. */
export const ANNOTATIONS = {
  startedBy: `${MARK_PREFIX}started-by`,
  loadProfile: `${MARK_PREFIX}load-profile`,
  variant: `${MARK_PREFIX}variant`,
  mode: `${MARK_PREFIX}mode`,
  /** Names the intent to start: by it a run is known as our own after an answer was lost. */
  intent: `${MARK_PREFIX}intent`,
  plannedSeconds: `${MARK_PREFIX}planned-seconds`,
  /** On a preset's ConfigMap: one line for the chooser. */
  description: `${MARK_PREFIX}description`,
} as const;

/** ConfigMaps that hold records of runs: prefix of their names, their one key, and what is told of them in a list. */
export const RECORD_MAPS = {
  prefix: 'wva-record-',
  key: 'record.json.gz',
  run: `${MARK_PREFIX}run`,
  figures: `${MARK_PREFIX}figures`,
  /** Params and versions in force, leaf by leaf: what a trend says that was changed. */
  settings: `${MARK_PREFIX}settings`,
  /** TTFT and ITL of the whole window: of them goodput is counted under anybody's limits. */
  histograms: `${MARK_PREFIX}histograms`,
  verdict: `${MARK_PREFIX}verdict`,
  baseline: `${MARK_PREFIX}verdict-baseline`,
  /** When the recorder told its webhook of it, ISO 8601. */
  told: `${MARK_PREFIX}told`,
} as const;

/** The Lease by which one recorder of several is at work. */
export const RECORDER_LEASE = 'llmd-wva-recorder';

/** The Pipeline that this project brings (deploy/base/pipeline), and what belongs to it. */
export const EXPERIMENT_PIPELINE = {
  name: 'wva-experiment',
  serviceAccount: 'wva-experiment',
} as const;

/** The provisioned dashboards (dashboards/catalogue.ts; a test holds them equal): a tag of all, and their uids. */
export const DASHBOARDS = {
  tag: 'wva',
  uids: ['llmd-wva-fleet', 'llmd-wva-overview', 'llmd-wva-gpus', 'llmd-wva-experiment', 'llmd-wva-controller'],
} as const;

/** The admission policy that says what a run may be, and its variable with the accounts (deploy/base/policy/runs.yaml). */
export const RUNS_POLICY = { name: 'llmd-wva-runner-runs', accounts: 'accounts' } as const;

/** Where WVA keeps its thresholds, unless the app's configuration says otherwise. */
export const WVA_DEFAULTS = {
  namespace: 'llm-d-autoscaler',
  configMap: 'wva-saturation-scaling-config',
  configMapKey: 'default',
} as const;
