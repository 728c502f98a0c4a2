/**
 * The app's settings: `jsonData` of the app plugin, readable by every Viewer, written by the configuration page.
 *
 * Scenes are built outside of React, so the settings of the running app live in a small store: {@link currentAppSettings}
 * for scenes, {@link useAppSettings} for components.
 */
import { useSyncExternalStore } from 'react';

import { WVA_DEFAULTS } from '../constants';
import type { GateTexts } from '../domain/comparison/gates';
import { listCache } from '../domain/moduleCaches';
import { decodeThresholds, type Thresholds } from '../domain/thresholds';

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
}

/** `jsonData` as Grafana keeps it. */
export type AppJsonData = Partial<Record<keyof AppSettings, unknown>>;

export const DEFAULT_APP_SETTINGS: AppSettings = {
  autoscalerNamespace: WVA_DEFAULTS.namespace,
  thresholds: {},
  acceleratorFilter: 'L40S',
  gates: { experiments: {} },
};

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
function webAddress(value: unknown): string | undefined {
  const text = filled(value)?.replace(/\/+$/, '');
  return text !== undefined && /^https?:\/\//.test(text) ? text : undefined;
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

let current: AppSettings = DEFAULT_APP_SETTINGS;
const listeners = new Set<() => void>();

export function currentAppSettings(): AppSettings {
  return current;
}

let savedHere = false;
listCache('settings of the app', () => {
  savedHere = false;
  setAppSettings(DEFAULT_APP_SETTINGS);
});

/** Called by the app's root with what Grafana loaded; Grafana caches that, so what was saved in this session wins. */
export function adoptAppSettings(jsonData: unknown): void {
  if (!savedHere) {
    setAppSettings(decodeAppSettings(jsonData));
  }
}

/** Called by the configuration page after it saved. */
export function keepSavedAppSettings(settings: AppSettings): void {
  savedHere = true;
  setAppSettings(settings);
}

export function setAppSettings(settings: AppSettings): void {
  if (JSON.stringify(settings) !== JSON.stringify(current)) {
    current = settings;
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
