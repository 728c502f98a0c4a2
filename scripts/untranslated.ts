/**
 * Visible texts that no translation reaches: literals in JSX, in what components and panels show, and any that reads as
 * words, outside of `t`. Found in the syntax tree of all files that a plugin's bundle holds.
 */
import ts from 'typescript';

import { lineOf, parse } from './visibleTexts';

export interface Untranslated {
  /** `file:line`. */
  at: string;
  file: string;
  text: string;
}

/** Attributes of elements and properties of objects that are shown. */
const SHOWN = new Set([
  'aria-label',
  'ariaLabel',
  'buttonTitle',
  'confirmText',
  'description',
  'formula',
  'label',
  'legend',
  'message',
  'nextStep',
  'noData',
  'placeholder',
  'question',
  'title',
  'tooltip',
]);
/** Two words beside each other, with what may stand between them in a sentence. */
const WORDS = /(?:^|[\s(“"])[A-Za-z][a-z’'-]+[,.:;]? [A-Za-z(“"{]/;
const WORD = /[A-Za-z]{2}/;
const PLACEHOLDER = '{}';

/** All texts of a file that bypass `t`, those of styles and of types left out. */
export function untranslatedIn(file: string, source: ts.SourceFile = parse(file)): Untranslated[] {
  const found: Untranslated[] = [];
  const visit = (node: ts.Node): void => {
    if (isNotShown(node, source)) {
      return;
    }
    if (isTranslation(node, source)) {
      // What is filled in may itself be a text.
      node.arguments.slice(2).forEach(visit);
      return;
    }
    const text = textOf(node);
    if (text !== undefined && isVisible(node, text, source)) {
      const at = lineOf(source, node);
      found.push({ at, file: at.slice(0, at.lastIndexOf(':')), text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTranslation(node: ts.Node, source: ts.SourceFile): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.getText(source) === 't';
}

/** Imports, types, styles, the text for one of a plural, and what only the console shows. */
function isNotShown(node: ts.Node, source: ts.SourceFile): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) {
    return true;
  }
  if (ts.isCallExpression(node)) {
    return /^(css|keyframes|console\.\w+)$/.test(node.expression.getText(source));
  }
  return ts.isPropertyAssignment(node) && node.name.getText(source) === 'defaultValue_one';
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) {
    return node.text.trim();
  }
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => PLACEHOLDER + literal.text).join('');
  }
  return undefined;
}

function isVisible(node: ts.Node, text: string, source: ts.SourceFile): boolean {
  if (!WORD.test(text)) {
    return false;
  }
  if (ts.isJsxText(node)) {
    return true;
  }
  return WORDS.test(text) || SHOWN.has(shownAs(node, source));
}

/** Name of the attribute or property whose value a literal is, through `?:`, `??` and `||` too. */
function shownAs(node: ts.Node, source: ts.SourceFile): string {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) {
    return shownAs(parent, source);
  }
  if (ts.isBinaryExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isJsxExpression(parent)) {
    return shownAs(parent, source);
  }
  const isValue = (ts.isPropertyAssignment(parent) && parent.initializer === node) || ts.isJsxAttribute(parent);
  return isValue ? parent.name.getText(source) : '';
}
