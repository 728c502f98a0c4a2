/** Whether a recorder (`wva recorder`) is at work, by its own metric, and what is said where none is. */
import { formatDuration } from '../domain/format';
import { t } from '../i18n/t';

/** Longer than this it is silent, s: the alert WvaRecorderSilent has the same. */
export const SILENT_SECONDS = 1800;

export type RecorderState = 'at-work' | 'silent' | 'absent';

/** @param silentSeconds how long ago it had last done all that was due; undefined: none was at work within a day */
export function recorderState(silentSeconds: number | undefined): RecorderState {
  return silentSeconds === undefined ? 'absent' : silentSeconds > SILENT_SECONDS ? 'silent' : 'at-work';
}

/** What it means that none is at work. */
export function recorderText(silentSeconds: number | undefined): string {
  return silentSeconds === undefined
    ? t(
        'readiness.recorder.absent',
        'No recorder is at work: runs are marked on charts only while a page of an Editor is open, and have no records.'
      )
    : t(
        'readiness.recorder.silent',
        'The recorder has been silent for {{duration}}: meanwhile runs are marked on charts only while a page of an Editor is open, and get no records.',
        { duration: formatDuration(silentSeconds) }
      );
}

export function recorderNext(state: RecorderState): string {
  return state === 'absent'
    ? t('readiness.recorder.install', 'Install it (docs/install.md, “Marks and records without a browser”).')
    : t('readiness.recorder.look', 'See what it says (docs/runbooks.md, WvaRecorderSilent).');
}
