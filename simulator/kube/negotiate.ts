/** Content negotiation: JSON, or JSON as a Table. */
import { notAcceptable } from './status';

export type Representation = 'json' | 'table';

const SERVED = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The first representation of `Accept` that can be served. Throws 406. */
export function negotiate(accept: string | undefined): Representation {
  if (accept === undefined || accept.trim() === '') {
    return 'json';
  }
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (!['application/json', 'application/*', '*/*'].includes(type.toLowerCase())) {
      continue;
    }
    const values = new Map(parameters.map((parameter) => parameter.split('=') as [string, string]));
    const as = values.get('as');
    if (as === undefined) {
      return 'json';
    }
    if (as === 'Table' && values.get('g') === 'meta.k8s.io' && ['v1', 'v1beta1'].includes(values.get('v') ?? '')) {
      return 'table';
    }
  }
  throw notAcceptable(SERVED);
}
