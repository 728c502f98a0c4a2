/** Seeded pseudo-random numbers: the only source of chance in the model, so that a seed names one history. */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [min, max). */
  between(min: number, max: number): number;
  /** Integer in [0, n). */
  int(n: number): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** A stream of its own, so that a new consumer does not shift the draws of the others. */
  fork(label: string): Random;
}

const hash = (text: string, seed: number): number => {
  let h = 2166136261 ^ seed;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  }
  return h >>> 0;
};

/** mulberry32: small, fast and good enough for noise. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (min, max) => min + next() * (max - min),
    int: (n) => Math.floor(next() * n),
    // Box and Muller; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (label) => createRandom(hash(label, seed)),
  };
}

/** The letters that Kubernetes uses in generated names: no vowels, no digits that look like letters. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** A generated suffix as Kubernetes makes it. */
export function suffix(random: Random, length: number): string {
  return Array.from({ length }, () => SAFE[random.int(SAFE.length)]).join('');
}

/** An RFC 4122 version 4 UUID from a seeded stream. */
export function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, (_, i) =>
    i === 12 ? '4' : i === 16 ? '89ab'[random.int(4)] : random.int(16).toString(16)
  );
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .map((part) => part.join(''))
    .join('-');
}
