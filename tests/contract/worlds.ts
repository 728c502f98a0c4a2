/** The simulated clusters that every query and every dashboard is asked in. */
import { DIALECT_NAMES } from '../../src/queries/dialect';
import { WVA_VERSIONS } from '../../src/queries/metrics';

/** Each version, and in both dialects those that name their metrics otherwise. */
export const WORLDS = WVA_VERSIONS.flatMap((wvaVersion, i) =>
  (wvaVersion === '0.7' || wvaVersion === '0.8' ? [DIALECT_NAMES[i % 2]!] : DIALECT_NAMES).map((labels) => ({
    wvaVersion,
    labels,
  }))
);
