/**
 * What every browser test stands on: a signed-in user of a role, a page on which nothing may go wrong unseen, a check for
 * accessibility, and the simulated cluster's switches.
 */
import { expect, test as base } from '@grafana/plugin-e2e';
import type { APIRequestContext, Page } from '@playwright/test';

import { APP_ID } from '../../src/constants';
import { ownStack } from './stacks';

export { expect };

export type Role = 'Viewer' | 'Editor' | 'Admin';
/** Grafana's themes; `?theme=` on a path asks for one. */
export const THEMES = ['dark', 'light'] as const;

interface Fixtures {
  /** Who is signed in. */
  role: Role;
  /** Console errors that a test provokes and expects, by pattern. */
  expectedErrors: RegExp[];
  /** Ends the watch for surprises: what a test takes away behind a page's back may be missed there. */
  noSurprises: { over: () => void };
  /** Fails on any violation of WCAG 2.1 A and AA that axe finds on the page. */
  expectAccessible: (what: string) => Promise<void>;
  cluster: Cluster;
}

const PASSWORD = 'e2e-password';

/** A run that changed while somebody ended it: the patch names the version that it is for, and is sent again for the next. */
const CHANGED_MEANWHILE = /status of 409 .*\/pipelineruns\/[^/]+\)$/;

/**
 * What Grafana itself shows while something loads: a panel's button without a name by which its query is cancelled, and a
 * mark beside a variable's name, whose test id is a label where none may be.
 */
const isGrafanas = (rule: string, html: string): boolean =>
  (rule === 'button-name' && html.includes('button-panel-header-item')) ||
  (rule === 'aria-prohibited-attr' && html.includes('data-testid Loading indicator'));

export const test = base.extend<Fixtures>({
  role: ['Admin', { option: true }],
  expectedErrors: [[], { option: true }],

  baseURL: async ({ baseURL }, use) => use(ownStack()?.url ?? baseURL),

  context: async ({ context, role, baseURL }, use) => {
    await signIn(context.request, role, baseURL ?? '');
    await use(context);
  },

  noSurprises: [
    async ({ page, expectedErrors }, use) => {
      const surprises: string[] = [];
      let isOver = false;
      const note = (text: string) => {
        if (!isOver && ![...expectedErrors, CHANGED_MEANWHILE].some((pattern) => pattern.test(text))) {
          surprises.push(text);
        }
      };
      page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') {
          note(`console: ${message.text()} (${message.location().url})`);
        }
      });
      await use({ over: () => (isOver = true) });
      expect(surprises, 'uncaught exceptions and console errors').toEqual([]);
    },
    { auto: true },
  ],

  expectAccessible: async ({ page, scanForA11yViolations }, use) => {
    await use(async (what) => {
      // A button that has just been enabled fades in: half way its colours are nobody's.
      await page.evaluate(async () => {
        const ending = document
          .getAnimations()
          .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
        await Promise.allSettled(ending.map(({ finished }) => finished));
      });
      const { violations } = await scanForA11yViolations();
      const found = violations
        .map((v) => ({ ...v, nodes: v.nodes.filter(({ html }) => !isGrafanas(v.id, html)) }))
        .filter(({ nodes }) => nodes.length > 0)
        .map((v) => `${v.id}: ${v.help}\n    ${v.nodes.map((n) => n.html.slice(0, 200)).join('\n    ')}`);
      expect(found, `accessibility of ${what}`).toEqual([]);
    });
  },

  cluster: async ({ noSurprises }, use) => {
    const cluster = new Cluster(ownStack()?.kubeUrl ?? process.env.SIMULATOR_URL);
    await use(cluster);
    noSurprises.over();
    await cluster.heal();
    await cluster.clear();
  },
});

async function signIn(request: APIRequestContext, role: Role, origin: string): Promise<void> {
  const user = `e2e-${role.toLowerCase()}`;
  const admin = { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };
  const made = await request.post('/api/admin/users', {
    headers: admin,
    data: { login: user, name: `E2E ${role}`, password: PASSWORD },
  });
  expect([200, 412], `making the user ${user} at ${origin}`).toContain(made.status());
  const { id, uid } = await (await request.get(`/api/users/lookup?loginOrEmail=${user}`, { headers: admin })).json();
  const changed = await request.patch(`/api/org/users/${id}`, { headers: admin, data: { role } });
  expect(changed.ok(), `giving ${user} the role ${role}`).toBe(true);
  const login = await request.post('/login', { data: { user, password: PASSWORD } });
  expect(login.ok(), `signing in ${user}`).toBe(true);
  await dismissStartHere(request, uid ?? `u${id}`);
}

/** What the overview says to newcomers moves the charts that tests look at. */
async function dismissStartHere(request: APIRequestContext, user: string): Promise<void> {
  const all = '/apis/userstorage.grafana.app/v0alpha1/namespaces/default/user-storage';
  const name = `${APP_ID}:${user}`;
  const spec = { data: { dismissed: '["start-here"]' } };
  const headers = { 'content-type': 'application/merge-patch+json' };
  const changed = await request.patch(`${all}/${name}`, { headers, data: JSON.stringify({ spec }) });
  const made =
    changed.status() === 404
      ? await request.post(all, { data: { metadata: { name, labels: { user, service: APP_ID } }, spec } })
      : changed;
  expect(made.ok(), `what ${user} has dismissed: ${made.status()}`).toBe(true);
}

interface KubeRun {
  metadata: { uid: string; namespace: string; name: string };
  spec: { params: Array<{ name: string; value: unknown }> } & Record<string, unknown>;
  status?: Record<string, unknown>;
}

/** The simulated cluster, for tests that need to break it. Absent with a Grafana of one's own. */
export class Cluster {
  constructor(private readonly url: string | undefined) {}

  get present(): boolean {
    return this.url !== undefined;
  }

  /** Makes calls to the Kubernetes API go wrong until {@link heal}, or does something to the cluster (`simulator/kube/faultRequests.ts`). */
  fault(fault: Record<string, unknown>): Promise<void> {
    return this.orders([fault]);
  }

  async orders(orders: Array<Record<string, unknown>>): Promise<void> {
    const response = await fetch(`${this.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(orders),
    });
    expect(response.ok, await response.text()).toBe(true);
  }

  async heal(): Promise<void> {
    if (this.present) {
      await fetch(`${this.url}/faults`, { method: 'DELETE' });
    }
  }

  /** Deletes the runs that tests have started: the next one's would wait for those that still run. */
  async clear(): Promise<void> {
    if (this.present) {
      const started = (await this.runs('experiment-01')).filter(isOfTests);
      await this.orders(started.map(({ metadata: { namespace, name } }) => ({ delete: { namespace, name } })));
    }
  }

  /** A PipelineRun as the API serves it. */
  async run(name: string, namespace = 'experiment-01'): Promise<KubeRun | undefined> {
    const response = await fetch(`${this.url}/apis/tekton.dev/v1/namespaces/${namespace}/pipelineruns/${name}`, {
      headers: { authorization: 'Bearer reader' },
    });
    return response.ok ? await response.json() : undefined;
  }

  /** Creates a PipelineRun as kubectl would; the answer is its uid. */
  async create(manifest: {
    metadata: { namespace: string; [key: string]: unknown };
    [key: string]: unknown;
  }): Promise<string> {
    const { namespace } = manifest.metadata;
    const response = await fetch(`${this.url}/apis/tekton.dev/v1/namespaces/${namespace}/pipelineruns`, {
      method: 'POST',
      headers: { authorization: 'Bearer runner', 'content-type': 'application/json' },
      body: JSON.stringify(manifest),
    });
    const run: KubeRun & { message?: string } = await response.json();
    expect(response.status, run.message).toBe(201);
    return run.metadata.uid;
  }

  async runNames(namespace = 'experiment-01'): Promise<string[]> {
    return (await this.runs(namespace)).map(({ metadata }) => metadata.name);
  }

  private async runs(namespace: string): Promise<KubeRun[]> {
    const response = await fetch(`${this.url}/apis/tekton.dev/v1/namespaces/${namespace}/pipelineruns`, {
      headers: { authorization: 'Bearer reader' },
    });
    const list: { items: KubeRun[] } = await response.json();
    return list.items;
  }
}

/** Tests name their experiments `e2e-…`. */
function isOfTests({ spec }: KubeRun): boolean {
  return spec.params.some(({ name, value }) => name === 'test-name' && String(value).startsWith('e2e-'));
}

export interface GrafanaAnnotation {
  id: number;
  time: number;
  timeEnd: number;
  tags: string[];
  text: string;
}

/** The annotations of runs, as Grafana holds them. */
export async function runAnnotations(page: Page, ...tags: string[]): Promise<GrafanaAnnotation[]> {
  const query = ['wva-run', ...tags].map((tag) => `tags=${encodeURIComponent(tag)}`).join('&');
  const response = await page.request.get(`/api/annotations?limit=1000&${query}`);
  expect(response.ok()).toBe(true);
  return response.json();
}
