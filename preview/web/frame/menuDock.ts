/**
 * Whether Grafana's main menu stands beside the page or over it, after its AppChromeService: docked and open from the
 * breakpoint `xl` on, unless this browser was told otherwise; over the page, and shut at first, below it.
 */
import { store } from '@grafana/data';
import { config } from '@grafana/runtime';
import { useSyncExternalStore } from 'react';

/** Grafana's names, so that what a test or a picture sets there holds in both homes. */
const DOCKED_KEY = 'grafana.navigation.docked';
const OPEN_KEY = 'grafana.navigation.open';

export interface MenuDock {
  docked: boolean;
  open: boolean;
}

const listeners = new Set<() => void>();
let isWide: MediaQueryList | undefined;
let dock: MenuDock = { docked: false, open: false };

/** What this window and this browser's choices make of it. */
function chosen(): MenuDock {
  const docked = isWide?.matches === true && store.getBool(DOCKED_KEY, true);
  return { docked, open: docked && store.getBool(OPEN_KEY, true) };
}

function change(to: MenuDock): void {
  dock = to;
  listeners.forEach((listener) => listener());
}

/** Follows the window's width from now on; once, when the frame starts. */
export function watchMenuDock(): void {
  isWide = window.matchMedia(`(min-width: ${config.theme2.breakpoints.values.xl}px)`);
  isWide.addEventListener('change', () => change(chosen()));
  dock = chosen();
}

export function setMenuOpen(open: boolean, persist = true): void {
  if (dock.docked && persist) {
    store.set(OPEN_KEY, open);
  }
  change({ ...dock, open });
}

/** Docks the menu, or frees and shuts it. */
export function toggleMenuDocked(): void {
  const docked = !dock.docked;
  store.set(DOCKED_KEY, docked);
  change({ docked, open: docked });
}

export function useMenuDock(): MenuDock {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => dock
  );
}
