/** The Kubernetes API from Node: reads as the data source's reader does in a browser, and writes ConfigMaps. */
import { decodeConfigMapData } from '../../src/kube/decode';
import { listPath, selectionOf, SHORTEST_WATCH_SECONDS, TABLE_TYPE } from '../../src/kube/listPath';
import type { ListRequest, Reader } from '../../src/readiness/ask';
import type { KubeAccess } from './kubeAccess';
import { KubeError, send, statusText, unless, type Asked } from './request';

export { KubeError } from './request';

/** Objects of a page. */
const PAGE = 500;

export interface KubeClient extends Reader {
  /** Cluster's clock minus this machine's, ms, by the last answer. */
  readonly clockSkewMs: number;
  /** `data` of a ConfigMap; undefined when there is none, or when the account may not read it. */
  configMap(namespace: string, name: string, signal?: AbortSignal): Promise<Record<string, string> | undefined>;
  /**
   * Creates a ConfigMap; one that is there already is replaced with `force`, and else left as it is.
   *
   * @returns what became of it; KubeError when the account may not, or the server refuses it
   */
  writeConfigMap(
    configMap: ConfigMapManifest,
    options: { force: boolean; signal?: AbortSignal }
  ): Promise<'created' | 'replaced' | 'there already'>;
}

export interface ConfigMapManifest {
  metadata: { name: string; namespace: string };
}

export function kubeClient(access: KubeAccess): KubeClient {
  let clockSkewMs = 0;

  const text = async (path: string, asked: Asked = {}): Promise<string> => {
    const { status, body, date } = await send(access, path, asked);
    if (Number.isFinite(date)) {
      clockSkewMs = date - Date.now();
    }
    if (status !== 200 && status !== 201) {
      throw new KubeError(statusText(status, body), status);
    }
    return body;
  };
  const json = async (path: string, asked?: Asked): Promise<unknown> => {
    const body = await text(path, asked);
    try {
      return JSON.parse(body) as unknown;
    } catch {
      throw new KubeError('the answer is no JSON: is this the address of a Kubernetes API server?', 200);
    }
  };
  return {
    get clockSkewMs() {
      return clockSkewMs;
    },
    read: (what: 'version' | 'groups' | ListRequest, signal) =>
      typeof what === 'string'
        ? json(what === 'version' ? '/version' : '/apis', { signal })
        : json(listPath(what), {
            query: { ...selectionOf(what), limit: PAGE },
            accept: what.asTable ? TABLE_TYPE : undefined,
            signal,
          }),
    changedSince: async (list, resourceVersion, signal) => {
      const query = { ...selectionOf(list), watch: true, resourceVersion, timeoutSeconds: SHORTEST_WATCH_SECONDS };
      return (await text(listPath(list), { query, signal })).trim() !== '';
    },
    configMap: async (namespace, name, signal) => {
      const path = listPath({ group: '', version: 'v1', resource: 'configmaps', namespace });
      const found = await unless([403, 404], json(`${path}/${name}`, { signal }));
      return found === undefined ? undefined : decodeConfigMapData(found);
    },
    writeConfigMap: async (body, { force, signal }) => {
      const { name, namespace } = body.metadata;
      const path = listPath({ group: '', version: 'v1', resource: 'configmaps', namespace });
      if ((await unless([409], text(path, { method: 'POST', body, signal }))) !== undefined) {
        return 'created';
      }
      if (!force) {
        return 'there already';
      }
      await text(`${path}/${name}`, { method: 'PUT', body, signal });
      return 'replaced';
    },
  };
}
