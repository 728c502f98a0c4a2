/** All that is known of a cluster when its readiness is judged. */
import type { Preset } from '../domain/pipeline';
import type { FoundThresholds } from '../kube/foundThresholds';
import type { Detection } from '../queries/detection';
import type { ProbedReadiness } from '../queries/readiness';
import type { Answer } from './answer';
import type { ApiGroupsWire, Nodes } from './clusterObjects';
import type { AnswerOf, InstalledPipeline, QuestionId } from './questions';

type NodeMeta = ReturnType<typeof Nodes>[number];

/** What Prometheus says of itself and of the hardware. */
export interface PrometheusFindings extends ProbedReadiness {
  detection: Detection;
}

export interface Findings {
  settings: {
    /** Namespaces of runs. */
    namespaces: readonly string[];
    /** Whether a runner token is configured; undefined: only Grafana knows. */
    canStart: boolean | undefined;
    /** Where Argo CD's pages are, without a slash at the end. */
    argoUrl?: string;
  };
  version: Answer<{ gitVersion: string }>;
  groups: Answer<ApiGroupsWire>;
  nodes: Answer<NodeMeta[]>;
  objects: { [Id in QuestionId]: Answer<Array<AnswerOf<Id>>> };
  pipelines: Answer<InstalledPipeline[]>;
  presets: Answer<{ presets: Preset[]; broken: Array<{ name: string; error: string }> }>;
  /** Of WVA's ConfigMap. */
  thresholds: Answer<FoundThresholds>;
  prometheus: Answer<PrometheusFindings>;
  /** Uids of the dashboards in Grafana that the reader may see; undefined: no Grafana is asked. */
  dashboards?: Answer<string[]>;
  /** Cluster's clock minus browser's, ms; undefined before the first answer. */
  clockSkewMs?: number;
}
