/** Entry of the worker: reads one file and ends. */
import { rememberTexts, t } from '../i18n/t';
import { toUserError } from '../shared/errors';
import { fileParts } from './fileParts';
import type { FromWorker, ToWorker } from './messages';
import { readReport } from './readReport';
import { buffersOf } from './requestStore';

const PART_BYTES = 1024 * 1024;

// The DOM's types know `self` as a window; a worker's postMessage takes what to hand over second.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage: (message: FromWorker, transfer?: Transferable[]) => void;
};

const partsOf = rememberTexts();
const sent = (text: string) => partsOf(text) ?? text;

scope.onmessage = ({ data: { file } }) => {
  scope.postMessage({ kind: 'started' });
  readReport(fileParts(file, PART_BYTES), {
    fileName: file.name,
    onProgress: (bytes) => scope.postMessage({ kind: 'progress', bytes }),
  }).then(
    (report) =>
      scope.postMessage(
        { kind: 'report', report },
        report.benchmarks.flatMap(({ requests }) => buffersOf(requests))
      ),
    (error: unknown) => {
      const { title, message, nextStep } = toUserError(
        error,
        t('guidellm.error.could-not-be', '{{fileName}} could not be read', { fileName: file.name }),
        t('guidellm.error.try-again', 'Try it again.')
      );
      scope.postMessage({ kind: 'refused', title: sent(title), message: sent(message), nextStep: sent(nextStep) });
    }
  );
};
