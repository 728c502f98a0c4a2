/** Series as an SVG with its own axes and legend: nothing to load, nothing to run. */
import { timeSteps } from '../domain/axisSteps';
import { formatNumber } from '../domain/format';
import type { TimeSeries, Window } from '../domain/analysis/types';

export interface ChartLine {
  name: string;
  series: TimeSeries;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [960, 220, 60, 24, 8];
/** Told apart without colour too: each line has a dash of its own as long as there are few. */
const COLORS = ['#3274d9', '#e0752d', '#299c46', '#8f3bb8', '#c4162a', '#0f7a8a'];
const DASHES = ['', '8 3', '2 3', '8 3 2 3', '12 4', '4 4'];

/** @param window the time that the axis shows */
export function svgChart(title: string, lines: readonly ChartLine[], { from, to, stepSeconds }: Window): string {
  const highest = Math.max(...lines.flatMap(({ series }) => series.values), 0) || 1;
  const x = (time: number): number => LEFT + ((time - from) / Math.max(1, to - from)) * (WIDTH - LEFT);
  const y = (value: number): number => TOP + (1 - value / highest) * (HEIGHT - TOP - BOTTOM);
  const paths = lines.map(({ name, series }, i) => {
    const [color, dash] = [COLORS[i % COLORS.length], DASHES[Math.floor(i) % DASHES.length]];
    return `<path d="${pathOf(series, stepSeconds, x, y)}" fill="none" stroke="${color}" stroke-dasharray="${dash}" stroke-width="1.5"><title>${htmlText(name)}</title></path>`;
  });
  const ticks = [0, 0.5, 1].map(
    (share) =>
      `<text x="${LEFT - 6}" y="${y(share * highest) + 4}" text-anchor="end">${axisText(share * highest)}</text><path d="M${LEFT},${y(share * highest).toFixed(1)}H${WIDTH}" stroke="#8884"/>`
  );
  const times = timeSteps((to - from) / 1000).map(({ value, text }) => {
    const at = from + value * 1000;
    const anchor = at > to - (to - from) / 20 ? 'end' : 'middle';
    return `<text x="${x(at).toFixed(1)}" y="${HEIGHT - 6}" text-anchor="${anchor}">${text}</text>`;
  });
  const legend =
    lines.length > COLORS.length ? '' : `<p>${lines.map(({ name }, i) => legendText(name, i)).join(' · ')}</p>`;
  return `<figure><figcaption>${htmlText(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${htmlText(title)}" font-size="11" fill="currentColor">${ticks.join('')}${times.join('')}${paths.join('')}</svg>${legend}</figure>`;
}

/** Not connected over what was not measured; latencies over time have points at four steps. */
function pathOf(
  { times, values }: TimeSeries,
  stepSeconds: number,
  x: (t: number) => number,
  y: (v: number) => number
): string {
  const gap = 4.5 * stepSeconds * 1000;
  return times
    .map((time, i) => {
      const before = times[i - 1];
      const command = before === undefined || time - before > gap ? 'M' : 'L';
      return `${command}${x(time).toFixed(1)},${y(values[i] ?? 0).toFixed(1)}`;
    })
    .join('');
}

function legendText(name: string, i: number): string {
  return `<svg viewBox="0 0 24 8" style="width:24px" aria-hidden="true"><path d="M0,4H24" stroke="${COLORS[i]}" stroke-dasharray="${DASHES[i]}" stroke-width="2"/></svg> ${htmlText(name)}`;
}

function axisText(value: number): string {
  return formatNumber(Number(value.toPrecision(3)), { most: 3 });
}

export function htmlText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
