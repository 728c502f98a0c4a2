/** React Router 6 on the history that Grafana's location service keeps, so links and `locationService` agree. */
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import React, { useLayoutEffect, useMemo, useState } from 'react';
import { createPath, NavigationType, Router, type Navigator, type To } from 'react-router';

const TYPES: Record<string, NavigationType> = {
  POP: NavigationType.Pop,
  PUSH: NavigationType.Push,
  REPLACE: NavigationType.Replace,
};

/** The part of history 4 that is used; its package brings no types. */
interface HistoryState {
  location: { pathname: string; search: string; hash: string; state?: unknown; key?: string };
  action: string;
}

function toNavigator(): Navigator {
  const history = locationService.getHistory();
  const path = (to: To) => (typeof to === 'string' ? to : createPath(to));
  return {
    createHref: path,
    go: (delta) => history.go(delta),
    push: (to, state) => history.push(path(to), state),
    replace: (to, state) => history.replace(path(to), state),
  };
}

export function HistoryRouter({ children }: React.PropsWithChildren) {
  const history = locationService.getHistory();
  const [state, setState] = useState<HistoryState>({ location: history.location, action: history.action });
  const navigator = useMemo(() => toNavigator(), []);
  useLayoutEffect(
    () => history.listen((location: HistoryState['location'], action: string) => setState({ location, action })),
    [history]
  );
  return (
    <Router
      location={{ ...state.location, state: state.location.state, key: state.location.key ?? 'default' }}
      navigationType={TYPES[state.action] ?? NavigationType.Pop}
      navigator={navigator}
    >
      <LocationServiceProvider service={locationService}>{children}</LocationServiceProvider>
    </Router>
  );
}
