import { detect } from '../queries/detection';
import { readableTime } from './PageTimeRange';
import { hasNothing, isUnknown, lackingFor, nothingBecause, rangeProblem, type Choice } from './pageState';

const NOW = Date.UTC(2026, 10, 30, 12);
const HOUR = 3_600_000;

test.each<[string, number, number, ReturnType<typeof rangeProblem>]>([
  ['the last hour', NOW - HOUR, NOW, undefined],
  ['an hour last week', NOW - 169 * HOUR, NOW - 168 * HOUR, undefined],
  ['up to a later time', NOW - HOUR, NOW + HOUR, undefined],
  ['a clock that is a little late', NOW + 30_000, NOW + HOUR, undefined],
  ['turned round', NOW, NOW - HOUR, 'reversed'],
  ['no time at all', NOW, NOW, 'reversed'],
  ['read as 1970', 2026, 2026, 'ancient'],
  ['the beginning read as 1970', 2026, NOW, 'ancient'],
  ['tomorrow', NOW + HOUR, NOW + 2 * HOUR, 'future'],
])('range: %s', (_, from, to, problem) => {
  expect(rangeProblem({ from, to }, NOW)).toBe(problem);
});

test.each([
  ['2026-11-28T14:54:42Z', '2026-11-28T14:54:42.000Z'],
  ['2026-11-28T14:54Z', '2026-11-28T14:54:00.000Z'],
  ['2026-11-28T15:54:42+01:00', '2026-11-28T14:54:42.000Z'],
  ['2026-11-28T14:54:42.123Z', '2026-11-28T14:54:42.123Z'],
  ['now-1h', 'now-1h'],
  ['1764341682000', '1764341682000'],
  ['2026-13-45T99:99:99Z', '2026-13-45T99:99:99Z'],
])('a time in an address: %s', (text, read) => {
  expect(readableTime(text)).toBe(read);
});

const findings = (...clues: string[]) => detect(clues.map((clue) => ({ labels: { clue }, value: 1 }))).findings;
const WORKLOAD = { subjects: ['wva', 'dialect', 'vllm', 'kube'] } as const;
const FLEET = { ...WORKLOAD, essential: ['wva', 'vllm'] } as const;

test.each<[string, string[], boolean, boolean]>([
  ['nothing is scraped', [], true, true],
  ['only GPUs', ['gpu', 'gpu-Hostname'], true, true],
  ['no WVA', ['vllm', 'kube'], false, false],
  ['neither WVA nor vLLM', ['kube'], false, true],
  ['only WVA', ['wva-new', 'wva-plain'], false, false],
])('a page has nothing: %s', (_, clues, workload, fleet) => {
  expect(hasNothing(WORKLOAD, findings(...clues))).toBe(workload);
  expect(hasNothing(FLEET, findings(...clues))).toBe(fleet);
});

test.each<[string, string[], RegExp[]]>([
  ['no HPA in a static run', ['wva-new', 'wva-plain', 'vllm', 'kube'], []],
  ['an HPA of which it is not known what it scales', ['wva-new', 'wva-plain', 'vllm', 'kube', 'hpa'], [/by name/]],
  ['no WVA is one cause', ['vllm', 'kube'], [/No metrics of WVA/]],
  ['what other pages read is not missed', ['wva-new', 'wva-plain', 'vllm', 'kube', 'hpa-info'], []],
])('what is lacking: %s', (_, clues, expected) => {
  const texts = lackingFor(WORKLOAD, findings(...clues)).map(({ text }) => text);
  expect(texts).toHaveLength(expected.length);
  expected.forEach((pattern, i) => expect(texts[i]).toMatch(pattern));
});

test.each<[string, number | undefined, boolean | undefined, ReturnType<typeof nothingBecause>]>([
  ['now', undefined, undefined, 'missing'],
  ['then and now', undefined, false, 'missing'],
  ['then, but now there is', undefined, true, 'outside'],
  ['now by a clock that is off', -HOUR, undefined, 'clock'],
  ['then, by a clock that is off', -HOUR, true, 'outside'],
])('there is nothing %s', (_, off, isElsewhere, because) => {
  expect(nothingBecause(off, isElsewhere)).toBe(because);
});

const choice = (part: Partial<Choice>): Choice => ({
  value: 'decode',
  options: [{ value: 'decode' }],
  loading: false,
  ...part,
});

test.each<[string, Choice, boolean]>([
  ['one that is there', choice({}), false],
  ['one that is not', choice({ value: 'nowhere' }), true],
  ['one of which it is not known yet', choice({ value: 'nowhere', loading: true }), false],
  ['none chosen', choice({ value: '' }), false],
  ['all', choice({ value: '$__all' }), false],
  ['several', choice({ value: ['a', 'b'] }), false],
  ['nothing to choose from', choice({ value: 'nowhere', options: [] }), false],
])('a choice: %s', (_, given, expected) => {
  expect(isUnknown(given)).toBe(expected);
});
