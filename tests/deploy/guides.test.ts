/** @jest-environment node */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import packageJson from '../../package.json';
import { WVA_DEFAULTS } from '../../src/constants';
import { READER_USER, RUNNER_USER } from '../../simulator/kube/rbac';
import { describeBuilt, ofKind, overlay, OVERLAYS, type Manifest } from './manifests';

const text = (file: string) => readFileSync(path.resolve(file), 'utf8');
const GUIDES = ['docs/install.md', 'docs/security.md'];

describe.each(GUIDES)('the guide %s', (guide) => {
  const words = text(guide);

  it('names files and folders that are there', () => {
    const named = [
      ...words.matchAll(/(?:^|[\s`(])((?:deploy|dashboards|presets|provisioning|docs|tests)\/[\w./-]*\w)/gm),
    ];
    expect(named.length).toBeGreaterThan(1);
    const missing = named.map(([, file]) => file ?? '').filter((file) => !existsSync(file));
    expect(missing).toEqual([]);
  });

  it('links to documents that are there', () => {
    for (const [, link] of words.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect([link, existsSync(path.resolve(path.dirname(guide), link ?? ''))]).toEqual([link, true]);
    }
  });

  it('runs scripts that the package has', () => {
    for (const [, script] of words.matchAll(/npm run ([\w:-]+)/g)) {
      expect(Object.keys(packageJson.scripts)).toContain(script);
    }
  });
});

describe('the install guide', () => {
  const words = text('docs/install.md');

  it('speaks of this version, and of no other', () => {
    for (const [, version] of words.matchAll(/llmd-wva-(?:app|recorder)[:-](\d+\.\d+\.\d+)/g)) {
      expect(version).toBe(packageJson.version);
    }
  });

  it('pins what it has installed', () => {
    for (const [url] of words.matchAll(/https:\/\/\S+\.yaml/g)) {
      expect(url).toMatch(/v\d+\.\d+\.\d+/);
      expect(url).not.toContain('latest');
    }
    for (const [command] of words.matchAll(/helm upgrade[^`]*?oci:\/\/[^`]*?(?=```)/g)) {
      expect(command).toMatch(/--version \d+\.\d+\.\d+/);
    }
  });

  it('checks no certificate away', () => {
    expect(words).not.toMatch(/insecure|tlsSkipVerify|curl -k/i);
  });

  it('names the accounts, the ConfigMap and the Secret that are used', () => {
    for (const name of [READER_USER, RUNNER_USER, WVA_DEFAULTS.configMap, 'wva-experiment-grafana']) {
      expect(words).toContain(name);
    }
  });
});

describe('the operators of OpenShift', () => {
  it('are subscribed to by a channel of a catalogue', () => {
    const documents = text('deploy/operators/openshift.yaml')
      .split(/^---$/m)
      .map((one) => parse(one) as Manifest);
    const subscriptions = ofKind(documents, 'Subscription');
    expect(subscriptions.length).toBe(3);
    for (const { spec } of subscriptions) {
      expect(spec).toMatchObject({
        name: expect.any(String),
        channel: expect.any(String),
        sourceNamespace: expect.any(String),
      });
    }
  });
});

describeBuilt.each(OVERLAYS)('the guide and the overlay %s', (name) => {
  let objects: Manifest[];
  beforeAll(() => {
    objects = overlay(name);
  });

  it('agree on the first run', () => {
    const words = text('docs/install.md');
    const [, preset] = /preset \*(preset-[\w-]+)\*/.exec(words) ?? [];
    expect(ofKind(objects, 'ConfigMap').map((o) => o.metadata.name)).toContain(preset);
    const [, pipeline] = /Pipeline \*([\w-]+)\*/.exec(words) ?? [];
    expect(ofKind(objects, 'Pipeline').map((o) => o.metadata.name)).toContain(pipeline);
  });

  it('agree on what the policies are called', () => {
    const words = text('docs/security.md');
    for (const policy of ofKind(objects, 'ValidatingAdmissionPolicy')) {
      expect(words).toContain(policy.metadata.name);
    }
  });
});
