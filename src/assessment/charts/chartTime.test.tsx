import { dateTime, FieldType, type DataFrame } from '@grafana/data';
import { act, renderHook } from '@testing-library/react';

import { timeSeries } from '../../domain/analysis/timeSeries';
import { OVER_NUMBERS } from '../../scenes/menu/overNumbers';
import { timeRangeOf } from '../../shared/timeRange';
import { chartTime } from './chartTime';
import { linesFrame } from './runFrames';
import { useZoom } from './useZoom';

const FROM = Date.UTC(2026, 0, 1, 12);
const window = { from: FROM, to: FROM + 600_000, stepSeconds: 60 };
const series = timeSeries({}, [
  { at: FROM + 60_000, value: 1 },
  { at: FROM + 90_000, value: 2 },
]);
const frameBy = (alignment: 'elapsed' | 'progress' | 'absolute'): DataFrame =>
  linesFrame([{ name: 'a', series, window, stepSeconds: 30 }], alignment);

describe('the axis of a chart', () => {
  test('of minutes of load is a clock that begins with it, in UTC wherever the user is', () => {
    const { frame, timeRange, timeZone } = chartTime(frameBy('elapsed'), undefined);
    const [axis, line] = frame.fields;
    expect(axis!.type).toBe(FieldType.time);
    expect(axis!.values.map((ms) => new Date(ms as number).toISOString().slice(11, 19))).toEqual([
      '00:01:00',
      '00:01:30',
    ]);
    expect(axis!.config).toMatchObject({
      unit: 'time:HH:mm:ss',
      custom: { axisLabel: expect.stringMatching(/hh:mm/) },
    });
    expect(axis!.config.max).toBeUndefined();
    expect(line!.values).toEqual([1, 2]);
    expect([timeRange!.from.valueOf(), timeRange!.to.valueOf()]).toEqual([0, 600_000]);
    expect(timeZone).toBe('utc');
    expect(frame.meta!.custom![OVER_NUMBERS]).toMatchObject({ fields: [{ values: [1, 1.5] }, {}] });
  });

  test('of percent has no time, and so no group', () => {
    expect(chartTime(frameBy('progress'), undefined)).toEqual({ frame: frameBy('progress') });
  });

  test('of the clock stays as it is', () => {
    const range = timeRangeOf(window);
    const { frame, timeRange, timeZone } = chartTime(frameBy('absolute'), range);
    expect({ frame, timeRange, timeZone }).toEqual({
      frame: frameBy('absolute'),
      timeRange: range,
      timeZone: undefined,
    });
  });
});

test('charts over the same time are a group, others are not', () => {
  const group = (from: number, alignment: 'elapsed' | 'absolute') =>
    chartTime(frameBy(alignment), alignment === 'absolute' ? timeRangeOf({ from, to: from + 1 }) : undefined).group;
  expect(group(1, 'absolute')).toBe(group(1, 'absolute'));
  expect(group(1, 'absolute')).not.toBe(group(2, 'absolute'));
  expect(group(0, 'elapsed')).not.toBe(group(0, 'absolute'));
});

describe('zoom', () => {
  const range = { from: dateTime(1), to: dateTime(2), raw: { from: dateTime(1), to: dateTime(2) } };

  test('of one chart is that of its group, and ends for all', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((group) => renderHook(() => useZoom(group)).result);
    act(() => one!.current[1](range));
    expect([one, same, other].map((chart) => chart!.current[0])).toEqual([range, range, undefined]);
    act(() => same!.current[1](undefined));
    expect(one!.current[0]).toBeUndefined();
  });

  test('is over with the last chart', () => {
    const { result, unmount } = renderHook(() => useZoom('c'));
    act(() => result.current[1](range));
    unmount();
    expect(renderHook(() => useZoom('c')).result.current[0]).toBeUndefined();
  });
});
