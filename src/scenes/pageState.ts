/** Which one state a page of charts is in, and why: decided from what is known, without a browser. */
import type { Finding } from '../queries/detection';

/** Epoch ms. */
export interface Span {
  from: number;
  to: number;
}

export type RangeProblem = 'reversed' | 'ancient' | 'future';

/** Before anything that is scraped here was written: a number in an address that is read as ms since 1970. */
const ANCIENT = Date.UTC(2015, 0, 1);
/** A clock that is a little late is no range in the future. */
const AHEAD_MS = 60_000;

/** What is wrong with a time range, whatever the data source holds; undefined where nothing is. */
export function rangeProblem({ from, to }: Span, now: number): RangeProblem | undefined {
  if (from < ANCIENT || to < ANCIENT) {
    return 'ancient';
  }
  if (from >= to) {
    return 'reversed';
  }
  return from > now + AHEAD_MS ? 'future' : undefined;
}

type Subject = Finding['subject'];

/** What a page is about: without all of `essential` it has nothing to show. */
export interface PageNeeds {
  /** What the page reads. */
  subjects: readonly Subject[];
  /** Where all of these are missing, so is the page; all subjects without it. */
  essential?: readonly Subject[];
}

/** Findings about the page that say what is missing or doubtful, each cause once. */
export function lackingFor({ subjects }: PageNeeds, findings: readonly Finding[]): Finding[] {
  const isMissing = (subject: Subject): boolean => findings.some((f) => f.subject === subject && f.state === 'missing');
  return findings.filter(
    (finding) =>
      finding.state !== 'found' &&
      subjects.includes(finding.subject) &&
      // Without WVA's series their labels are missing too, which is no second cause.
      !(finding.subject === 'dialect' && isMissing('wva'))
  );
}

/** Whether nothing is there of what the page cannot do without. */
export function hasNothing({ subjects, essential = subjects }: PageNeeds, findings: readonly Finding[]): boolean {
  const about = findings.filter(({ subject }) => essential.includes(subject));
  return about.length > 0 && about.every(({ state }) => state === 'missing');
}

export type NothingBecause = 'clock' | 'outside' | 'missing';

/**
 * Why there is nothing: the browser's clock is off and with it "now", the range is not where the data is, or nothing is
 * scraped.
 *
 * @param isElsewhere whether there is something now; undefined where that was not asked, because the range ends now
 */
export function nothingBecause(clockOffMs: number | undefined, isElsewhere: boolean | undefined): NothingBecause {
  if (isElsewhere === true) {
    return 'outside';
  }
  return clockOffMs !== undefined && isElsewhere === undefined ? 'clock' : 'missing';
}

/** A choice as a variable has it. */
export interface Choice {
  value: unknown;
  options: ReadonlyArray<{ value: unknown }>;
  loading: boolean;
}

/** Whether a choice of one value is not among its options: named by an address, and not there. */
export function isUnknown({ value, options, loading }: Choice): boolean {
  const isOne = typeof value === 'string' && value !== '' && !value.startsWith('$');
  return isOne && !loading && options.length > 0 && !options.some((option) => option.value === value);
}
