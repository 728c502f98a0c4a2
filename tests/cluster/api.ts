/** HTTP to a Kubernetes API server as one account: JSON in, JSON out, no retries, no opinion about refusals. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Access {
  url: string;
  /** PEM; without it the address is plain HTTP, or its certificate one that Node trusts. */
  ca?: string;
  token?: string;
}

export interface Answer {
  status: number;
  /** Parsed when it is JSON, else the text. */
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- taken apart by expectations
}

interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

const TIMEOUT_MS = 30_000;

export class KubeApi {
  private readonly plurals = new Map<string, string>();

  constructor(private readonly access: Access) {}

  /** The same server as somebody else. */
  as(token: string): KubeApi {
    return new KubeApi({ ...this.access, token });
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
    more: Record<string, string> = {}
  ): Promise<Answer> {
    const { url, ca, token } = this.access;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      Accept: 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(text === undefined ? {} : { 'Content-Type': contentType }),
      ...more,
    };
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const call = send(url + path, { method, headers, ca, timeout: TIMEOUT_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) })
        );
      });
      call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer in ${TIMEOUT_MS / 1000} s`)));
      call.on('error', reject);
      call.end(text);
    });
  }

  /** As {@link send}; @throws Error for a refusal */
  async must(method: string, path: string, body?: unknown, contentType?: string): Promise<Answer['body']> {
    const answer = await this.send(method, path, body, contentType);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body?.message ?? JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  merge(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, body, 'application/merge-patch+json');
  }

  /** Whether the server knows the kind. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.plural(apiVersion, kind)) !== undefined;
  }

  /** Server-side apply, with strict validation. */
  async apply(object: KubeObject, { dryRun = false } = {}): Promise<Answer> {
    const query = `fieldManager=cluster-suite&fieldValidation=Strict&force=true${dryRun ? '&dryRun=All' : ''}`;
    const path = `${await this.pathOf(object)}?${query}`;
    return this.send('PATCH', path, object, 'application/apply-patch+yaml');
  }

  async pathOf({ apiVersion, kind, metadata }: KubeObject): Promise<string> {
    const plural = await this.plural(apiVersion, kind);
    if (plural === undefined) {
      throw new Error(`The API server does not know ${apiVersion} ${kind}.`);
    }
    const within = metadata.namespace === undefined ? '' : `namespaces/${metadata.namespace}/`;
    return `${root(apiVersion)}/${within}${plural}/${metadata.name}`;
  }

  private async plural(apiVersion: string, kind: string): Promise<string | undefined> {
    const key = `${apiVersion} ${kind}`;
    if (!this.plurals.has(key)) {
      const { status, body } = await this.send('GET', root(apiVersion));
      const resources: Array<{ name: string; kind: string }> = status === 200 ? body.resources : [];
      const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
      if (found) {
        this.plurals.set(key, found.name);
      }
    }
    return this.plurals.get(key);
  }
}

const root = (apiVersion: string) => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
