/** What scales the workloads: KEDA and its metrics API, ScaledObjects and HPAs, WVA with its ConfigMap. */
import { WVA_DEFAULTS } from '../../constants';
import { t } from '../../i18n/t';
import { onFound, valueOf } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import type { AutoscalerWire, ScaledObjectWire } from '../clusterObjects';
import { conditionOf, conditionText, namesText } from '../conditions';
import type { Findings } from '../findings';

const WVA_METRIC = /wva_desired_replicas|inferno_desired_replicas/;

function keda(findings: Findings): Verdict {
  return onFound(findings.groups, (groups) => {
    if (!groups.has('keda.sh')) {
      return {
        state: 'missing',
        evidence: t(
          'readiness.keda.absent',
          'The cluster does not serve keda.sh: only static runs and plain HPAs are possible.'
        ),
        next: {
          text: t('readiness.keda.install', 'Install KEDA, or the Custom Metrics Autoscaler on OpenShift.'),
          href: 'https://keda.sh/docs/latest/deploy/',
        },
      };
    }
    return onFound(findings.objects.apiServices, ([service]) => {
      const available = service && conditionOf(service.status.conditions, 'Available');
      if (available?.status === 'True') {
        return {
          state: 'ready',
          evidence: t('readiness.keda.ready', 'KEDA is installed and serves external.metrics.k8s.io.'),
        };
      }
      return {
        state: service ? 'not-ready' : 'missing',
        evidence: available
          ? t('readiness.keda.unavailable', 'The API external.metrics.k8s.io does not work. {{why}}', {
              why: conditionText(available),
            })
          : t('readiness.keda.no-metrics', 'KEDA is installed, and the API external.metrics.k8s.io is not registered.'),
        next: {
          text: t('readiness.keda.next', 'See why its metrics server does not answer.'),
          command: 'kubectl describe apiservice v1beta1.external.metrics.k8s.io',
        },
      };
    });
  });
}

function failing(object: ScaledObjectWire | AutoscalerWire, type: string): string | undefined {
  const condition = conditionOf(object.status.conditions, type);
  return condition?.status === 'False' ? `${object.metadata.name}: ${conditionText(condition)}` : undefined;
}

function scalers(findings: Findings): Verdict {
  return onFound(findings.objects.autoscalers, (hpas) => {
    const scaled = valueOf(findings.objects.scaledObjects) ?? [];
    const paused = scaled.filter(({ status }) => conditionOf(status.conditions, 'Paused')?.status === 'True');
    const problems = [
      ...scaled.flatMap((one) => failing(one, 'Ready') ?? []),
      ...hpas.flatMap((one) => failing(one, 'ScalingActive') ?? failing(one, 'AbleToScale') ?? []),
      ...paused.map(({ metadata }) => t('readiness.scalers.paused', '{{name}} is paused', { name: metadata.name })),
      ...twice(hpas),
    ];
    if (problems.length > 0) {
      return {
        state: 'not-ready',
        evidence: problems.slice(0, 3).join('. '),
        next: {
          text: t('readiness.scalers.next', 'See what the autoscaler cannot read.'),
          command: 'kubectl describe scaledobjects,hpa -n <namespace of runs>',
        },
      };
    }
    return hpas.length + scaled.length === 0
      ? {
          state: 'not-needed',
          evidence: t('readiness.scalers.none', 'Nothing scales a workload now; a run applies its own scaler.'),
        }
      : {
          state: 'ready',
          evidence: t('readiness.scalers.found', '{{scaled}} and {{hpas}}, all active.', {
            scaled: t('readiness.scalers.scaled-objects', '{{count}} ScaledObjects', {
              count: scaled.length,
              defaultValue_one: '{{count}} ScaledObject',
            }),
            hpas: t('readiness.scalers.hpas', '{{count}} HPAs', {
              count: hpas.length,
              defaultValue_one: '{{count}} HPA',
            }),
          }),
        };
  });
}

/** Two HPAs on one workload undo each other's decisions. */
function twice(hpas: readonly AutoscalerWire[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { metadata, spec } of hpas) {
    const key = `${metadata.namespace}/${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`;
    targets.set(key, [...(targets.get(key) ?? []), metadata.name]);
  }
  return [...targets].flatMap(([target, names]) =>
    names.length > 1
      ? [
          t('readiness.scalers.twice', '{{names}} scale the same workload {{target}}', {
            names: names.join(', '),
            target: target.split('/')[2] ?? '',
          }),
        ]
      : []
  );
}

function wva(findings: Findings): Verdict {
  return onFound(findings.prometheus, ({ detection }) => {
    const version = detection.wvaVersion;
    if (version !== undefined) {
      return { state: 'ready', evidence: detection.findings.find(({ subject }) => subject === 'wva')?.text ?? version };
    }
    const wanted = (valueOf(findings.objects.scaledObjects) ?? []).filter(({ spec }) =>
      WVA_METRIC.test(JSON.stringify(spec.triggers))
    );
    return wanted.length > 0
      ? {
          state: 'missing',
          evidence: t('readiness.wva.wanted', '{{names}} follow WVA, and Prometheus has no metrics of it.', {
            names: namesText(wanted.map(({ metadata }) => metadata.name)),
          }),
          next: {
            text: t('readiness.wva.next', 'See whether the controller runs and is scraped.'),
            command: `kubectl get pods,servicemonitors -n ${WVA_DEFAULTS.namespace}`,
          },
        }
      : { state: 'not-needed', evidence: t('readiness.wva.not-needed', 'Nothing here follows WVA.') };
  });
}

function wvaConfig(findings: Findings): Verdict {
  if (valueOf(findings.prometheus)?.detection.wvaVersion === undefined) {
    return { state: 'not-needed', evidence: t('readiness.wva-config.no-wva', 'WVA is not there.') };
  }
  return onFound(findings.thresholds, (thresholds) => {
    switch (thresholds.kind) {
      case 'found':
        return {
          state: 'ready',
          evidence: Object.entries(thresholds.thresholds)
            .map(([key, value]) => `${key} ${value}`)
            .join(', '),
        };
      case 'absent':
        return {
          state: 'cannot-see',
          evidence: t(
            'readiness.wva-config.none',
            'The ConfigMap {{name}} is not there, or the account may not read it.',
            { name: thresholds.from }
          ),
          next: {
            text: t('readiness.wva-config.grant', 'Grant the reader the ConfigMap of WVA.'),
            command: 'kubectl apply --server-side -k deploy/base/autoscaler',
          },
        };
      case 'broken':
        return {
          state: 'not-ready',
          evidence: t(
            'readiness.wva-config.invalid',
            'No threshold can be read from the ConfigMap {{name}} ({{why}}); WVA falls back to its defaults.',
            { name: thresholds.from, why: thresholds.reason }
          ),
          next: {
            text: t('readiness.wva-config.mend', 'Correct the ConfigMap.'),
            command: `kubectl edit configmap ${WVA_DEFAULTS.configMap} -n ${thresholds.from.split('/')[0] ?? ''}`,
          },
        };
    }
  });
}

export const AUTOSCALING_CHECKS: readonly Check[] = [
  {
    id: 'keda',
    group: 'autoscaling',
    title: () => t('readiness.keda.title', 'KEDA and its metrics API'),
    weight: 'needed',
    judge: keda,
  },
  {
    id: 'scalers',
    group: 'autoscaling',
    title: () => t('readiness.scalers.title', 'ScaledObjects and HPAs'),
    weight: 'advice',
    judge: scalers,
  },
  {
    id: 'wva',
    group: 'autoscaling',
    title: () => t('readiness.wva.title', 'Workload Variant Autoscaler'),
    weight: 'advice',
    judge: wva,
  },
  {
    id: 'wva-config',
    group: 'autoscaling',
    title: () => t('readiness.wva-config.title', 'WVA’s thresholds'),
    weight: 'advice',
    judge: wvaConfig,
  },
];
