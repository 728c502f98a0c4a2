/** A dropped file as a report, read beside the page, or in it where no worker may run. */
import { t, textOf } from '../i18n/t';
import { UserError } from '../shared/errors';
import { fileParts } from './fileParts';
import type { FromWorker, ToWorker } from './messages';
import type { GuidellmReport } from './report';

export interface ParseOptions {
  /** Throws or fails to load where a content security policy or another origin keeps it from running. */
  createWorker: () => Worker;
  signal: AbortSignal;
  /** Bytes that have been read. */
  onProgress?: (bytes: number) => void;
}

/** Read in the page, a part takes less than a frame or two; between parts the page continues to work. */
const PART_BYTES_IN_PAGE = 256 * 1024;

/** @throws UserError when it is no report or a broken one; what the signal says, when it aborts */
export async function parseFile(file: File, options: ParseOptions): Promise<GuidellmReport> {
  options.signal.throwIfAborted();
  return (await inWorker(file, options)) ?? (await inPage(file, options));
}

/** @returns undefined when the worker did not come to run */
function inWorker(file: File, { createWorker, signal, onProgress }: ParseOptions): Promise<GuidellmReport | undefined> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      worker = createWorker();
    } catch {
      resolve(undefined);
      return;
    }
    let runs = false;
    const end = (action: () => void) => {
      worker.terminate();
      signal.removeEventListener('abort', onAbort);
      action();
    };
    const onAbort = () => end(() => reject(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case 'started':
          runs = true;
          return;
        case 'progress':
          onProgress?.(data.bytes);
          return;
        case 'report':
          return end(() => resolve(data.report));
        case 'refused':
          return end(() => reject(refusal(data)));
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end(() => (runs ? reject(crashed(file.name, event.message)) : resolve(undefined)));
    };
    worker.postMessage({ file } satisfies ToWorker);
  });
}

/** In a chunk of its own: mostly the worker has it. */
async function inPage(file: File, { signal, onProgress }: ParseOptions): Promise<GuidellmReport> {
  const { readReport } = await import(/* webpackChunkName: "guidellm" */ './readReport');
  return readReport(fileParts(file, PART_BYTES_IN_PAGE), { fileName: file.name, signal, onProgress });
}

function refusal({ title, message, nextStep }: Extract<FromWorker, { kind: 'refused' }>): UserError {
  return new UserError({ title: textOf(title), message: textOf(message), nextStep: textOf(nextStep) });
}

function crashed(fileName: string, message: string): UserError {
  return new UserError({
    title: t('guidellm.error.could-not-be', '{{fileName}} could not be read', { fileName }),
    message: message || t('guidellm.error.reading-ended-without', 'Reading it stopped without a reason.'),
    nextStep: t(
      'guidellm.error.browser-may-have',
      'The browser may have run out of memory: close other tabs and try again.'
    ),
  });
}
