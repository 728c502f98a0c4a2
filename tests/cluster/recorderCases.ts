/** What the recorder's policy says to a write, for the policy's own test and for a real API server. */
import { RECORDER_LEASE } from '../../src/constants';

export interface RecordCase {
  name: string;
  operation: 'CREATE' | 'UPDATE' | 'DELETE';
  resource: { group: string; version: string; resource: string };
  object?: Record<string, unknown>;
  oldObject?: Record<string, unknown>;
  /** Part of the message; undefined: it is allowed. */
  refused?: string;
}

const MAPS = { group: '', version: 'v1', resource: 'configmaps' };
const LEASES = { group: 'coordination.k8s.io', version: 'v1', resource: 'leases' };
const map = (name: string, labels: Record<string, string> = { 'llmd-wva-app/record': 'true' }) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
});
const lease = (name: string) => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name }, spec: {} });
const NOT = 'may not write';

export const RECORD_CASES: RecordCase[] = [
  { name: 'a record', operation: 'CREATE', resource: MAPS, object: map('wva-record-a') },
  {
    name: 'a record once more',
    operation: 'UPDATE',
    resource: MAPS,
    object: map('wva-record-a'),
    oldObject: map('wva-record-a'),
  },
  { name: 'its Lease', operation: 'CREATE', resource: LEASES, object: lease(RECORDER_LEASE) },
  { name: 'another Lease', operation: 'CREATE', resource: LEASES, object: lease('theirs'), refused: NOT },
  { name: 'another ConfigMap', operation: 'CREATE', resource: MAPS, object: map('theirs'), refused: NOT },
  {
    name: 'a record without its label',
    operation: 'CREATE',
    resource: MAPS,
    object: map('wva-record-b', {}),
    refused: 'has the label',
  },
  {
    name: 'a record that is a preset',
    operation: 'CREATE',
    resource: MAPS,
    object: map('wva-record-c', { 'llmd-wva-app/record': 'true', 'llmd-wva-app/preset': 'true' }),
    refused: 'has the label',
  },
  {
    name: 'the deletion of another ConfigMap',
    operation: 'DELETE',
    resource: MAPS,
    oldObject: map('theirs'),
    refused: NOT,
  },
  { name: 'the deletion of a record', operation: 'DELETE', resource: MAPS, oldObject: map('wva-record-a') },
];
