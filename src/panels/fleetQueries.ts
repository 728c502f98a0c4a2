/** What panels of a fleet ask: of the raw series, or of what the recording rules keep of them. */
import { served, waiting } from '../queries/load';
import * as recordedQueries from '../queries/recorded';
import { desired, hpaMax, pending, ready } from '../queries/replicas';
import { headroom, kvHighest, queueLongest } from '../queries/saturation';

const RAW = { desired, ready, pending, hpaMax, headroom, kvHighest, queueLongest, served, waiting };

/** @param recorded the rules have to be installed */
export function fleetQueries(recorded: boolean): typeof RAW {
  return recorded ? recordedQueries : RAW;
}
