/**
 * How a run is named whose record was dropped into the browser: where other runs name their cluster it has a mark that no
 * cluster can be called by, so that it is told from a run of the same name elsewhere.
 */
import type { RunRef } from '../domain/run';

const MARK = /^record\.(?:(\d+)\.)?$/;

/** The mark of the first record of a run, and those of records of other runs that have the same name. */
export const droppedMark = (n: number): string => (n === 1 ? 'record.' : `record.${n}.`);

/** Of which record of that name it is, from 1; undefined of a run that is no dropped record. */
export function droppedNumber({ cluster = '' }: Pick<RunRef, 'cluster'>): number | undefined {
  const [whole, number = '1'] = MARK.exec(cluster) ?? [];
  return whole === undefined ? undefined : Number(number);
}

export const isDropped = (ref: Pick<RunRef, 'cluster'>): boolean => droppedNumber(ref) !== undefined;
