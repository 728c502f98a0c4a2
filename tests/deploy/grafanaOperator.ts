/**
 * The fields of grafana-operator's kinds (v1beta1) that the install uses, as types: the package of its schemas wants a
 * newer Node than this project. A field that is not here is either misspelt or new: look it up in the operator's API
 * reference, then add it.
 */
import type { IDeploymentStrategy } from 'kubernetes-models/apps/v1';
import type { IPersistentVolumeClaimSpec, IPodSpec } from 'kubernetes-models/v1';

interface Kind<K extends string, Spec> {
  apiVersion: 'grafana.integreatly.org/v1beta1';
  kind: K;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: Spec;
}

interface KeyRef {
  name: string;
  key: string;
}

/** What every kind that a Grafana takes in has. */
interface Content {
  instanceSelector: { matchLabels: Record<string, string> };
  resyncPeriod?: string;
  uid?: string;
}

export type IGrafana = Kind<
  'Grafana',
  {
    version?: string;
    config?: Record<string, Record<string, string>>;
    persistentVolumeClaim?: { spec: IPersistentVolumeClaimSpec };
    deployment?: {
      spec: {
        replicas?: number;
        strategy?: IDeploymentStrategy;
        // The operator merges these by name into what it makes, so that a container may leave its image out.
        template?: { spec: Omit<IPodSpec, 'containers'> & { containers?: IPodSpec['containers'] } };
      };
    };
    route?: {
      spec: {
        host?: string;
        tls?: {
          termination: 'edge' | 'passthrough' | 'reencrypt';
          insecureEdgeTerminationPolicy?: 'Allow' | 'Disable' | 'None' | 'Redirect';
        };
      };
    };
  }
>;

export type IGrafanaFolder = Kind<'GrafanaFolder', Content & { title?: string }>;

export type IGrafanaDashboard = Kind<
  'GrafanaDashboard',
  Content & { folderRef?: string; configMapRef?: KeyRef; json?: string }
>;

export type IGrafanaDatasource = Kind<
  'GrafanaDatasource',
  Content & {
    valuesFrom?: Array<{ targetPath: string; valueFrom: { secretKeyRef: KeyRef } | { configMapKeyRef: KeyRef } }>;
    datasource: {
      name: string;
      type: string;
      access: 'proxy';
      url: string;
      isDefault?: boolean;
      editable?: boolean;
      jsonData?: Record<string, unknown>;
      secureJsonData?: Record<string, string>;
    };
  }
>;

export type IGrafanaServiceAccount = Kind<
  'GrafanaServiceAccount',
  {
    name: string;
    instanceName: string;
    role: 'Viewer' | 'Editor' | 'Admin';
    tokens?: Array<{ name: string; secretName?: string; expires?: string }>;
  }
>;
