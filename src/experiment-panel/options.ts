/** Options of the panel, as the dashboard's JSON keeps them. */
export interface ExperimentOptions {
  /** Uid of the Tekton data source; without it the only one there is. */
  dataSourceUid?: string;
  /** Namespace that the form begins with; the data source's first one without it. */
  namespace?: string;
  /** Pipeline that the form begins with. */
  pipeline?: string;
  /** PipelineRun manifests, YAML or JSON, several parted by `---`. */
  presets: string;
  gpusPerReplica: number;
  showForm: boolean;
  showList: boolean;
  /** Runs in the list. */
  listLimit: number;
  /** Mark runs on charts by annotations. */
  annotate: boolean;
}

export const DEFAULT_OPTIONS: ExperimentOptions = {
  presets: '',
  gpusPerReplica: 1,
  showForm: true,
  showList: true,
  listLimit: 5,
  annotate: true,
};

/** Options as they come, completed: a dashboard's JSON may be older, or written by hand. */
export function completeOptions(options: Partial<ExperimentOptions> | undefined): ExperimentOptions {
  const given = Object.fromEntries(
    Object.entries(options ?? {}).filter(([, value]) => value !== undefined && value !== null)
  );
  const all: ExperimentOptions = { ...DEFAULT_OPTIONS, ...given };
  return {
    ...all,
    presets: typeof all.presets === 'string' ? all.presets : '',
    gpusPerReplica: atLeastOne(all.gpusPerReplica, DEFAULT_OPTIONS.gpusPerReplica),
    listLimit: atLeastOne(all.listLimit, DEFAULT_OPTIONS.listLimit),
  };
}

function atLeastOne(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.floor(value) : fallback;
}
