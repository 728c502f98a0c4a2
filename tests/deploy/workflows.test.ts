/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import packageJson from '../../package.json';

const FOLDER = path.resolve('.github/workflows');

interface Step {
  uses?: string;
  run?: string;
}
interface Service {
  image: string;
  ports?: string[];
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    {
      steps: Step[];
      permissions?: Record<string, string>;
      'timeout-minutes': number;
      'runs-on': string;
      needs?: string | string[];
    }
  >;
}

describe('docker-compose.yaml', () => {
  const read = (file: string) =>
    parse(readFileSync(path.resolve(file), 'utf8')) as { services: Record<string, Service> };

  it.each(['docker-compose.yaml', 'docker/faults.yaml'])('%s publishes to this machine only', (file) => {
    const published = Object.values(read(file).services).flatMap(({ ports = [] }) => ports);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('names each image by its tag and its digest', () => {
    for (const { image } of Object.values(read('docker-compose.yaml').services)) {
      // A variable's default is what runs without it.
      expect(image.replace(/\$\{\w+:-([^}]+)\}/, '$1')).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+[\w-]*@sha256:[0-9a-f]{64}$/);
    }
  });

  it('does not publish the API that breaks the simulated cluster', () => {
    expect(read('docker-compose.yaml').services.simulator).not.toHaveProperty('ports');
  });

  it('provisions data sources that nobody edits by accident', () => {
    const { datasources } = parse(readFileSync(path.resolve('provisioning/datasources/datasources.yaml'), 'utf8')) as {
      datasources: Array<{ editable?: boolean }>;
    };
    expect(datasources.map(({ editable }) => editable)).toEqual(datasources.map(() => false));
  });
});

describe.each(readdirSync(FOLDER))('the workflow %s', (file) => {
  const workflow = parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  it('pins its actions, and what it runs on', () => {
    for (const { uses } of steps.filter((s) => s.uses)) {
      expect(uses).toMatch(/^actions\/[a-z-]+@v\d+\.\d+\.\d+$/);
    }
    for (const [, job] of jobs) {
      // A release, never "latest"; those of macOS have one number.
      expect(job['runs-on']).toMatch(/-\d+(\.\d+)?$/);
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  it('may write only where it publishes', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(([, job]) => job.permissions).map(([name]) => name)).toEqual(
      file === 'release.yaml' ? ['publish'] : []
    );
  });

  it('runs scripts that the package has', () => {
    const scripts = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name));
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
  });

  it('puts no text of an event into a shell', () => {
    for (const { run = '' } of steps) {
      expect(run).not.toMatch(/\$\{\{/);
    }
  });

  it('waits for jobs that it has', () => {
    for (const [, { needs = [] }] of jobs) {
      expect(Object.keys(workflow.jobs)).toEqual(expect.arrayContaining([needs].flat()));
    }
  });
});
