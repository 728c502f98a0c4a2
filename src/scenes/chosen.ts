import { VARIABLE_DIALECT } from '../queries/dialect';

/** The chosen variant, as the variables of a page say. */
export const CHOSEN = { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant', pods: '$pods' };
