/**
 * The app's settings: `jsonData` of the app plugin, readable by every Viewer, written by the configuration page.
 *
 * Scenes are built outside of React, so the settings of the running app live in a small store: {@link currentAppSettings}
 * for scenes, {@link useAppSettings} for components.
 */
import { useSyncExternalStore } from 'react';

import { WVA_DEFAULTS } from '../constants';
import type { GpuPrice, LatencyLimits } from '../domain/analysis/types';
import type { GateTexts } from '../domain/comparison/gates';
import { listCache } from '../domain/moduleCaches';
import { decodeThresholds, type Thresholds } from '../domain/thresholds';
import { decodeGpuPrices } from './gpuPrices';
import { decodeLatencyLimits } from './latencyLimits';

/** One of several clusters, and the data sources that reach it. */
export interface ClusterSettings {
  /** Shown to users, and in URLs: letters, digits, hyphens and dots. */
  name: string;
  tektonUid: string;
  prometheusUid: string;
}

export interface AppSettings {
  /** Uid of the Prometheus data source; without it the only one there is, or the default one. */
  prometheusUid?: string;
  /** Uid of the Tekton data source; without it the only one there is. */
  tektonUid?: string;
  /** Namespace of WVA's controller and of its ConfigMap. */
  autoscalerNamespace: string;
  /** Thresholds set by hand; they win over what the ConfigMap says. */
  thresholds: Partial<Thresholds>;
  /** Part of DCGM's `modelName` that the GPUs page starts with, for example `L40S`; empty shows all. */
  acceleratorFilter: string;
  /** Where Argo CD's pages are, for links; without a slash at the end. */
  argoUrl?: string;
  /** Gates of comparisons by experiment, each a text such as `ttft-p99:+10%:fail`; kept as code in the provisioning. */
  gates: GateTexts;
  /** Limits for goodput; a comparison may have its own in its URL. */
  latencyLimits: LatencyLimits;
  /** What an hour of a GPU costs, where the cluster does not tell. */
  gpuPrices: GpuPrice[];
  /** Clusters to choose from; with none the two data sources above are the only ones. */
  clusters: ClusterSettings[];
  /** Of several, the cluster whose data sources stand above. Chosen by the URL, never saved. */
  cluster?: string;
}

/** `jsonData` as Grafana keeps it. */
export type AppJsonData = Partial<Record<keyof AppSettings, unknown>>;

export const DEFAULT_APP_SETTINGS: AppSettings = {
  autoscalerNamespace: WVA_DEFAULTS.namespace,
  thresholds: {},
  acceleratorFilter: 'L40S',
  gates: { experiments: {} },
  latencyLimits: {},
  gpuPrices: [],
  clusters: [],
};

export const isClusterName = (name: string): boolean => /^[A-Za-z0-9]([-.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(name);

/** Any `jsonData` as settings. Never throws: a field of a wrong type counts as not set. */
export function decodeAppSettings(jsonData: unknown): AppSettings {
  const data = (typeof jsonData === 'object' && jsonData !== null ? jsonData : {}) as AppJsonData;
  return {
    prometheusUid: filled(data.prometheusUid),
    tektonUid: filled(data.tektonUid),
    autoscalerNamespace: filled(data.autoscalerNamespace) ?? DEFAULT_APP_SETTINGS.autoscalerNamespace,
    thresholds: decodeThresholds(data.thresholds),
    // An empty text is a choice here: all accelerators.
    acceleratorFilter:
      typeof data.acceleratorFilter === 'string'
        ? data.acceleratorFilter.trim()
        : DEFAULT_APP_SETTINGS.acceleratorFilter,
    argoUrl: webAddress(data.argoUrl),
    gates: decodeGateTexts(data.gates),
    latencyLimits: decodeLatencyLimits(data.latencyLimits),
    gpuPrices: decodeGpuPrices(data.gpuPrices),
    clusters: decodeClusters(data.clusters),
  };
}

/** Those that are whole; of two with the same name the first. */
function decodeClusters(value: unknown): ClusterSettings[] {
  const all = (Array.isArray(value) ? value : []).flatMap((one): ClusterSettings[] => {
    const { name, tektonUid, prometheusUid } = asRecord(one);
    const whole = { name: filled(name) ?? '', tektonUid: filled(tektonUid), prometheusUid: filled(prometheusUid) };
    return isClusterName(whole.name) && whole.tektonUid && whole.prometheusUid ? [whole as ClusterSettings] : [];
  });
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}

/** Settings with the data sources of a cluster in place; of the first one, where the name is not known. */
export function inCluster(settings: AppSettings, name: string | undefined): AppSettings {
  const [first, ...others] = settings.clusters;
  const found = settings.clusters.find((one) => one.name === name) ?? first;
  return found === undefined
    ? settings
    : {
        ...settings,
        tektonUid: found.tektonUid,
        prometheusUid: found.prometheusUid,
        ...(others.length > 0 ? { cluster: found.name } : {}),
      };
}

/** Only the shape: whether a text is a gate is told where gates are used, beside the text. */
function decodeGateTexts(value: unknown): GateTexts {
  const { default: fallback, experiments } = asRecord(value);
  const byExperiment = Object.entries(asRecord(experiments)).flatMap(([name, texts]): Array<[string, string[]]> => {
    const list = textList(texts);
    return list ? [[name, list]] : [];
  });
  return { default: textList(fallback), experiments: Object.fromEntries(byExperiment) };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** An empty list is a choice: no gates. */
function textList(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : undefined;
}

/** Only what a link may lead to. */
export function webAddress(value: unknown): string | undefined {
  const text = filled(value)?.replace(/\/+$/, '');
  return text !== undefined && /^https?:\/\//.test(text) ? text : undefined;
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

let saved: AppSettings = DEFAULT_APP_SETTINGS;
let chosen: string | undefined;
let current: AppSettings = DEFAULT_APP_SETTINGS;
const listeners = new Set<() => void>();

export function currentAppSettings(): AppSettings {
  return current;
}

let savedHere = false;
listCache('settings of the app', () => {
  savedHere = false;
  chosen = undefined;
  setAppSettings(DEFAULT_APP_SETTINGS);
});

/**
 * Called by the app's root with what Grafana loaded; Grafana caches that, so what was saved in this session wins.
 *
 * @param cluster name of the cluster that the URL asks for
 */
export function adoptAppSettings(jsonData: unknown, cluster?: string): void {
  chosen = cluster ?? chosen;
  if (!savedHere) {
    setAppSettings(decodeAppSettings(jsonData));
  }
}

/** Called by the configuration page after it saved. */
export function keepSavedAppSettings(settings: AppSettings): void {
  savedHere = true;
  setAppSettings(settings);
}

/** Has all pages ask the data sources of this cluster. */
export function chooseCluster(name: string): void {
  chosen = name;
  setAppSettings(saved);
}

export function setAppSettings(settings: AppSettings): void {
  saved = settings;
  const next = inCluster(settings, chosen);
  if (JSON.stringify(next) !== JSON.stringify(current)) {
    current = next;
    listeners.forEach((listener) => listener());
  }
}

/** Returns the undo. */
export function onAppSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAppSettings(): AppSettings {
  return useSyncExternalStore(onAppSettings, currentAppSettings);
}
