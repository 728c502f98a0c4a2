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

/** Path of the page of the alert's variant. */
export const VARIANT_PAGE = variantPath({ namespace: 'NAMESPACE', name: 'VARIANT' })
  .replace('NAMESPACE', '{{ $labels.namespace | urlquery }}')
  .replace('VARIANT', '{{ $labels.variant | urlquery }}');
