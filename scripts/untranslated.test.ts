/** @jest-environment node */
import ts from 'typescript';

import { allTexts, sourceFiles } from './locales';
import { untranslatedIn, type Untranslated } from './untranslated';
import { parse } from './visibleTexts';

/** What is no text for a reader in their language, and why. */
const EXCEPTIONS: Array<{ file: RegExp; text?: RegExp; why: string }> = [
  { file: /^src\/shared\/testIds\.ts$/, why: 'for tests, never shown' },
  {
    file: /^src\/queries\/(catalogue\/|metrics\.ts|recordings\.ts)/,
    why: 'the reference of docs/metrics.md and of the rules',
  },
  { file: /^src\/(queries\/|readiness\/askPrometheus)/, text: /^[^A-Z]/, why: 'PromQL, and names of labels' },
  {
    file: /^src\/export\/(tables|variantTable|failureTables|clientTables|decisionTables|seriesAbout|parquet)\.ts$/,
    why: 'files for programs: the same in every language',
  },
  {
    file: /^src\/guidellm\/writeBenchmarkReport\.ts$/,
    why: 'a file that tools of others read: the same in every language',
  },
  {
    file: /^src\/export\/fieldRows\.ts$/,
    why: 'the words in which the field publishes, for readers of all languages',
  },
  { file: /^src\/shared\/ScrollTable\.tsx$/, text: /^@container/, why: 'CSS' },
  {
    file: /^src\/domain\/(runAnnotationText|phase)\.ts$/,
    why: 'kept in annotations, which all users of all languages share',
  },
  {
    file: /^src\/kube\/(decode|decoder|schemas)\.ts$|watchEvents\.ts$/,
    why: 'diagnostics that name a field of the JSON, like a stack',
  },
  {
    file: /^src\/records\/(schema|validate)\.ts$/,
    why: 'the JSON Schema of a record, and diagnostics that name a field of it',
  },
  { file: /^src\/datasource\/frames\.ts$/, why: 'names of columns: dashboards refer to them' },
  { file: /^src\/readiness\//, text: /^kubectl /, why: 'commands' },
  { file: /^src\/domain\/decisions\/controllerLog\.ts$/, why: 'messages of another program’s log, and keys' },
  {
    file: /^src\/(readiness\/(ask|session)|assessment\/decisions\/readController)\.ts$/,
    text: /^(list|get|query) /,
    why: 'verb and resource, as RBAC names them',
  },
  { file: /^src\//, text: /^(\{\{\w+\}\}\/?)+$/, why: 'legends that are made of labels alone' },
  {
    file: /^src\//,
    text: /^(CSV|JSON|Parquet|\$run|https:\/\/[\w.]+|-----BEGIN CERTIFICATE-----)$/,
    why: 'names and examples',
  },
  {
    file: /^src\//,
    text: /^(analyses of|scenes of|thresholds of|drafts of|records of|reports of|settings of|readiness of|clock of) /,
    why: 'names of caches, which tests clear',
  },
  { file: /^src\/pages\//, text: /^(color-mix\(|auto \{\}px)/, why: 'CSS' },
  { file: /^src\/kube\/validateSpec\.ts$/, text: /^(affinity|accessModes) /, why: 'names of fields' },
  {
    file: /^src\/domain\/loadSteps\.ts$/,
    text: /^(name: step\n|load step$)/,
    why: 'YAML, and what an error of a program calls it',
  },
  {
    file: /^src\/(domain\/analysis\/kpi|panels\/gpu\.ts)/,
    text: /^(suffix: |histogram_quantile)/,
    why: "a unit by Grafana's id, and PromQL",
  },
  {
    file: /^src\//,
    text: /^(\{\}description|create \{\}|runs \{\}|charts \{\})$/,
    why: 'keys: of an annotation, of a write, of a stream, of charts that belong together',
  },
];

const excepted = ({ file, text }: Untranslated) =>
  EXCEPTIONS.filter((exception) => exception.file.test(file) && (exception.text?.test(text) ?? true));

const found = sourceFiles().flatMap((file) => untranslatedIn(file, parse(file)));

it('every visible text goes through t', () => {
  const missing = found.filter((one) => excepted(one).length === 0).map(({ at, text }) => `${at}: ${text}`);
  expect(missing).toEqual([]);
});

it.each(EXCEPTIONS)('$file $text is still needed: $why', (exception) => {
  expect(found.some((one) => excepted(one).includes(exception))).toBe(true);
});

/** Names that i18next takes for its own options: a value of that name would change which text is shown. */
const RESERVED =
  /^(context|defaultValue|fallbackLng|interpolation|joinArrays|keySeparator|lng|lngs|ns|nsSeparator|ordinal|postProcess|replace|returnObjects)$/;

it('no value that a text takes is named like an option of i18next', () => {
  const named = allTexts().flatMap(({ at, english }) =>
    [...english.matchAll(/{{\s*(\w+)\s*}}/g)]
      .filter(([, name = '']) => RESERVED.test(name))
      .map(([whole]) => `${at}: ${whole}`)
  );
  expect(named).toEqual([]);
});

describe('finding texts', () => {
  const texts = (code: string) =>
    untranslatedIn('x.tsx', ts.createSourceFile('x.tsx', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX)).map(
      ({ text }) => text
    );

  it.each([
    ['between tags', '<p>Runs</p>', ['Runs']],
    ['an attribute', '<Button aria-label="Close" icon="times" />', ['Close']],
    ['an attribute by a condition', '<Badge tooltip={open ? "Open" : t("a", "Closed")} />', ['Open']],
    ['a property of a panel', 'const p = { id: "runs", title: "Runs" };', ['Runs']],
    ['a sentence, wherever it stands', 'throw new Error("The run is gone.");', ['The run is gone.']],
    ['a sentence with a value', 'const s = `Remove ${n} steps`;', ['Remove {} steps']],
    ['a text in what t fills in', 't("a", "{{b}}", { b: "not known yet" });', ['not known yet']],
  ])('finds %s', (_, code, expected) => {
    expect(texts(code)).toEqual(expected);
  });

  it.each([
    ['what t is given', 't("a.b", "The run is gone.")'],
    ['the text for one', 't("a", "{{count}} runs", { count, defaultValue_one: "{{count}} run here" })'],
    ['imports', 'import x from "a b";'],
    ['types', 'type A = "a run" | "two runs";'],
    ['styles', 'css({ border: "1px solid red and more" })'],
    ['ids', 'const p = { id: "a-run", kind: "timeseries" };'],
    ['values', '<p>{count} · {name}</p>'],
  ])('passes %s', (_, code) => {
    expect(texts(code)).toEqual([]);
  });
});
