import { useEffect, useState } from 'react';

/** From so long a wait on, people want to know what is waited for. */
export const SLOW_SECONDS = 10;

/** Whether something has been waited for longer than people expect. @param waitsFor another value is another wait; undefined: none */
export function useSlow(waitsFor: unknown): boolean {
  const [slow, setSlow] = useState<{ waitsFor: unknown }>();
  useEffect(() => {
    if (waitsFor === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => setSlow({ waitsFor }), SLOW_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [waitsFor]);
  return waitsFor !== undefined && slow?.waitsFor === waitsFor;
}
