/** Grafana's mode for wall screens, `?kiosk`: without menu, bar and heading. */
import { useLocation } from 'react-router';

export function useKiosk(): boolean {
  return new URLSearchParams(useLocation().search).has('kiosk');
}
