/** What panels of a fleet ask: of the raw series, or of what the recording rules keep of them. */
import { t } from '../i18n/t';
import { servingOwners } from '../queries/fleetOwners';
import { served, waiting } from '../queries/load';
import * as recordedQueries from '../queries/recorded';
import {
  desired,
  everyCreated,
  everyPending,
  everyReady,
  gone,
  hpaDesired,
  hpaMax,
  pending,
  ready,
  variants,
} from '../queries/replicas';
import { headroom, kvHighest, queueLongest } from '../queries/saturation';

/** Said of a variant of which WVA still speaks. */
export const WORKLOAD_GONE = t('boards.panel.workload-gone', 'gone');

const RAW = {
  variants,
  desired,
  hpaDesired,
  hpaMax,
  ready,
  pending,
  gone,
  headroom,
  kvHighest,
  queueLongest,
  served,
  waiting,
  servingOwners,
  // Of tables, whose rows are variants whatever else there is.
  everyCreated,
  everyReady,
  everyPending,
};

const RECORDED: typeof RAW = {
  ...recordedQueries,
  everyCreated: recordedQueries.created,
  everyReady: recordedQueries.ready,
  everyPending: recordedQueries.pending,
};

/** @param recorded the rules have to be installed */
export function fleetQueries(recorded: boolean): typeof RAW {
  return recorded ? RECORDED : RAW;
}
