/** Under which service account a run is started, where the cluster's policy lets only some in. */
import { t } from '../../i18n/t';
import { EXPERIMENT_PIPELINE } from '../../constants';
import type { RunFormValues } from './model';

/** The account that OpenShift Pipelines gives each namespace. */
const OPENSHIFT_ACCOUNT = 'pipeline';

/**
 * The form's values with an account that is let in where they name none: our Pipeline has its own account, others mostly
 * run under that of OpenShift.
 *
 * @param allowed undefined: any, and then none is chosen
 */
export function withAccount(values: RunFormValues, pipeline: string, allowed: string[] | undefined): RunFormValues {
  if (allowed === undefined || values.serviceAccountName !== '') {
    return values;
  }
  const wanted = pipeline === EXPERIMENT_PIPELINE.name ? EXPERIMENT_PIPELINE.serviceAccount : OPENSHIFT_ACCOUNT;
  return { ...values, serviceAccountName: allowed.includes(wanted) ? wanted : (allowed[0] ?? '') };
}

/** What is wrong with an account; undefined when it is let in. */
export function accountProblem(account: string, allowed: string[] | undefined): string | undefined {
  if (allowed === undefined || allowed.includes(account.trim())) {
    return undefined;
  }
  return allowed.length === 0
    ? t('validate.account.cluster-policy-lets', "The cluster's policy lets no account start a run.")
    : t('validate.account.cluster-policy-lets-runs', "The cluster's policy lets runs start under {{allowed}} only.", {
        allowed: allowed.join(' or '),
      });
}
