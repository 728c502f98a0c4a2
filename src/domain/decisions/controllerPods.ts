/** The pods of WVA's controller, among the pods of its namespace. */
import { asRecord, textOf } from './controllerLine';

export interface ControllerPod {
  name: string;
  container: string;
  /** Epoch ms: it cannot say anything of the time before. */
  createdAt: number;
}

/** What kubebuilder's layout, which WVA has, puts on a controller's pods. */
export const CONTROLLER_SELECTOR = 'control-plane=controller-manager';

const NAME_LABEL = 'app.kubernetes.io/name';
const WVA_NAME = 'workload-variant-autoscaler';
const CONTAINER = 'manager';

/**
 * @param list a PodList of those that {@link CONTROLLER_SELECTOR} selects; others' controllers may be among them, unless they
 *   can be told apart
 */
export function controllerPodsOf(list: unknown): ControllerPod[] {
  const { items } = asRecord(list);
  const pods = (Array.isArray(items) ? items : []).flatMap((item: unknown) => {
    const { metadata, spec } = asRecord(item);
    const { name, creationTimestamp, labels } = asRecord(metadata);
    const { containers } = asRecord(spec);
    const names = (Array.isArray(containers) ? containers : []).flatMap((one) => textOf(asRecord(one).name) ?? []);
    const container = names.includes(CONTAINER) ? CONTAINER : names[0];
    const createdAt = Date.parse(textOf(creationTimestamp) ?? '');
    const own = textOf(name);
    return own === undefined || container === undefined || Number.isNaN(createdAt)
      ? []
      : [{ name: own, container, createdAt, isWva: asRecord(labels)[NAME_LABEL] === WVA_NAME }];
  });
  const certain = pods.filter(({ isWva }) => isWva);
  return (certain.length > 0 ? certain : pods).map(({ name, container, createdAt }) => ({
    name,
    container,
    createdAt,
  }));
}
