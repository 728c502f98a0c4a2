/** The unpublished entries of Grafana's packages that the bundle resolves; see `bundle.ts`. */
declare module '@grafana/runtime/internal' {
  import type { ComponentType } from 'react';
  import type { PluginPageProps } from '@grafana/runtime';

  export function setPluginPage(component: ComponentType<PluginPageProps>): void;
  export function setPanelDataErrorView(component: ComponentType<never>): void;
  export function setPanelRenderer(component: ComponentType<never>): void;
}

declare module '@grafana/i18n/internal' {
  export function initializeI18n(options: { language: string; ns: string[] }): Promise<{ language: string }>;
}
