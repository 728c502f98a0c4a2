/** The recorder's Lease in a cluster. */
import { RECORDER_LEASE } from '../../src/constants';
import { decodeWith, maybe, number, object, string } from '../../src/kube/decoder';
import { listPath } from '../../src/kube/listPath';
import { LEASE_ANSWER_WITHIN_MS, LEASE_SECONDS, type LeaseState, type LeaseStore } from '../recorder/lease';
import { unless, type JsonRequests } from './request';

const LEASE = object({
  metadata: object({ resourceVersion: string }),
  spec: maybe(
    object({
      holderIdentity: maybe(string),
      leaseDurationSeconds: maybe(number),
      leaseTransitions: maybe(number),
    })
  ),
});

export function leases(json: JsonRequests, namespace: string): LeaseStore {
  const path = listPath({ group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespace });
  const own = `${path}/${RECORDER_LEASE}`;
  const within = () => ({ timeoutMs: LEASE_ANSWER_WITHIN_MS, signal: AbortSignal.timeout(LEASE_ANSWER_WITHIN_MS) });
  const state = async (request: Promise<unknown>, statuses: number[]): Promise<LeaseState | undefined> => {
    const found = await unless(statuses, request);
    return found === undefined ? undefined : stateOf(found);
  };
  return {
    read: () => state(json(own, within()), [404]),
    create: (holder) => state(json(path, { method: 'POST', body: manifest(namespace, holder, 0), ...within() }), [409]),
    update: ({ resourceVersion }, { holder, transitions }) => {
      const body = manifest(namespace, holder, transitions, resourceVersion);
      return state(json(own, { method: 'PUT', body, ...within() }), [404, 409]);
    },
  };
}

function stateOf(value: unknown): LeaseState {
  const { metadata, spec } = decodeWith(LEASE, value, 'Lease');
  return {
    holder: spec?.holderIdentity ?? '',
    resourceVersion: metadata.resourceVersion,
    transitions: spec?.leaseTransitions ?? 0,
    durationSeconds: spec?.leaseDurationSeconds,
  };
}

/** Times are for people: nobody here compares them. */
function manifest(namespace: string, holder: string, transitions: number, resourceVersion?: string) {
  const now = new Date().toISOString().replace('Z', '000Z');
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: RECORDER_LEASE, namespace, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: LEASE_SECONDS,
      leaseTransitions: transitions,
      renewTime: now,
    },
  };
}
