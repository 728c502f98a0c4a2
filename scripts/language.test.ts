/** @jest-environment node */
import { globSync } from 'glob';
import { readFileSync } from 'node:fs';

import { allTexts } from './locales';

/** The words not to use, from the glossary of CONTRIBUTING.md, with those to use instead. */
const GLOSSARY = glossary(readFileSync('CONTRIBUTING.md', 'utf8'));

function glossary(text: string): Array<{ use: string; not: RegExp }> {
  const section = /## Words\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => /^\| (?!use)\w/.test(line));
  return rows.map((row) => {
    const [, use = '', not = ''] = row.split('|').map((cell) => cell.trim());
    return { use, not: new RegExp(`\\b${not}`, 'i') };
  });
}

function problems(where: string, text: string): string[] {
  return GLOSSARY.filter(({ not }) => not.test(text)).map(({ use, not }) => `${where}: "${use}", not "${not.source}"`);
}

it('finds a word of the glossary', () => {
  expect(GLOSSARY.length).toBeGreaterThan(8);
  expect(problems('x', 'It can not be read.')).toEqual([expect.stringContaining('"cannot"')]);
  expect(problems('x', 'It cannot be read.')).toEqual([]);
});

it('visible texts keep to the glossary', () => {
  expect(allTexts().flatMap(({ at, english }) => problems(at, english))).toEqual([]);
});

it.each(['README.md', ...globSync('docs/*.md').sort()])('%s keeps to the glossary', (file) => {
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.flatMap((line, i) => problems(`${file}:${i + 1}`, line))).toEqual([]);
});
