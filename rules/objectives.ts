/** What users were promised, as the rules hold it: a share of requests within each latency, and a share of errors. */
import { MOST_ERRORS } from '../src/domain/comparison/objectives';

export interface RuleObjectives {
  /** Time to the first token, s. */
  ttftSeconds: number;
  /** From a token to the next, s. */
  itlSeconds: number;
  /** Of the requests that end, those without a complete answer, 0 to 1. */
  errorRate: number;
}

/** Where nobody has set any: beyond these users leave, whatever the model is for. */
export const OBJECTIVE_DEFAULTS: RuleObjectives = { ttftSeconds: 10, itlSeconds: 0.2, errorRate: MOST_ERRORS };

export const OBJECTIVE_NAMES = Object.keys(OBJECTIVE_DEFAULTS) as Array<keyof RuleObjectives>;

/**
 * @param given numbers by name
 * @throws Error that names what is no objective's value
 */
export function objectivesOf(given: Readonly<Record<string, number>>): RuleObjectives {
  const wrong = OBJECTIVE_NAMES.filter((name) => {
    const value = given[name];
    return value !== undefined && !(Number.isFinite(value) && value > 0 && (name !== 'errorRate' || value < 1));
  });
  if (wrong.length > 0) {
    throw new Error(`--set cannot be used for ${wrong.join(', ')}: see --help.`);
  }
  return Object.fromEntries(
    OBJECTIVE_NAMES.map((name) => [name, given[name] ?? OBJECTIVE_DEFAULTS[name]])
  ) as unknown as RuleObjectives;
}
