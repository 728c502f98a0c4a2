import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneComponentProps,
  type SceneObject,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import React, { useCallback } from 'react';

import type { UrlCodec } from '../shared/urlCodec';

/** What a screen gets: what it shows, and a way to show something else. */
export interface ViewProps<V> {
  view: V;
  onView: (part: Partial<V>) => void;
}

interface UrlViewState<V> extends SceneObjectState {
  view: V;
  /** Scenes that the screen renders, and that keep something in the URL too. */
  parts: SceneObject[];
}

/** A page that is a React screen: holds what it shows, in the URL. */
export class UrlView<V extends object> extends SceneObjectBase<UrlViewState<V>> {
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: () => [...this.codec.keys] });

  constructor(
    private readonly codec: UrlCodec<V>,
    readonly Screen: React.ComponentType<ViewProps<V>>,
    parts: SceneObject[] = []
  ) {
    super({ view: codec.read({}), parts });
  }

  getUrlState(): SceneObjectUrlValues {
    return this.codec.write(this.state.view);
  }

  /** Scenes hands over only the keys that changed. */
  updateFromUrl(values: SceneObjectUrlValues): void {
    this.setState({ view: this.codec.read({ ...this.getUrlState(), ...values }) });
  }

  static Component = UrlViewScreen;
}

function UrlViewScreen<V extends object>({ model }: SceneComponentProps<UrlView<V>>): React.ReactElement {
  const { view } = model.useState();
  const onView = useCallback((part: Partial<V>) => model.setState({ view: { ...model.state.view, ...part } }), [model]);
  return <model.Screen view={view} onView={onView} />;
}
