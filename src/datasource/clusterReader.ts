/** Reads of the Kubernetes API as they are, for the page of readiness: the reader's rights decide what comes. */
import { t } from '../i18n/t';
import { selectionOf, SHORTEST_WATCH_SECONDS, TABLE_TYPE } from '../kube/listPath';
import { isUserError, UserError } from '../shared/errors';
import type { Call } from './errorTranslation';
import { readPaths, type Query } from './paths';
import type { TektonClient } from './TektonClient';
import type { ApiList, ClusterReader } from './types';

/** A list that is longer is cut by the server, which says where its next page begins. */
const LIMIT = 500;

const DOCUMENTS = { version: readPaths.version, groups: readPaths.groups };

export function clusterReader(client: TektonClient): ClusterReader {
  return {
    get clockSkewMs() {
      return client.clockSkewMs;
    },
    read(what, signal) {
      if (typeof what === 'string') {
        return client.get(DOCUMENTS[what](), { verb: 'get', resource: 'apis' }, { signal });
      }
      return client.get(readPaths.list(what), callOf(what), {
        query: { ...selected(what), limit: LIMIT },
        headers: headersOf(what),
        signal,
      });
    },
    async changedSince(list, resourceVersion, signal) {
      const query = { ...selected(list), watch: true, resourceVersion, timeoutSeconds: SHORTEST_WATCH_SECONDS };
      try {
        return (
          (
            await client.getText(readPaths.list(list), callOf(list), { query, headers: headersOf(list), signal })
          ).trim() !== ''
        );
      } catch (error) {
        if (isUserError(error) && error.status === 410) {
          return true;
        }
        throw error;
      }
    },
  };
}

const headersOf = ({ asTable }: ApiList) => (asTable ? { Accept: TABLE_TYPE } : undefined);

function callOf({ resource, namespace, name }: ApiList): Call {
  return { verb: 'list', resource, namespace, name };
}

function selected(list: ApiList): Query {
  const { name } = list;
  if (name !== undefined && !/^[a-z0-9.-]+$/.test(name)) {
    throw new UserError({
      title: t('errors.cluster.not-kubernetes-name', 'Not a Kubernetes name'),
      message: t('errors.cluster.cannot-be-name', '"{{name}}" cannot be the name of an object in a cluster.', { name }),
      nextStep: t('errors.cluster.check-name', 'Check the name.'),
    });
  }
  return selectionOf(list);
}
