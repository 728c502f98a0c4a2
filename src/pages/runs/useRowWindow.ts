/** Which rows of a long list of fixed-height rows are on screen. */
import { observeElementRect, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

export interface RowWindow {
  /** First row to render, and the one after the last. */
  from: number;
  to: number;
}

/** Rows rendered above and below the screen, and the step in which the window moves: fewer renders while scrolling. */
const OVERSCAN = 8;
/** Assumed where nothing can be measured, for example in tests. */
const FALLBACK = { width: 1280, height: 600 };

/** Heights that depend on the width, px. */
export interface RowHeights {
  row: number;
  /** Of the headings, which stay in view above the rows. */
  head: number;
}

export interface Measured {
  /** For the element that scrolls. */
  scroller: RefObject<HTMLDivElement>;
  window: RowWindow;
  /** Width of the scroller, px. */
  width: number;
  rowHeight: number;
  scrollTo: (index: number) => void;
}

/** The window moves in steps of `overscan` rows, so that rows and what is asked for them change once a step. */
function inSteps({ startIndex, endIndex, overscan, count }: Range): number[] {
  const from = Math.max(0, (Math.floor(startIndex / overscan) - 1) * overscan);
  const to = Math.min(count, (Math.ceil((endIndex + 1) / overscan) + 1) * overscan);
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/**
 * Follows the scroller's position and size.
 *
 * @param heightsFor heights for a width of the scroller, px
 */
export function useRowWindow(count: number, heightsFor: (width: number) => RowHeights): Measured {
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FALLBACK.width);
  const { row, head } = heightsFor(width);
  const observeRect = useCallback<typeof observeElementRect>(
    (instance, onRect) =>
      observeElementRect(instance, (rect) => {
        if (rect.width > 0) {
          setWidth(rect.width);
          onRect(rect);
        }
      }),
    []
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- React Compiler does not compile this; its items are read anew at each render.
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => row,
    scrollMargin: head,
    scrollPaddingStart: head,
    overscan: OVERSCAN,
    rangeExtractor: inSteps,
    initialRect: FALLBACK,
    observeElementRect: observeRect,
    useFlushSync: false,
  });
  // Sizes are kept by the virtualizer until it is told.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, row]);
  const scrollTo = useCallback((index: number) => virtualizer.scrollToIndex(index), [virtualizer]);
  return { scroller, window: windowOf(virtualizer), width, rowHeight: row, scrollTo };
}

function windowOf(virtualizer: Virtualizer<HTMLDivElement, Element>): RowWindow {
  const items = virtualizer.getVirtualItems();
  return { from: items[0]?.index ?? 0, to: (items.at(-1)?.index ?? -1) + 1 };
}
