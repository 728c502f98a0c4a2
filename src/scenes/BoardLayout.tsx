import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelData } from '@grafana/data';
import {
  LazyLoader,
  sceneGraph,
  SceneObjectBase,
  VizPanel,
  type SceneComponentProps,
  type SceneObject,
  type SceneObjectState,
} from '@grafana/scenes';
import { Text, useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';

import { BOARD_WIDTHS, fillRows, LINE_PARTS } from '../panels/fillRow';
import type { PanelNeed, Row } from '../panels/spec';
import { foundNothing, notShown } from './absentPanels';
import { useOpened } from './menu/opened';
import { PanelPlace } from './menu/PanelPlace';

/** Pixels of a unit of a panel's height, as in Grafana's own grid. */
const UNIT = 38;
const GAP = 8;
/**
 * Pixels of Grafana's small table row, of a panel's title, padding and sideways scroll bar, and of two more lines of text: a long
 * name wraps, and a single row is to be seen whole.
 */
const TABLE = { row: 36, frame: 68, wrapped: 44, mostRows: 12 };

interface BoardItemState extends SceneObjectState {
  body: SceneObject;
  /** Of {@link LINE_PARTS}, at each of {@link BOARD_WIDTHS}. */
  spans: readonly number[];
  /** In units of Grafana's grid. */
  height: number;
  /** A table: as high as its rows need, once they are there. */
  fitsRows?: boolean;
  /** What the data source has to have for it; without, it is shown whatever is there. */
  needs?: { need: PanelNeed; uid: string };
  /** It needs what the data source does not have, and has found nothing. */
  isAbsent?: boolean;
}

/** A panel and its place. It asks for nothing until it comes near the screen. */
export class BoardItem extends SceneObjectBase<BoardItemState> {
  static Component = BoardItemRenderer;

  setAbsent(isAbsent: boolean): void {
    if (isAbsent !== Boolean(this.state.isAbsent)) {
      this.setState({ isAbsent });
      if (this.parent instanceof BoardRow) {
        this.parent.fill();
      }
    }
  }
}

function BoardItemRenderer({ model }: SceneComponentProps<BoardItem>): React.ReactElement {
  const { body, spans, height, fitsRows, isAbsent } = model.useState();
  const { data } = sceneGraph.getData(body).useState();
  const rows = fitsRows ? (data?.series[0]?.length ?? 0) : 0;
  const styles = useStyles2(getStyles);
  useAbsence(model, data);
  // What a link opens is shown wherever on the page it has its place.
  const Loader = useOpened(body.state.key) === undefined ? LazyLoader : 'div';
  return isAbsent ? (
    <></>
  ) : (
    <Loader
      key={body.state.key ?? 'panel'}
      className={styles.item}
      style={{ ...spanVariables(spans), height: rows > 0 ? tableHeight(rows) : height * UNIT - GAP }}
    >
      {body instanceof VizPanel ? <PanelPlace panel={body} /> : <body.Component model={body} />}
    </Loader>
  );
}

/** Takes a panel away that cannot have data, until another time is looked at. */
function useAbsence(model: BoardItem, data: PanelData | undefined): void {
  const { needs } = model.useState();
  const { value: range } = sceneGraph.getTimeRange(model).useState();
  const isAbsent = needs !== undefined && foundNothing({ ...needs, range, data });
  useEffect(() => model.setAbsent(isAbsent), [model, isAbsent]);
}

/** Pixels of a panel with a table of so many rows; many are scrolled through. */
function tableHeight(rows: number): number {
  return TABLE.frame + TABLE.wrapped + (1 + Math.min(rows, TABLE.mostRows)) * TABLE.row;
}

/** What the styles of a panel read at each of {@link BOARD_WIDTHS}. */
function spanVariables(spans: readonly number[]): Record<string, number> {
  return Object.fromEntries(spans.map((span, index) => [`--span-${index}`, span]));
}

interface BoardRowState extends SceneObjectState {
  title?: string;
  panels: Row['panels'];
  /** Of {@link panels}, in order. */
  items: BoardItem[];
}

/** A heading and its panels: side by side where there is room, below each other on a phone. */
export class BoardRow extends SceneObjectBase<BoardRowState> {
  static Component = BoardRowRenderer;

  /** Shares the lines among the panels that are there. */
  fill(): void {
    const { panels, items } = this.state;
    const shown = items.filter(({ state }) => !state.isAbsent);
    const byWidth = fillRows({ panels: panels.filter((_, index) => !items[index]?.state.isAbsent) });
    shown.forEach((item, index) => item.setState({ spans: byWidth.map((spans) => spans[index] ?? LINE_PARTS) }));
    this.forceRender();
  }
}

function BoardRowRenderer({ model }: SceneComponentProps<BoardRow>): React.ReactElement {
  const { title, items, panels } = model.useState();
  const styles = useStyles2(getStyles);
  const absent = panels.filter((_, index) => items[index]?.state.isAbsent).map(({ panel }) => panel);
  return (
    <section className={styles.row} aria-label={title}>
      {title && <h2 className={styles.heading}>{title}</h2>}
      <div className={styles.grid}>
        {items.map((item) => (
          <item.Component key={item.state.key} model={item} />
        ))}
      </div>
      {absent.length > 0 && (
        <Text color="secondary" variant="bodySmall">
          {notShown(absent)}
        </Text>
      )}
    </section>
  );
}

interface BoardLayoutState extends SceneObjectState {
  children: SceneObject[];
}

/** Rows, and whatever stands between them, from top to bottom. */
export class BoardLayout extends SceneObjectBase<BoardLayoutState> {
  static Component = BoardLayoutRenderer;
}

function BoardLayoutRenderer({ model }: SceneComponentProps<BoardLayout>): React.ReactElement {
  const { children } = model.useState();
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.board}>
      {children.map((child) => (
        <child.Component key={child.state.key} model={child} />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  board: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    flexGrow: 1,
    minWidth: 0,
    // The width that counts is the board's own: Grafana's docked menu takes its share of the window.
    container: 'board / inline-size',
  }),
  row: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  heading: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  grid: css({
    display: 'grid',
    gridTemplateColumns: `repeat(${LINE_PARTS}, minmax(0, 1fr))`,
    gap: `${GAP}px 0`,
    marginInline: -GAP / 2,
  }),
  item: css({
    position: 'relative',
    // The panel's place until it is there.
    background: theme.colors.background.primary,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
    // Half of the gap to each neighbour: a hundred gaps between the grid's columns would leave no room for them.
    marginInline: GAP / 2,
    container: 'panel / inline-size',
    ...Object.fromEntries(
      BOARD_WIDTHS.map((width, index) => [
        `@container board (min-width: ${width}px)`,
        { gridColumn: `span var(--span-${index})` },
      ])
    ),
    // The title of a narrow panel: in two lines, within the height that Grafana gives one; smaller where it is a figure's.
    '@container panel (max-width: 400px)': {
      h2: {
        display: '-webkit-box',
        WebkitLineClamp: 2,
        WebkitBoxOrient: 'vertical',
        whiteSpace: 'normal',
        lineHeight: 1.1,
      },
    },
    '@container panel (max-width: 260px)': { h2: { fontSize: theme.typography.bodySmall.fontSize } },
  }),
});
