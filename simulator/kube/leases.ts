/** Leases (coordination.k8s.io/v1): got, created, and updated only as they were read. */
import type { ResourceRequest } from './requestInfo';
import { sendJson, type Answer } from './respond';
import { alreadyExists, conflict, methodNotAllowed, notFound } from './status';
import { decodeBody } from './writeRequest';

const RESOURCE = { group: 'coordination.k8s.io', resource: 'leases' };

interface Lease {
  metadata: { name: string; namespace: string; resourceVersion: string };
  spec: unknown;
}

export class Leases {
  private readonly all = new Map<string, Lease>();
  private version = 1;

  serves({ group, resource }: ResourceRequest): boolean {
    return group === RESOURCE.group && resource === RESOURCE.resource;
  }

  /** Throws ApiError. */
  serve({ verb, namespace, name }: ResourceRequest, body: string, answer: Answer): void {
    if (verb === 'get') {
      return sendJson(answer, 200, this.there(namespace, name));
    }
    if (verb !== 'create' && verb !== 'update') {
      throw methodNotAllowed();
    }
    const { value } = decodeBody(body, String(answer.req.headers['content-type'] ?? ''));
    const sent = value as { metadata?: { name?: string; resourceVersion?: string }; spec?: unknown };
    const own = name || (sent.metadata?.name ?? '');
    if (verb === 'create' && this.all.has(`${namespace}/${own}`)) {
      throw alreadyExists(RESOURCE, own);
    }
    if (verb === 'update') {
      const { resourceVersion } = this.there(namespace, own).metadata;
      if (sent.metadata?.resourceVersion !== undefined && sent.metadata.resourceVersion !== resourceVersion) {
        throw conflict(RESOURCE, own, 'the object has been modified');
      }
    }
    const metadata = { name: own, namespace, resourceVersion: String(this.version++) };
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: sent.spec };
    this.all.set(`${namespace}/${own}`, lease);
    sendJson(answer, verb === 'create' ? 201 : 200, lease);
  }

  private there(namespace: string, name: string): Lease {
    const lease = this.all.get(`${namespace}/${name}`);
    if (lease === undefined) {
      throw notFound(RESOURCE, name);
    }
    return lease;
  }
}
