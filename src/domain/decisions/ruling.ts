/**
 * How sure an answer is. A check of which an input is missing is passed over, and from then on the answer is at most likely:
 * so an answer never gets surer by knowing less.
 */
import {
  CERTAINTIES,
  type Certainty,
  type Comparison,
  type Decision,
  type DecisionRule,
  type ScalerInForce,
} from './types';

export const leastSure = (...all: Certainty[]): Certainty =>
  CERTAINTIES[Math.min(...all.map((one) => CERTAINTIES.indexOf(one)))] ?? 'unknown';

interface Outcome {
  measured?: readonly Comparison[];
  current?: number;
  wanted?: number;
  done?: number;
  changed?: boolean;
  forSeconds?: number;
  direction?: Decision['direction'];
}

/** One answer in the making. */
export class Ruling {
  private readonly missing: string[] = [];
  private certainty: Certainty;

  constructor(private readonly scaler: ScalerInForce) {
    this.certainty = scaler.certainty;
  }

  /** Whether all of these are known; from a missing one on the answer is at most likely. */
  knows(inputs: Readonly<Record<string, unknown>>): boolean {
    const absent = Object.keys(inputs).filter((name) => inputs[name] === undefined);
    if (absent.length > 0) {
      this.missing.push(...absent.filter((name) => !this.missing.includes(name)));
      this.certainty = leastSure(this.certainty, 'likely');
    }
    return absent.length === 0;
  }

  /** No answer for want of these. */
  withoutAnswer(rule: DecisionRule, inputs: readonly string[], outcome: Outcome = {}): Decision {
    this.missing.push(...inputs.filter((name) => !this.missing.includes(name)));
    this.certainty = 'unknown';
    return this.answer(rule, outcome);
  }

  answer(rule: DecisionRule, { measured = [], direction, changed = false, ...numbers }: Outcome = {}): Decision {
    const { current, wanted = current, done } = numbers;
    const to = changed ? done : wanted;
    const by = current === undefined || to === undefined ? 0 : Math.sign(to - current);
    return {
      scaler: this.scaler,
      rule,
      certainty: this.certainty,
      missing: this.missing,
      measured,
      ...numbers,
      wanted,
      direction: direction ?? (by > 0 ? 'up' : by < 0 ? 'down' : 'none'),
      changed,
    };
  }
}
