import { useEffect, useState } from 'react';

/**
 * The time, epoch ms, renewed every so often.
 *
 * @param offsetMs added to the browser's clock: a snapshot's `clockSkewMs` makes it the cluster's
 */
export function useNow(everyMs: number, offsetMs = 0): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now + offsetMs;
}
