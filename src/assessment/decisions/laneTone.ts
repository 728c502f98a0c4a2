/** Colours of the lane; each span carries its words too. */
import type { GrafanaTheme2 } from '@grafana/data';

import type { Tone } from '../../domain/decisions/tones';

/** Background and edge of each tone. */
export function toneColours(theme: GrafanaTheme2): Record<Tone, { background: string; edge: string }> {
  const { success, warning, info, error, background, text } = theme.colors;
  const named = (name: string) => theme.visualization.getColorByName(name);
  return {
    calm: { background: success.transparent, edge: success.border },
    due: { background: warning.transparent, edge: warning.border },
    moving: { background: info.transparent, edge: info.border },
    less: { background: background.secondary, edge: named('purple') },
    held: { background: background.secondary, edge: named('yellow') },
    alarm: { background: error.transparent, edge: error.border },
    none: { background: background.canvas, edge: text.disabled },
    up: { background: warning.transparent, edge: warning.main },
    down: { background: background.secondary, edge: named('purple') },
  };
}
