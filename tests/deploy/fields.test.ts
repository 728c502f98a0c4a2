/**
 * Fields that no kind has. A server drops them without a word and the schemas allow them, so they are looked for with the
 * kinds' types: an object literal may have no property that its type lacks.
 *
 * @jest-environment node
 */
import path from 'node:path';

import ts from 'typescript';

import { describeBuilt, idOf, overlay, OVERLAYS, type Manifest } from './manifests';

/** Where the type of a kind is, by its group; `*` stands for the kind. */
const TYPES: Record<string, string> = {
  v1: 'kubernetes-models/v1/*',
  'rbac.authorization.k8s.io/v1': 'kubernetes-models/rbac.authorization.k8s.io/v1/*',
  'admissionregistration.k8s.io/v1': 'kubernetes-models/admissionregistration.k8s.io/v1/*',
  'grafana.integreatly.org/v1beta1': './grafanaOperator',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/*',
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1/*',
};

/** What the compiler says of the objects as literals of their kinds' types, each with the object's id. */
function typeProblems(objects: Manifest[]): string[] {
  const typed = objects.filter((o) => o.apiVersion in TYPES);
  const lines = typed.map((o, i) => {
    const { apiVersion, kind } = o;
    return `import type { I${kind} as T${i} } from '${TYPES[apiVersion]?.replace('*', kind)}'; export const x${i}: T${i} = ${JSON.stringify(o)};`;
  });
  const file = path.resolve('tests/deploy/literals.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, language, ...rest) =>
    name === file ? ts.createSourceFile(name, lines.join('\n'), language) : getSourceFile(name, language, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start, file: source }) => {
    const line = source && start !== undefined ? source.getLineAndCharacterOfPosition(start).line : -1;
    const object = typed[line];
    return `${object ? idOf(object) : source?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

describe('types refuse what is wrong, or all below would pass', () => {
  it.each([
    ['Grafana', { persistentVolumClaim: {} }, 'persistentVolumClaim'],
    ['Grafana', { config: { plugins: { a: 1 } } }, "'number' is not assignable to type 'string'"],
    ['GrafanaDatasource', { datasource: { name: 'x', type: 'y', access: 'proxy', url: '' } }, 'instanceSelector'],
    ['GrafanaServiceAccount', { name: 'x', instanceName: 'g', role: 'None' }, '"None"'],
  ])('%s %j', (kind, spec, problem) => {
    const object = { apiVersion: 'grafana.integreatly.org/v1beta1', kind, metadata: { name: 'g' }, spec };
    expect(typeProblems([object])).toEqual([expect.stringContaining(`${kind}/g: `)]);
    expect(typeProblems([object])[0]).toContain(problem);
  });
});

describeBuilt.each(OVERLAYS)('the overlay %s', (name) => {
  it('has no field that its kinds do not have', () => {
    expect(typeProblems(overlay(name))).toEqual([]);
  });
});
