/** A variant at work: its Deployment or the like, what WVA says of it, and who scales it. */
import type { LoadSource, ScalerSpec, ScalerView, TriggerSpec } from '../ports';
import { ACCELERATORS, inParallel } from './accelerator';
import { DecisionLog } from './decision';
import { Deployment } from './deployment';
import { Hpa } from './hpa';
import type { Pace } from './pace';
import type { VariantSpec } from './presets';
import type { Random } from './random';
import type { InstalledWva } from './release';
import type { Router } from './router';
import { VariantState } from './wva';

/** From 0.8 on WVA finds its variants by the annotations of their scalers, before by VariantAutoscalings. */
const BY_ANNOTATION: readonly InstalledWva[] = ['0.8', '0.9'];

/** What serves a workload, with the other variants of its model. */
export interface Serving {
  readonly router: Router;
  /** Rate of the load that is offered now, req/s. */
  readonly offeredRate: number;
  /** @param now seconds since the epoch */
  startLoad(source: LoadSource, now: number): void;
  /** What a trigger's query says; undefined where it selects nothing. */
  read(trigger: TriggerSpec): number | undefined;
}

export class Workload {
  readonly deployment: Deployment;
  readonly wva: VariantState;
  /** The ScaledObject's HPA, as long as there is one. */
  hpa?: Hpa;
  /** What the HPAs that it has had decided. */
  readonly hpaLog = new DecisionLog();
  /** Set by the pool that it becomes part of. */
  pool!: Serving;
  /** What WVA said of it before it lost sight of it: the gauges stay as they were. */
  readonly frozen = new Map<string, { desired: number; current: number }>();

  constructor(
    readonly spec: VariantSpec,
    root: Random,
    readonly installed: InstalledWva
  ) {
    const random = root.fork(`${spec.namespace}/${spec.name}`);
    const accelerator = inParallel(ACCELERATORS[spec.accelerator], spec.tensorParallel ?? 1);
    this.deployment = new Deployment({ ...spec, accelerator }, random.fork('pods'));
    this.wva = new VariantState(spec.replicas);
    if (spec.scaler) {
      this.applyScaler(spec.scaler);
    }
  }

  get router() {
    return this.pool.router;
  }

  get offeredRate(): number {
    return this.pool.offeredRate;
  }

  /** Name of the ScaledObject. */
  get scalerName(): string {
    return this.hpa?.spec.name ?? this.spec.name;
  }

  /** `variant_name`: the VariantAutoscaling's name up to 0.7, the scaler's from then on. */
  get variantName(): string {
    return BY_ANNOTATION.includes(this.installed) ? this.scalerName : this.spec.name;
  }

  /** Whether WVA knows of it; one without a model id is refused. */
  get isSeen(): boolean {
    if (this.installed === 'none' || this.spec.role === 'prefill') {
      return false;
    }
    return !BY_ANNOTATION.includes(this.installed) || Boolean(this.hpa?.spec.managed?.modelId);
  }

  scale(replicas: number): void {
    this.deployment.replicas = Math.max(0, Math.floor(replicas));
    this.wva.adopt();
  }

  applyScaler(scaler: ScalerSpec): void {
    const wasSeen = this.isSeen;
    this.hpa = new Hpa(scaler, this.deployment.replicas, this.hpaLog);
    this.frozen.delete(this.variantName);
    if (!wasSeen) {
      this.wva.adopt();
    }
  }

  removeScaler(): void {
    const { variantName, wva, isSeen } = this;
    this.hpa = undefined;
    if (isSeen && !this.isSeen) {
      this.frozen.set(variantName, { desired: wva.desired, current: wva.current });
    }
  }

  /** One tick of who scales it and of its pods. @param now seconds since the epoch */
  autoscale(now: number, pace: Pace): void {
    if (this.hpa) {
      this.deployment.replicas = this.hpa.tick(now, (trigger) => this.read(trigger), this.deployment.replicas, pace);
    }
  }

  /** What a trigger's query says; undefined where it selects nothing. */
  private read(trigger: TriggerSpec): number | undefined {
    const { signal, labels } = trigger;
    if (signal !== 'wva-desired') {
      return this.pool.read(trigger);
    }
    const { namespace = this.spec.namespace, variant_name: name = this.variantName } = labels;
    const isIts = this.isSeen && namespace === this.spec.namespace && name === this.variantName;
    return isIts ? this.wva.desired : undefined;
  }

  /** Its scaler as the Kubernetes API shows it, while there is one. */
  get scaler(): ScalerView | undefined {
    const { namespace, name, model, kind = 'Deployment' } = this.spec;
    return (
      this.hpa && {
        target: { namespace, name },
        kind,
        name: this.scalerName,
        spec: this.hpa.spec,
        model,
        replicas: this.deployment.created,
        desired: this.hpa.desired,
        conditions: this.hpa.conditions,
        unanswered: this.hpa.triggers
          .filter(({ value, errors }) => value === undefined && errors > 0)
          .map(({ trigger }) => trigger.name),
      }
    );
  }

  /** What is wrong with its scaler, as KEDA, the HPA and WVA show it; undefined when it answers. */
  get scalerProblem(): string | undefined {
    if (!this.hpa) {
      return 'nothing scales it';
    }
    const { triggers, conditions } = this.hpa;
    const followsWva = triggers.some(({ trigger }) => trigger.signal === 'wva-desired');
    if (followsWva && !this.isSeen) {
      return `WVA says nothing of the variant ${this.scalerName}: it needs the annotation llm-d.ai/model-id`;
    }
    const empty = triggers.find(({ trigger }) => this.read(trigger) === undefined);
    if (empty) {
      return `the query of trigger ${empty.trigger.name} has no answer`;
    }
    if (!conditions.ScalingActive) {
      return 'the HorizontalPodAutoscaler is not active';
    }
    return followsWva && this.wva.desired !== this.deployment.created
      ? `WVA wants ${this.wva.desired} replicas, and ${this.deployment.created} are there`
      : undefined;
  }
}
