/** Where the axis of a lane has texts. Pure. */
import type { Span } from '../../domain/analysis/types';
import { timeStep, timeSteps } from '../../domain/axisSteps';
import type { AxisTick } from '../../shared/AxisTicks';

const MOST = 6;
const MINUTE = 60;

/** Of a lane that begins with a load: the time that has passed. @param range epoch ms */
export function elapsedTicks({ from, to }: Span, origin: number): AxisTick[] {
  const before = Math.max(0, origin - from);
  return timeSteps((to - from - before) / 1000, MOST).map(({ value, text }) => ({
    at: (value * 1000 + before) / (to - from),
    text,
  }));
}

/** Of a lane by the clock, at its round times. @param format writes a moment, epoch ms, as a pattern of moment.js has it */
export function clockTicks({ from, to }: Span, format: (at: number, pattern: string) => string): AxisTick[] {
  const step = timeStep((to - from) / 1000, MOST);
  const first = Math.ceil(from / 1000 / step) * step * 1000;
  const count = Math.max(0, Math.floor((to - first) / 1000 / step) + 1);
  return Array.from({ length: count }, (_, i) => {
    const at = first + i * step * 1000;
    return { at: (at - from) / (to - from), text: format(at, step < MINUTE ? 'HH:mm:ss' : 'HH:mm') };
  });
}
