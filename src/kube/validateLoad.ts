/** Load steps that can be sent and still make no sense. */
import { t } from '../i18n/t';
import type { LoadStep } from '../domain/loadProfile';
import type { NamedValue } from '../domain/run';
import { DecodeError } from '../domain/decodeError';
import { decodeLoadStep } from '../domain/loadSteps';
import { arrayParam, PARAMS } from '../domain/params';
import { error, type Problem } from './problem';

/** Tekton's `default-max-matrix-combinations-count`: a Pipeline that fans out wider is refused. */
export const MAX_COMBINATIONS = 256;
const MAX_STEP_SECONDS = 24 * 3600;
const MAX_RATE = 1000;

/** Problems of the params `load-steps`, and `start-delay` with `max-seconds`, of a request that has them. */
export function validateLoad(params: NamedValue[]): Problem[] {
  const steps = arrayParam(params, PARAMS.loadSteps) ?? [];
  return [
    ...tooMany(PARAMS.loadSteps, steps.length),
    ...steps
      .slice(0, MAX_COMBINATIONS)
      .flatMap((yaml, i) => validateStepText(yaml, `params.${PARAMS.loadSteps}[${i}]`)),
    ...validateArrays(params),
  ];
}

/** A profile that has neither rate nor users is as good as one that has them. */
function isIntensity({ rate, users, profile }: LoadStep): boolean {
  const value = rate ?? users;
  return value === undefined ? profile !== undefined : value > 0 && value <= MAX_RATE;
}

/** Problems of one step, whatever edits it. `field` is put before the part that is wrong. */
export function validateStep(step: LoadStep, field = ''): Problem[] {
  const at = (part: string) => (field === '' ? part : `${field}.${part}`);
  const seconds = (part: 'delay' | 'duration', value: number, least: number) =>
    value >= least && value <= MAX_STEP_SECONDS
      ? []
      : [
          error(
            at(part),
            least === 0
              ? t('validate.delay-from-0', 'The delay is from 0 to {{maxStepSeconds}} seconds (24 hours).', {
                  maxStepSeconds: MAX_STEP_SECONDS,
                })
              : t(
                  'validate.duration-more-than',
                  'The duration is more than 0 and at most {{maxStepSeconds}} seconds (24 hours).',
                  { maxStepSeconds: MAX_STEP_SECONDS }
                )
          ),
        ];
  const tokens = (part: string, value: number | undefined) =>
    value === undefined || (Number.isInteger(value) && value > 0)
      ? []
      : [error(at(part), t('validate.number-tokens-whole', 'The number of tokens is a whole number above 0.'))];
  return [
    ...seconds('delay', step.delaySeconds, 0),
    ...seconds('duration', step.durationSeconds, Number.MIN_VALUE),
    ...(isIntensity(step)
      ? []
      : [
          error(
            at('rate'),
            t('validate.rate-more-than', 'The rate is more than 0 and at most {{maxRate}} requests per second.', {
              maxRate: MAX_RATE,
            })
          ),
        ]),
    ...tokens('promptTokens', step.promptTokens),
    ...tokens('outputTokens', step.outputTokens),
  ];
}

function validateStepText(yaml: string, field: string): Problem[] {
  try {
    return validateStep(decodeLoadStep(yaml, t('validate.step', 'The step')), field);
  } catch (cause) {
    return [
      error(
        field,
        cause instanceof DecodeError ? `${cause.message}.` : t('validate.step-cannot-be', 'The step cannot be read.')
      ),
    ];
  }
}

function validateArrays(params: NamedValue[]): Problem[] {
  const delays = arrayParam(params, PARAMS.startDelay);
  const durations = arrayParam(params, PARAMS.maxSeconds);
  if (delays === undefined || durations === undefined) {
    return [];
  }
  const outside = (values: string[], least: number) =>
    values.findIndex((v) => v.trim() === '' || !(Number(v) >= least && Number(v) <= MAX_STEP_SECONDS));
  const badDelay = outside(delays, 0);
  const badDuration = outside(durations, Number.MIN_VALUE);
  return [
    ...tooMany(PARAMS.startDelay, delays.length),
    ...(delays.length === durations.length
      ? []
      : [
          error(
            `params.${PARAMS.maxSeconds}`,
            t(
              'validate.start-delay-pairs',
              '{{delays}} has {{delayCount}} elements and {{durations}} has {{durationCount}}: they belong together in pairs.',
              {
                delays: PARAMS.startDelay,
                delayCount: delays.length,
                durations: PARAMS.maxSeconds,
                durationCount: durations.length,
              }
            )
          ),
        ]),
    ...(badDelay < 0
      ? []
      : [
          error(
            `params.${PARAMS.startDelay}[${badDelay}]`,
            t('validate.delay-from-0-to', 'A delay is from 0 to {{maxStepSeconds}} seconds.', {
              maxStepSeconds: MAX_STEP_SECONDS,
            })
          ),
        ]),
    ...(badDuration < 0
      ? []
      : [
          error(
            `params.${PARAMS.maxSeconds}[${badDuration}]`,
            t('validate.duration-from-1', 'A duration is from 1 to {{maxStepSeconds}} seconds.', {
              maxStepSeconds: MAX_STEP_SECONDS,
            })
          ),
        ]),
  ];
}

/** A matrix of so many elements is refused. */
export function tooManySteps(count: number): string {
  return t('validate.too-many-steps', '{{steps}} steps: Tekton runs at most {{most}} at once. Remove {{over}}.', {
    steps: count,
    most: MAX_COMBINATIONS,
    over: count - MAX_COMBINATIONS,
  });
}

function tooMany(param: string, count: number): Problem[] {
  return count > MAX_COMBINATIONS ? [error(`params.${param}`, tooManySteps(count))] : [];
}
