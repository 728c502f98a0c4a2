import type { TimeZone } from '@grafana/schema';
import type { ReactNode } from 'react';

import type { TektonApi } from '../datasource/types';
import type { Preset, RunRequest } from '../domain/pipeline';
import type { Run } from '../domain/run';

export interface RunFormProps {
  api: TektonApi;
  /** Where what was typed is kept until the run is started: one key for each form that a user can have open. */
  draftKey: string;
  timeZone: TimeZone;
  /** The namespace to begin with; the data source's first one without it. */
  namespace?: string;
  /** The pipeline to begin with. */
  pipeline?: string;
  /** Presets that come with the place where the form is, shown beside the cluster's. */
  presets?: Preset[];
  /** Filled in at the start, for edit-and-rerun; what was typed under the same key since wins. */
  initial?: RunRequest;
  /** For the number of GPUs in the summary; 1 without it. */
  gpusPerReplica?: number;
  /** Whether to write the annotation at once; true without it. */
  annotate?: boolean;
  /** The form was just asked for: it takes the keyboard's focus. */
  takesFocus?: boolean;
  /** In the review: what differs from the run that is edited. */
  changes?: (request: RunRequest) => ReactNode;
  /** Above the form: what the cluster lacks, where the place knows. */
  notice?: ReactNode;
  onStarted: (run: Run) => void;
  /** Shows a button that leaves the form. */
  onLeave?: () => void;
}
