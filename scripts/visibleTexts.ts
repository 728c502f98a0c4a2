/**
 * The visible texts of the source: what `t(key, english)` and `<Trans i18nKey>` hold, read from the syntax tree.
 *
 * Our own, not i18next-parser: that one reads folders, and a plugin's file must hold what its bundle reaches, however the
 * folders are shared; it also takes no two texts of one key for the mistake that they are.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

export interface VisibleText {
  key: string;
  english: string;
  /** Where it stands, `file:line`. */
  at: string;
}

/** Elements that react-i18next keeps by name; all others are numbered. */
const KEPT = ['br', 'strong', 'i', 'p'];

export function parse(file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true, kind);
}

export function lineOf(source: ts.SourceFile, node: ts.Node): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${path.relative(process.cwd(), source.fileName).split(path.sep).join('/')}:${line + 1}`;
}

/** A string that the source spells out, in one piece or in several joined by `+`; undefined for any other expression. */
export function literal(node: ts.Node | undefined): string | undefined {
  if (node === undefined) {
    return undefined;
  }
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [literal(node.left), literal(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}

/** Files that an entry reaches by relative imports, lazy ones and workers included; types only are left out. */
export function reachable(entry: string): string[] {
  const found = new Set<string>();
  const queue = [path.resolve(entry)];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (!found.has(file)) {
      found.add(file);
      const content = readFileSync(file, 'utf8');
      const imports = ts.preProcessFile(content).importedFiles.map(({ fileName }) => fileName);
      const workers = [...content.matchAll(/new URL\('(\.[^']+)', import\.meta\.url\)/g)].map(([, name = '']) => name);
      queue.push(...[...imports, ...workers].flatMap((name) => resolved(path.dirname(file!), name)));
    }
  }
  return [...found].sort();
}

function resolved(folder: string, name: string): string[] {
  if (!name.startsWith('.')) {
    return [];
  }
  const base = path.resolve(folder, name);
  return ['.ts', '.tsx', '/index.ts', '/index.tsx', '']
    .map((end) => base + end)
    .filter((file) => /\.tsx?$/.test(file) && existsSync(file))
    .slice(0, 1);
}

/** All texts of a file. @throws Error for a key or an English text that is not spelled out */
export function textsOf(source: ts.SourceFile): VisibleText[] {
  const texts: VisibleText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 't' && node.arguments.length > 1) {
      const text = textOf(source, node, literal(node.arguments[0]), literal(node.arguments[1]));
      const one = singular(source, node.arguments[2]);
      texts.push(text, ...(one === undefined ? [] : [{ ...text, key: `${text.key}_one`, english: one }]));
    } else if (ts.isJsxElement(node) && node.openingElement.tagName.getText(source) === 'Trans') {
      texts.push(textOf(source, node, attribute(source, node.openingElement, 'i18nKey'), childrenText(source, node)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** The text for one, where the values have it. */
function singular(source: ts.SourceFile, values: ts.Node | undefined): string | undefined {
  const properties = values && ts.isObjectLiteralExpression(values) ? values.properties : [];
  const one = [...properties].find((property) => property.name?.getText(source) === 'defaultValue_one');
  return one && ts.isPropertyAssignment(one) ? literal(one.initializer) : undefined;
}

function textOf(source: ts.SourceFile, node: ts.Node, key?: string, english?: string): VisibleText {
  const at = lineOf(source, node);
  if (key === undefined || english === undefined) {
    throw new Error(`${at}: the key and the English text have to be spelled out, or nothing finds them.`);
  }
  return { key, english, at };
}

function attribute(source: ts.SourceFile, element: ts.JsxOpeningElement, name: string): string | undefined {
  const found = element.attributes.properties.find((p) => p.name?.getText(source) === name);
  return found && ts.isJsxAttribute(found) ? literal(found.initializer) : undefined;
}

/** The children as react-i18next writes them: `{{name}}` for values, numbered tags for elements. */
function childrenText(source: ts.SourceFile, { children }: ts.JsxElement): string {
  const shown = children.filter((child) => !ts.isJsxText(child) || jsxText(child.text) !== '');
  return shown.map((child, i) => childText(source, child, i)).join('');
}

function childText(source: ts.SourceFile, child: ts.JsxChild, index: number): string {
  if (ts.isJsxText(child)) {
    return jsxText(child.text);
  }
  if (ts.isJsxExpression(child)) {
    const { expression } = child;
    const spelled = literal(expression);
    if (spelled !== undefined) {
      return spelled;
    }
    const object = expression && ts.isAsExpression(expression) ? expression.expression : expression;
    return object && ts.isObjectLiteralExpression(object) ? `{{${object.properties[0]?.name?.getText(source)}}}` : '';
  }
  if (ts.isJsxElement(child)) {
    const { tagName, attributes } = child.openingElement;
    const name = tagName.getText(source);
    const tag = KEPT.includes(name) && attributes.properties.length === 0 ? name : String(index);
    return `<${tag}>${childrenText(source, child)}</${tag}>`;
  }
  return `<${index}></${index}>`;
}

/** Text between tags, as JSX itself reads it: line ends and what surrounds them make one space, none at the edges. */
function jsxText(text: string): string {
  const lines = text.split(/\r?\n/);
  return lines
    .map((line, i) => (i > 0 ? line.trimStart() : line))
    .map((line, i) => (i < lines.length - 1 ? line.trimEnd() : line))
    .filter((line) => line !== '')
    .join(' ');
}

/** Texts as the nested object that Grafana loads, keys in order. @throws Error when a key has two texts or is a group too */
export function nested(texts: VisibleText[]): object {
  const root: Record<string, unknown> = {};
  const seen = new Map<string, VisibleText>();
  for (const text of [...texts].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const other = seen.get(text.key);
    if (other && other.english !== text.english) {
      throw new Error(`${text.at} and ${other.at}: one key, ${text.key}, for two texts.`);
    }
    seen.set(text.key, text);
    const parts = text.key.split('.');
    const last = parts.pop()!;
    const group = parts.reduce<Record<string, unknown>>((at, part) => {
      const next = (at[part] ??= {});
      if (typeof next !== 'object') {
        throw new Error(`${text.at}: ${text.key} begins with the key of another text.`);
      }
      return next as Record<string, unknown>;
    }, root);
    if (typeof group[last] === 'object') {
      throw new Error(`${text.at}: ${text.key} is the beginning of other keys.`);
    }
    group[last] = text.english;
  }
  return root;
}
