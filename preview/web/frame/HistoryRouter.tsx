/** React Router 6 on the history that Grafana's location service keeps, so links and `locationService` agree. */
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import React, { useLayoutEffect, useMemo, useState } from 'react';
import { createPath, NavigationType, Router, type Navigator, type To } from 'react-router';

const TYPES: Record<string, NavigationType> = { POP: NavigationType.Pop, PUSH: NavigationType.Push, REPLACE: NavigationType.Replace };

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
  const [state, setState] = useState({ location: history.location, action: history.action as string });
  const navigator = useMemo(toNavigator, []);
  useLayoutEffect(() => history.listen((location, action) => setState({ location, action })), [history]);
  return (
    <Router location={{ ...state.location, state: state.location.state, key: state.location.key ?? 'default' }} navigationType={TYPES[state.action] ?? NavigationType.Pop} navigator={navigator}>
      <LocationServiceProvider service={locationService}>{children}</LocationServiceProvider>
    </Router>
  );
}
