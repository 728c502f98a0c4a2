/** Words of the run list that more than one of its parts uses. */
import { PHASES } from '../../domain/phase';
import { t } from '../../i18n/t';
import type { ListedPhase } from './runFilter';

export const unknownPhase = (): string => t('pages.runs.phase.unknown', 'Not known');

export const phaseName = (phase: ListedPhase): string => (phase === 'unknown' ? unknownPhase() : PHASES[phase].label());
