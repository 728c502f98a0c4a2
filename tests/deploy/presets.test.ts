/** @jest-environment node */
import path from 'node:path';

import { LABELS } from '../../src/constants';
import type { RunRequest } from '../../src/domain/pipeline';
import { decodePipeline } from '../../src/kube/decode';
import { pipelineRunManifest } from '../../src/kube/manifest';
import { decodePresets } from '../../src/kube/presets';
import { validateRequest } from '../../src/kube/validate';
import { RUNNER } from '../cluster/policyCases';
import { documents, judgeAll, type Binding, type Policy } from './admission';
import { describeBuilt, ofKind, overlay, OVERLAYS, type Manifest } from './manifests';

const FILES = ['scope', 'runs', 'startable'].map((name) => path.resolve('deploy/base/policy', `${name}.yaml`));
const POLICIES = FILES.flatMap((file) => documents<Policy>(file, 'ValidatingAdmissionPolicy'));
const BINDINGS = FILES.flatMap((file) => documents<Binding>(file, 'ValidatingAdmissionPolicyBinding'));

/** What the form sends for a preset that nobody has edited, as Tekton's webhook leaves it. */
function sent(request: RunRequest): Record<string, unknown> {
  return pipelineRunManifest({ ...request, name: `${request.generateName}x` }, { startedBy: 'ada' });
}

describeBuilt.each(OVERLAYS)('presets of the overlay %s', (name) => {
  let objects: Manifest[];
  let requests: RunRequest[];
  beforeAll(() => {
    objects = overlay(name);
    const maps = ofKind(objects, 'ConfigMap').filter((o) => o.metadata.labels?.[LABELS.preset] === 'true');
    const decoded = maps.map(decodePresets);
    expect(decoded.flatMap((d) => d.broken)).toEqual([]);
    requests = decoded.flatMap((d) => d.presets.map((p) => p.request));
  });

  it('are there', () => {
    // Stair and p1 to p5, each static and with WVA.
    expect(requests.length).toBeGreaterThanOrEqual(12);
  });

  it('fill the form of the Pipeline that is installed, with nothing to mend', () => {
    const pipelines = ofKind(objects, 'Pipeline').map(decodePipeline);
    for (const request of requests) {
      const pipeline = pipelines.find((p) => p.name === request.pipeline);
      expect(pipeline).toBeDefined();
      expect(validateRequest(request, pipeline)).toEqual([]);
    }
  });

  it('are let in by the policies of the runner', () => {
    const pipelines = ofKind(objects, 'Pipeline') as unknown as Array<Record<string, unknown>>;
    for (const request of requests) {
      const resource = { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' };
      const review = { operation: 'CREATE', user: RUNNER, resource, object: sent(request) };
      expect(judgeAll(POLICIES, BINDINGS, review, pipelines)).toEqual({ messages: [], errors: [], rules: [] });
    }
  });
});
