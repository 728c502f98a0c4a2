/** Pieces of alert texts: Go templates as Prometheus expands them. */
import { variantPath } from '../src/routes';
import { VARIANT_RECORDINGS } from '../src/queries/recordings';

/** The variant that an alert is about. */
export const VARIANT = '{{ $labels.namespace }}/{{ $labels.variant }}';

/** A recorded figure of the alert's variant, or `–` where there is none; `format` as in Go's fmt. */
export function figure(key: keyof typeof VARIANT_RECORDINGS, format = '%.0f'): string {
  const selector = `${VARIANT_RECORDINGS[key].record}{namespace=%q,variant=%q}`;
  const ask = `printf "${selector}" $labels.namespace $labels.variant | query`;
  return `{{ with ${ask} }}{{ . | first | value | printf "${format}" }}{{ else }}–{{ end }}`;
}

/**
 * A text by the analyzer that decides about the alert's variant: for V2, or for V1 and where nothing says which.
 *
 * @param v2 with `TOKENS` for the tokens that V2 misses
 */
export function byAnalyzer({ v1, v2 }: { v1: string; v2: string }): string {
  const ask = `printf "${VARIANT_RECORDINGS.requiredTokens.record}{namespace=%q,variant=%q}" $labels.namespace $labels.variant | query`;
  const tokens = '{{ . | first | value | printf "%.0f" }}';
  return `{{ with ${ask} }}${v2.replace('TOKENS', tokens)}{{ else }}${v1}{{ end }}`;
}

/** Path of the page of the alert's variant. */
export const VARIANT_PAGE = variantPath({ namespace: 'NAMESPACE', name: 'VARIANT' })
  .replace('NAMESPACE', '{{ $labels.namespace | urlquery }}')
  .replace('VARIANT', '{{ $labels.variant | urlquery }}');
