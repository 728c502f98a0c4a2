/** @jest-environment node */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import packageJson from '../../package.json';
import { APP_ID, DATASOURCE_ID, LABELS, PANEL_ID } from '../../src/constants';
import {
  built,
  describeBuilt,
  idOf,
  ofKind,
  overlay,
  OVERLAYS,
  parseManifests,
  walk,
  type Manifest,
} from './manifests';
import { schemaProblem } from './schemas';

const POLICIES = new Set(['ValidatingAdmissionPolicy']);
const text = (file: string) => readFileSync(path.resolve(file), 'utf8');

interface Grafana {
  config: { plugins: Record<string, string> };
  deployment: {
    spec: { template: { spec: Record<'initContainers' | 'containers' | 'volumes', Array<Record<string, unknown>>> } };
  };
}
interface Datasource {
  uid: string;
  datasource: { type: string; url?: string; jsonData: object; secureJsonData?: Record<string, string> };
  valuesFrom?: Array<{ targetPath: string; valueFrom: Record<string, { name: string; key: string }> }>;
}

const grafanaOf = (objects: Manifest[]) => ofKind(objects, 'Grafana')[0]?.spec as unknown as Grafana;
const sourcesOf = (objects: Manifest[]) =>
  ofKind(objects, 'GrafanaDatasource').map(({ spec }) => spec as unknown as Datasource);

describe('schemas', () => {
  it('refuse what is wrong, or all below would pass', () => {
    const wrong = (spec: object, kind: string, apiVersion: string) =>
      schemaProblem({ apiVersion, kind, metadata: { name: 'x' }, spec: { ...spec } });
    expect(wrong({ groups: 1 }, 'PrometheusRule', 'monitoring.coreos.com/v1')).toContain('must be array');
    expect(wrong({ validations: [{}] }, 'ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1')).toContain(
      'expression'
    );
    expect(() => wrong({}, 'Nothing', 'v1')).toThrow('There is no schema');
  });
});

describeBuilt.each(OVERLAYS)('the overlay %s', (name) => {
  let objects: Manifest[];
  beforeAll(() => {
    objects = overlay(name);
  });

  it('fits the schemas', () => {
    expect(objects.length).toBeGreaterThan(30);
    expect(objects.flatMap((o) => (schemaProblem(o) ? [`${idOf(o)}: ${schemaProblem(o)}`] : []))).toEqual([]);
  });

  it('has each object once, and in a namespace that the guide knows', () => {
    expect(new Set(objects.map(idOf)).size).toBe(objects.length);
    const namespaces = new Set(objects.map((o) => o.metadata.namespace));
    expect([...namespaces].filter(Boolean).sort()).toEqual(['experiment-01', 'grafana', 'llm-d-autoscaler']);
  });

  it('says of what version the parts are that readiness compares with the plugin', () => {
    const parts = objects.filter(({ kind, metadata: { labels } }) => labels?.[LABELS.startable] || POLICIES.has(kind));
    expect(parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Pipeline', ...POLICIES]));
    expect(parts.filter(({ metadata: { labels } }) => labels?.[LABELS.version] !== packageJson.version)).toEqual([]);
  });

  it('deletes no namespace of others when it is deleted', () => {
    expect(ofKind(objects, 'Namespace')).toEqual([]);
  });

  it('pins every image by version', () => {
    const images = objects.flatMap((o) =>
      [...walk(o)].filter(([at, v]) => /(^|\.)image$/.test(at) && typeof v === 'string')
    );
    expect(images.length).toBeGreaterThan(0);
    for (const [, image] of images) {
      expect(image).toMatch(/(:v?\d+\.\d+(\.\d+)?[\w.-]*|@sha256:[0-9a-f]{64})$/);
      expect(image).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+\//);
    }
    expect((ofKind(objects, 'Grafana')[0]?.spec as { version: string }).version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('trusts no certificate unseen', () => {
    const settings = objects.flatMap((o) => [...walk(o)].map(([at, value]) => [at, value] as const));
    const skipped = settings.filter(
      ([at, value]) =>
        /skip.?(tls.?)?verif|insecure(?!EdgeTerminationPolicy)/i.test(at) && value !== false && value !== 'false'
    );
    expect(skipped).toEqual([]);
    const scripts = settings.filter(([, v]) => typeof v === 'string').map(([, v]) => v as string);
    expect(
      scripts.filter((s) => /insecure-skip|curl[^\n]* (-k|--insecure)\b|_create_unverified|CERT_NONE/.test(s))
    ).toEqual([]);
  });

  it('holds no secret', () => {
    for (const secret of ofKind(objects, 'Secret')) {
      expect(secret.data ?? secret.stringData).toBeUndefined();
      expect(secret.type).toBe('kubernetes.io/service-account-token');
    }
    for (const { datasource } of sourcesOf(objects)) {
      for (const value of Object.values(datasource.secureJsonData ?? {})) {
        expect(value).toMatch(/^(Bearer )?\$\{[a-z.-]+\}$/);
      }
    }
  });

  it('fills every secure field from an object that is there', () => {
    const sources = sourcesOf(objects);
    expect(sources.map((s) => s.uid).sort()).toEqual(['prometheus', 'tekton']);
    for (const { datasource, valuesFrom = [] } of sources) {
      const filled = valuesFrom.map(({ targetPath, valueFrom }) => {
        const [[kind, { name: object, key }]] = Object.entries(valueFrom) as [[string, { name: string; key: string }]];
        const field = targetPath.replace('secureJsonData.', '');
        expect(datasource.secureJsonData?.[field]).toContain(`\${${key}}`);
        const wanted = kind === 'secretKeyRef' ? 'Secret' : 'ConfigMap';
        expect(ofKind(objects, wanted).map(idOf)).toContain(`${wanted}/grafana/${object}`);
        return field;
      });
      expect(filled.sort()).toEqual(Object.keys(datasource.secureJsonData ?? {}).sort());
    }
  });

  it('leaves the address of the Tekton data source empty, and its certificate checked', () => {
    const tekton = sourcesOf(objects).find((s) => s.datasource.type === DATASOURCE_ID);
    expect(tekton?.datasource).toMatchObject({ url: '', jsonData: { tlsAuthWithCACert: true, canStart: true } });
    const token = (field: string) =>
      tekton?.valuesFrom?.find((v) => v.targetPath.endsWith(field))?.valueFrom.secretKeyRef;
    expect(token('readerToken')).toEqual({ name: 'llmd-wva-reader-token', key: 'token' });
    expect(token('runnerToken')).toEqual({ name: 'llmd-wva-runner-token', key: 'token' });
  });

  it('brings the plugin into Grafana, as anybody and with a read-only root', () => {
    const { config, deployment } = grafanaOf(objects);
    expect(config.plugins.allow_loading_unsigned_plugins?.split(',').sort()).toEqual(
      [APP_ID, DATASOURCE_ID, PANEL_ID].sort()
    );
    const { initContainers, containers, volumes } = deployment.spec.template.spec;
    const [copy] = initContainers;
    expect(copy?.image).toBe(`ghcr.io/llm-d/${APP_ID}:${packageJson.version}`);
    expect(copy?.securityContext).toMatchObject({ readOnlyRootFilesystem: true, runAsNonRoot: true });
    expect(copy?.securityContext).not.toHaveProperty('runAsUser');
    const mounts = containers[0]?.volumeMounts as Array<{ name: string; mountPath: string }>;
    expect(mounts).toContainEqual(expect.objectContaining({ mountPath: `/var/lib/grafana/plugins/${APP_ID}` }));
    expect(volumes.map((v) => v.name)).toEqual(expect.arrayContaining(mounts.map((m) => m.name)));
  });

  it('enables the app, with the data sources that it brings', () => {
    const { volumes } = grafanaOf(objects).deployment.spec.template.spec;
    const named = volumes.map((v) => (v.configMap as { name?: string } | undefined)?.name).find(Boolean);
    const provisioning = ofKind(objects, 'ConfigMap').find((o) => o.metadata.name === named);
    const [app] = Object.values(provisioning?.data as Record<string, string>);
    const jsonData = { prometheusUid: 'prometheus', tektonUid: 'tekton' };
    expect(parse(app ?? '')).toMatchObject({ apps: [{ type: APP_ID, disabled: false, jsonData }] });
    expect(sourcesOf(objects).map((s) => s.uid)).toEqual(expect.arrayContaining(Object.values(jsonData)));
  });

  it('provisions every generated dashboard', () => {
    const maps = ofKind(objects, 'ConfigMap');
    const dashboards = ofKind(objects, 'GrafanaDashboard').map(({ spec }) => {
      const { name: map, key } = spec?.configMapRef as { name: string; key: string };
      const data = maps.find((o) => o.metadata.name === map)?.data as Record<string, string> | undefined;
      // etcd holds objects of up to 1.5 MB; a ConfigMap may be 1 MiB.
      expect(data?.[key]?.length).toBeLessThan(900_000);
      return JSON.parse(data?.[key] ?? '') as { uid: string; title: string };
    });
    expect(dashboards.map((d) => `${d.uid}.json`).sort()).toEqual(generated());
    const folders = ofKind(objects, 'GrafanaFolder').map((o) => o.metadata.name);
    for (const { spec } of ofKind(objects, 'GrafanaDashboard')) {
      expect(folders).toContain(spec?.folderRef);
    }
  });

  it('chooses the Grafana that it brings', () => {
    const labels = ofKind(objects, 'Grafana')[0]?.metadata.labels;
    for (const { spec } of objects.filter((o) => /^Grafana./.test(o.kind) && o.kind !== 'GrafanaServiceAccount')) {
      const { matchLabels } = spec?.instanceSelector as { matchLabels: Record<string, string> };
      expect(labels).toMatchObject(matchLabels);
    }
  });

  it('has a Pipeline that may be started', () => {
    const labels = ofKind(objects, 'Pipeline').map((o) => o.metadata.labels?.[LABELS.startable]);
    expect(labels).toContain('true');
  });
});

function generated(): string[] {
  const { configMapGenerator } = parse(text('dashboards/kustomization.yaml')) as {
    configMapGenerator: Array<{ files: string[] }>;
  };
  return configMapGenerator.flatMap((map) => map.files.map((file) => path.basename(file))).sort();
}

describe('beside the overlays', () => {
  it('the dashboards of the kustomization are those that are generated', async () => {
    const { readdir } = await import('node:fs/promises');
    const files = (await readdir('dashboards/generated')).filter((file) => file.endsWith('.json'));
    expect(generated()).toEqual(files.sort());
  });

  it.each(OVERLAYS)('the Argo CD Application for %s fits its schema and points at the overlay', (name) => {
    const [application] = parseManifests(text(`deploy/argocd/${name}.yaml`));
    expect(application && schemaProblem(application)).toBeUndefined();
    expect(application?.spec).toMatchObject({
      source: { path: `deploy/overlays/${name}`, targetRevision: `v${packageJson.version}` },
    });
  });

  it('the image holds the plugin, on a base that is pinned', () => {
    const dockerfile = text('Dockerfile');
    for (const [, from] of dockerfile.matchAll(/^FROM (\S+)/gm)) {
      expect(from).toMatch(/:\d+\.\d+\.\d+(-slim)?$/);
    }
    expect(dockerfile).toMatch(/^COPY .*dist\/? \/plugin\/?$/m);
    expect(dockerfile).toMatch(/^USER \d+$/m);
    expect(text('.dockerignore').split('\n').filter(Boolean)).toEqual(expect.arrayContaining(['*', '!dist', '!dist-cli']));
  });
});

describeBuilt.each(['pipeline', 'policy', 'readiness', 'recorder'])('the folder base/%s, applied by itself', (folder) => {
  it('has the labels by which the page of readiness finds and compares what it installs', () => {
    const labels = built(`base/${folder}`).map(({ metadata }) => metadata.labels);
    expect(labels.length).toBeGreaterThan(0);
    expect(labels).toEqual(
      labels.map(() =>
        expect.objectContaining({ 'app.kubernetes.io/part-of': APP_ID, [LABELS.version]: packageJson.version })
      )
    );
  });
});
