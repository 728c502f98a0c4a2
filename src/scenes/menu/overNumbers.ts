/**
 * In a frame's own metadata: the same frame over numbers. A chart shows minutes of load by a clock that begins in 1970, at which no
 * dashboard looks; on one it is a trend.
 */
export const OVER_NUMBERS = 'overNumbers';
