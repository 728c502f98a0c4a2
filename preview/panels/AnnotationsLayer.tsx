/**
 * Draws annotations on a time chart: regions and dashed lines in the plot, and below it a marker for each that tells its
 * text on hover, focus or click.
 */
import { css, cx } from '@emotion/css';
import { dateTimeFormat, textUtil, type DataFrame, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { Tag, Toggletip, useStyles2, useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import React, { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';

import { toMarks, type AnnotationMark } from './annotationMarks';

interface Props {
  config: UPlotConfigBuilder;
  annotations?: DataFrame[];
  timeZone: TimeZone;
}

export function AnnotationsLayer({ config, annotations, timeZone }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const marks = useMemo(() => toMarks(annotations, theme), [annotations, theme]);
  const current = useRef(marks);
  const plot = useRef<uPlot>();
  // A new object after every draw: the markers follow the plot.
  const [drawn, setDrawn] = useState<{ u: uPlot }>();

  useLayoutEffect(() => {
    config.addHook('init', (u) => {
      plot.current = u;
    });
    config.addHook('drawClear', (u) => drawRegions(u, current.current));
    config.addHook('draw', (u) => {
      drawLines(u, current.current);
      queueMicrotask(() => plot.current === u && setDrawn({ u }));
    });
    config.addHook('destroy', (u) => {
      if (plot.current === u) {
        plot.current = undefined;
      }
    });
  }, [config]);

  useLayoutEffect(() => {
    current.current = marks;
    plot.current?.redraw(false, true);
  }, [marks]);

  const wrap = drawn?.u.root.querySelector('.u-wrap') ?? undefined;
  if (drawn === undefined || wrap === undefined) {
    return null;
  }
  const { u } = drawn;
  const left = u.over.offsetLeft;
  const top = u.over.offsetTop + u.over.offsetHeight;
  return createPortal(
    visible(u, marks).map(({ mark, from, to }) => (
      <Toggletip key={mark.key} content={<MarkText mark={mark} timeZone={timeZone} />} placement="bottom">
        <button
          type="button"
          className={cx(styles.marker, mark.isRegion ? styles.region : styles.point)}
          data-testid={selectors.pages.Dashboard.Annotations.marker}
          aria-label={`Annotation: ${plain(mark)}`}
          title={plain(mark)}
          style={{
            top,
            left: left + from - (mark.isRegion ? 0 : 5),
            width: mark.isRegion ? Math.max(to - from, 4) : undefined,
            ...(mark.isRegion ? { background: mark.color } : { borderBottomColor: mark.color }),
          }}
        />
      </Toggletip>
    )),
    wrap
  );
}

function MarkText({ mark, timeZone }: { mark: AnnotationMark; timeZone: TimeZone }) {
  const styles = useStyles2(getStyles);
  const at = (time: number) => dateTimeFormat(time, { timeZone });
  return (
    <div className={styles.text}>
      <div className={styles.time}>{mark.isRegion ? `${at(mark.time)} – ${at(mark.timeEnd)}` : at(mark.time)}</div>
      {mark.title !== '' && <strong>{mark.title}</strong>}
      {/* Grafana lets annotations hold links: the same sanitizer as there leaves no script. */}
      <div dangerouslySetInnerHTML={{ __html: textUtil.sanitize(mark.text) }} />
      <div className={styles.tags}>
        {mark.tags.map((tag) => (
          <Tag key={tag} name={tag} />
        ))}
      </div>
    </div>
  );
}

function plain(mark: AnnotationMark): string {
  const text = new DOMParser().parseFromString(textUtil.sanitize(mark.text), 'text/html').body.textContent ?? '';
  return [mark.title, text].filter((part) => part.trim() !== '').join(': ');
}

/** Marks that are in the plot, in CSS pixels from its left edge. */
function visible(u: uPlot, marks: AnnotationMark[]): Array<{ mark: AnnotationMark; from: number; to: number }> {
  const width = u.over.clientWidth;
  return marks
    .map((mark) => ({ mark, from: u.valToPos(mark.time, 'x'), to: u.valToPos(mark.timeEnd, 'x') }))
    .filter(({ from, to }) => Number.isFinite(from) && to >= 0 && from <= width)
    .map(({ mark, from, to }) => ({ mark, from: Math.max(0, from), to: Math.min(width, to) }));
}

function drawRegions(u: uPlot, marks: AnnotationMark[]): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.globalAlpha = 0.12;
  for (const mark of marks.filter((one) => one.isRegion)) {
    const from = Math.max(bbox.left, u.valToPos(mark.time, 'x', true));
    const to = Math.min(bbox.left + bbox.width, u.valToPos(mark.timeEnd, 'x', true));
    if (to > from) {
      ctx.fillStyle = mark.color;
      ctx.fillRect(from, bbox.top, to - from, bbox.height);
    }
  }
  ctx.restore();
}

function drawLines(u: uPlot, marks: AnnotationMark[]): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 2;
  ctx.setLineDash([5, 5]);
  for (const mark of marks) {
    for (const time of mark.isRegion ? [mark.time, mark.timeEnd] : [mark.time]) {
      const x = u.valToPos(time, 'x', true);
      ctx.strokeStyle = mark.color;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
  }
  ctx.restore();
}

const getStyles = (theme: GrafanaTheme2) => ({
  marker: css({
    position: 'absolute',
    zIndex: 2,
    padding: 0,
    border: 'none',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  region: css({ height: 5, marginTop: 1 }),
  point: css({
    width: 0,
    height: 0,
    background: 'transparent',
    borderLeft: '5px solid transparent',
    borderRight: '5px solid transparent',
    borderBottomWidth: 5,
    borderBottomStyle: 'solid',
  }),
  text: css({
    maxWidth: 400,
    overflowWrap: 'anywhere',
    '& a': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  time: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  tags: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), marginTop: theme.spacing(1) }),
});
