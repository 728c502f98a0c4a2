/** Names as Kubernetes takes them. */

/** Tekton copies a run's name into a label, so it may not be longer than a label's value. */
export const MAX_NAME = 63;
/** Kubernetes' own alphabet for generated suffixes: no vowels, no digits that look like letters. */
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/** RFC 1123 label: lower-case letters, digits, hyphens, at most 63. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_NAME && DNS_LABEL.test(text);
}

/** RFC 1123 subdomain: labels joined by dots, at most 253. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => DNS_LABEL.test(part));
}

export function isLabelValue(text: string): boolean {
  return text.length <= MAX_NAME && LABEL_VALUE.test(text);
}

/** The nearest text that is allowed as a label's value; empty when nothing of it is. */
export function toLabelValue(text: string): string {
  const safe = text.replace(/[^-A-Za-z0-9_.]+/g, '-').slice(0, MAX_NAME);
  return safe.replace(/^[-_.]+|[-_.]+$/g, '');
}

/** A run's name without the suffix that the server, or {@link chooseName}, put at its end. */
export function stemOf(name: string): string {
  const stem = name.replace(new RegExp(`-[${SUFFIX_ALPHABET}]{${SUFFIX_LENGTH}}$`), '');
  return stem.slice(0, MAX_NAME - SUFFIX_LENGTH - 1);
}

/** A mark for one intent to start a run, unlike that of any other. */
export function newIntent(random: () => number = Math.random): string {
  return Array.from({ length: 16 }, () => SUFFIX_ALPHABET[Math.floor(random() * SUFFIX_ALPHABET.length)]).join('');
}

/**
 * A run's name, chosen before the create is sent: the prefix, cut to leave room, and a random suffix.
 *
 * @param random uniform in [0, 1)
 */
export function chooseName(generateName: string, random: () => number = Math.random): string {
  const prefix = generateName.slice(0, MAX_NAME - SUFFIX_LENGTH);
  const suffix = Array.from(
    { length: SUFFIX_LENGTH },
    () => SUFFIX_ALPHABET[Math.floor(random() * SUFFIX_ALPHABET.length)]
  );
  return prefix + suffix.join('');
}
