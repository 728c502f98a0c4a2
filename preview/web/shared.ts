/**
 * The modules that Grafana shares with plugins, given to SystemJS under the names that plugins import them by.
 *
 * The list is Grafana's (public/app/features/plugins/loader/sharedDependencies.ts), less what no plugin here uses: jquery,
 * slate, redux, d3 and the modules of `app/core`.
 */
import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaDataUnstable from '@grafana/data/unstable';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as grafanaUi from '@grafana/ui';
import * as grafanaUiUnstable from '@grafana/ui/unstable';
import i18next from 'i18next';
import * as lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- handed on to plugins, not used here
import moment from 'moment';
import * as react from 'react';
import * as reactDom from 'react-dom';
import * as reactDomClient from 'react-dom/client';
import * as jsxDevRuntime from 'react/jsx-dev-runtime';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactRouter from 'react-router-dom';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

const SHARED: Record<string, object> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/data/unstable': grafanaDataUnstable,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/runtime/unstable': grafanaRuntimeUnstable,
  '@grafana/ui': grafanaUi,
  '@grafana/ui/unstable': grafanaUiUnstable,
  emotion: emotionCss,
  i18next: { default: i18next, __useDefault: true },
  lodash: { ...lodash, __useDefault: false },
  moment: { default: moment, __useDefault: true },
  react,
  'react-dom': reactDom,
  'react-dom/client': reactDomClient,
  'react/jsx-runtime': jsxRuntime,
  'react/jsx-dev-runtime': jsxDevRuntime,
  // As in Grafana, `react-router` is version 6 with its DOM parts.
  'react-router': reactRouter,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

interface SystemJs {
  import: (url: string) => Promise<Record<string, unknown>>;
  set: (id: string, module: object) => void;
  addImportMap: (map: { imports: Record<string, string> }) => void;
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`Could not load ${src}`));
    document.head.appendChild(script);
  });
}

let loading: Promise<SystemJs> | undefined;

/** SystemJS with its AMD part, loaded after everything else: libraries of the bundle must not see AMD's `define`. */
function systemJs(): Promise<SystemJs> {
  loading ??= (async () => {
    await loadScript('preview/systemjs/system.min.js');
    await loadScript('preview/systemjs/amd.min.js');
    const { System } = window as unknown as { System: SystemJs };
    const id = (name: string) => `package:${name}`;
    System.addImportMap({ imports: Object.fromEntries(Object.keys(SHARED).map((name) => [name, id(name)])) });
    for (const [name, module] of Object.entries(SHARED)) {
      System.set(id(name), module);
    }
    return System;
  })();
  return loading;
}

/** The exports of a plugin's module. With a top-level await in it they arrive as a promise. */
export async function importModule(url: string): Promise<Record<string, unknown>> {
  const system = await systemJs();
  const module = await system.import(new URL(url, document.baseURI).href);
  return (await (module.default ?? module)) as Record<string, unknown>;
}
