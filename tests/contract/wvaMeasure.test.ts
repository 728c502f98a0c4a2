/**
 * @jest-environment node
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { call } from '../../cli/testing';
import type { MeasureJson } from '../../cli/commands/measure';
import { KPI_IDS } from '../../src/domain/analysis/kpis';
import { readRecord } from '../../src/records/pack';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';

const SECONDS = 2400;
const POD = 'namespace="exp",pod="decode-6b7c9d8f5-aaaaa",model_name="m"';
const OTHER_POD = 'namespace="exp",pod="large-6b7c9d8f5-aaaaa",model_name="m"';
const OTHER_DEPLOYMENT = 'namespace="exp",deployment="large"';
const DEPLOYMENT = 'namespace="exp",deployment="decode"';
const GPUS = 'namespace="exp",container="vllm",resource="nvidia_com_gpu"';
const HPA = 'namespace="exp",horizontalpodautoscaler="keda-hpa-any"';

/** A Deployment's one pod, as kube-state-metrics tells whose it is. */
function owned(replicaSet: string, deployment: string): WrittenSeries[] {
  const owner = (kind: string, name: string) => `namespace="exp",owner_kind="${kind}",owner_name="${name}"`;
  return [
    { series: `kube_pod_owner{pod="${replicaSet}-aaaaa",${owner('ReplicaSet', replicaSet)}}`, at: () => 1 },
    { series: `kube_replicaset_owner{replicaset="${replicaSet}",${owner('Deployment', deployment)}}`, at: () => 1 },
  ];
}

interface Measured {
  figures: Record<string, { value: number | null; unit: string; error: number | null; problem: string | null }>;
  model: MeasureJson['model'];
  problems: string[];
  window: { from: string; to: string; seconds: number; stepSeconds: number };
}

let filled: FilledPrometheus;
/** Stands before Prometheus: warns, or answers in its place. */
let proxy: Server;
let refusal: { status: number; text: string } | undefined;

beforeAll(async () => {
  filled = await writtenPrometheus(SECONDS + 120, [
    ...owned('decode-6b7c9d8f5', 'decode'),
    ...owned('large-6b7c9d8f5', 'large'),
    { series: `kube_deployment_status_replicas{${DEPLOYMENT}}`, at: () => 1 },
    { series: `kube_deployment_status_replicas_ready{${DEPLOYMENT}}`, at: () => 1 },
    { series: `vllm:num_requests_running{${POD}}`, at: () => 3 },
    { series: `vllm:request_success_total{${POD},finished_reason="stop"}`, at: (t) => 2 * t },
    { series: `kube_deployment_status_replicas{${OTHER_DEPLOYMENT}}`, at: () => 2 },
    { series: `kube_deployment_status_replicas_ready{${OTHER_DEPLOYMENT}}`, at: () => 2 },
    { series: `vllm:num_requests_running{${OTHER_POD}}`, at: () => 5 },
    { series: `vllm:request_success_total{${OTHER_POD},finished_reason="stop"}`, at: (t) => t },
    { series: `kube_pod_container_resource_requests{${GPUS},pod="decode-6b7c9d8f5-aaaaa"}`, at: () => 1 },
    { series: `kube_pod_container_resource_requests{${GPUS},pod="large-6b7c9d8f5-aaaaa"}`, at: () => 4 },
    { series: `kube_horizontalpodautoscaler_info{${HPA},scaletargetref_name="large"}`, at: () => 1 },
    { series: `kube_horizontalpodautoscaler_annotations{${HPA},annotation_llm_d_ai_variant_cost="40"}`, at: () => 1 },
    { series: `DCGM_FI_DEV_GPU_UTIL{UUID="GPU-1",modelName="NVIDIA L40S",${POD}}`, at: () => 50 },
  ]);
  proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    if (refusal) {
      response.writeHead(refusal.status, { 'Content-Type': 'text/plain' }).end(refusal.text);
      return;
    }
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${filled.url}${request.url}`, { method: 'POST', body: Buffer.concat(chunks), headers });
    const body = { ...((await answer.json()) as object), warnings: ['store sidecar-1 unavailable, partial response'] };
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await filled?.stop();
});
beforeEach(() => {
  refusal = undefined;
});

const argsFor = (url: string, workload = 'decode'): string[] => [
  ...['measure', '--json', '--prometheus', url, '--namespace', 'exp', '--workload', workload],
  ...['--from', String(filled.start), '--to', String(filled.start + SECONDS)],
];
const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

test('every figure has a value or a problem, and the window is said', async () => {
  const { code, out, err } = await call(argsFor(filled.url));
  expect([code, err]).toEqual([0, '']);
  const { figures, problems, window } = JSON.parse(out) as Measured;
  expect(Object.keys(figures)).toEqual([...KPI_IDS]);
  for (const figure of Object.values(figures)) {
    expect(Object.keys(figure)).toEqual(['value', 'unit', 'error', 'problem']);
    expect(figure.value === null ? typeof figure.problem : typeof figure.value).toBe(
      figure.value === null ? 'string' : 'number'
    );
  }
  expect(figures['replicas-mean']).toMatchObject({ value: 1, unit: 'short' });
  expect(Math.abs(figures['requests-served']!.value! / (2 * SECONDS) - 1)).toBeLessThan(0.03);
  expect(problems).toEqual([]);
  expect(window).toEqual({
    from: new Date(filled.start * 1000).toISOString(),
    to: new Date((filled.start + SECONDS) * 1000).toISOString(),
    seconds: SECONDS,
    stepSeconds: 10,
  });
});

test('several workloads are measured together', async () => {
  const { code, out } = await call([...argsFor(filled.url), '--workload', 'large']);
  expect(code).toBe(0);
  const { figures } = JSON.parse(out) as Measured;
  expect(figures['replicas-mean']!.value).toBe(3);
  expect(Math.abs(figures['requests-served']!.value! / (3 * SECONDS) - 1)).toBeLessThan(0.03);
});

test('the other variant of the model is found, and the model is the sum; a price comes from the cluster, or is given', async () => {
  const alone = JSON.parse((await call(argsFor(filled.url))).out) as Measured;
  const priced = JSON.parse((await call([...argsFor(filled.url), '--gpu-price', 'l40s=3'])).out) as Measured;
  const hours = SECONDS / 3600;
  const { model, variants, all } = priced.model!;
  expect([model, variants.map(({ workload }) => workload)]).toEqual(['m', ['decode', 'large']]);
  expect(variants.map(({ gpusPerReplica }) => gpusPerReplica)).toEqual([1, 4]);
  expect(variants.map(({ accelerator }) => accelerator)).toEqual(['NVIDIA L40S', null]);
  expect(variants.map(({ price }) => price.value)).toEqual([3, 10]);
  expect(variants[1]!.price.source).toContain('llm-d.ai/variant-cost: 40');
  // To the first sample.
  expect(Math.abs(all.gpuHours.value! / (hours * (1 + 2 * 4)) - 1)).toBeLessThan(0.01);
  expect(Math.abs(all.cost.value! / (hours * (3 + 2 * 40)) - 1)).toBeLessThan(0.01);
  expect(Math.abs(all.served.value! / (3 * SECONDS) - 1)).toBeLessThan(0.03);
  expect(priced.figures['cost-weighted-gpu-hours']!.value).toBeCloseTo(all.cost.value!, 9);
  expect(priced.figures['model-gpu-hours']!.value).toBeCloseTo(all.gpuHours.value!, 9);
  // Nobody tells what an L40S costs.
  expect(alone.figures['cost-weighted-gpu-hours']).toMatchObject({
    value: null,
    problem: expect.stringMatching(/^decode: no price is known.*NVIDIA L40S/),
  });
  const together = JSON.parse((await call([...argsFor(filled.url), '--workload', 'large'])).out) as Measured;
  expect(together.model!.all.gpuHours).toEqual(alone.model!.all.gpuHours);
  expect(together.figures['gpu-hours']!.value).toBeCloseTo(all.gpuHours.value!, 6);
  const table = (await call(argsFor(filled.url).filter((arg) => arg !== '--json'))).out;
  expect(table).toMatch(/\nm\n.*Accelerator.*\ndecode .*\nlarge .*\nAll /s);
});

test('of a workload that is not there nothing is known, and nothing crashes', async () => {
  const { code, out } = await call(argsFor(filled.url, 'no-such'));
  expect(code).toBe(0);
  const { figures } = JSON.parse(out) as Measured;
  expect(Object.values(figures).filter(({ value, problem }) => value !== null || problem === null)).toEqual([]);
});

test('a warning of Prometheus is among the problems', async () => {
  const { code, out } = await call(argsFor(proxyUrl()));
  expect(code).toBe(0);
  expect((JSON.parse(out) as Measured).problems.join()).toContain('store sidecar-1 unavailable, partial response');
});

test('a port for one tenant: its own words, and what helps, in JSON and on standard error', async () => {
  refusal = { status: 400, text: 'Bad Request. The request or configuration is malformed.' };
  const { code, out, err } = await call(argsFor(proxyUrl()));
  expect(code).toBe(1);
  const { figures, problems } = JSON.parse(out) as Measured;
  for (const text of [err, problems.join(), figures['ttft-p99']!.problem]) {
    expect(text).toContain('Bad Request. The request or configuration is malformed');
    expect(text).toContain('namespace=<namespace>');
    expect(text).toContain('9091');
  }
});

test('without --json the figures are a table, each with its unit', async () => {
  const { code, out } = await call(argsFor(filled.url).filter((arg) => arg !== '--json'));
  expect(code).toBe(0);
  expect(out).toMatch(/^exp\/decode, /);
  expect(out).toMatch(/Requests served per second +2\.\d\d req\/s/);
});

test('a window is recorded, not replaced unasked, and reported with the figures that were measured', async () => {
  const out = path.join(mkdtempSync(path.join(tmpdir(), 'wva-record-')), 'window.gz');
  const args = ['record', '--out', out, '--name', 'mine', ...argsFor(filled.url).slice(2)];
  expect((await call(args)).code).toBe(0);
  expect(await call(args)).toMatchObject({ code: 64, err: expect.stringContaining('--force') });
  expect((await call([...args, '--force'])).code).toBe(0);
  const report = await call(['report', out]);
  expect(report.out).toContain('| Avg replicas | 1.00 |');
  const measured = JSON.parse((await call(argsFor(filled.url))).out) as Measured;
  const { kpis } = readRecord(readFileSync(out), out).analysis;
  expect(KPI_IDS.map((id) => kpis[id].value ?? null)).toEqual(KPI_IDS.map((id) => measured.figures[id]!.value));
});

test('npm run bundles and runs it; the bundle is small and imports nothing but Node', async () => {
  const root = path.join(__dirname, '../..');
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'wva', '--', ...argsFor(filled.url)], {
    cwd: root,
  });
  expect(JSON.parse(stdout)).toEqual(JSON.parse((await call(argsFor(filled.url))).out));
}, 120_000);
