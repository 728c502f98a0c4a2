/** Which rows of a long list of fixed-height rows are on screen. */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

export interface RowWindow {
  /** First row to render, and the one after the last. */
  from: number;
  to: number;
}

/** Rows rendered above and below the screen, and the step in which the window moves: fewer renders while scrolling. */
export const OVERSCAN = 8;
/** Assumed where nothing can be measured, for example in tests. */
const FALLBACK = { width: 1200, height: 600 };

/** Pure half: the window for a scroll position. Moves in steps of {@link OVERSCAN} rows. */
export function windowAt(scrollTop: number, viewport: number, rowHeight: number, count: number): RowWindow {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const step = Math.floor(first / OVERSCAN) * OVERSCAN;
  const from = Math.max(0, Math.min(step - OVERSCAN, count - 1));
  const visible = Math.ceil(viewport / rowHeight) + 1;
  return { from, to: Math.min(count, step + visible + 2 * OVERSCAN) };
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

/**
 * Follows the scroller's position and size.
 *
 * @param heightFor height of a row for a width of the scroller, px
 */
export function useRowWindow(count: number, heightFor: (width: number) => number): Measured {
  const scroller = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(FALLBACK);
  const [scrollTop, setScrollTop] = useState(0);
  const rowHeight = heightFor(size.width);
  const rowHeightRef = useRef(rowHeight);
  useLayoutEffect(() => {
    rowHeightRef.current = rowHeight;
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) {
      return undefined;
    }
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0) {
        setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
      }
    };
    // State in whole steps only: React then renders once every OVERSCAN rows of scrolling.
    const onScroll = () => {
      const stepPx = rowHeightRef.current * OVERSCAN;
      setScrollTop(Math.floor(element.scrollTop / stepPx) * stepPx);
    };
    measure();
    element.addEventListener('scroll', onScroll, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(measure);
    observer?.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer?.disconnect();
    };
  }, []);

  const scrollTo = useCallback((index: number) => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    const top = index * rowHeightRef.current;
    const bottom = top + rowHeightRef.current;
    const header = Number.parseFloat(getComputedStyle(element).scrollPaddingTop) || 0;
    if (top < element.scrollTop) {
      element.scrollTop = top;
    } else if (bottom > element.scrollTop + element.clientHeight - header) {
      element.scrollTop = bottom - element.clientHeight + header;
    }
  }, []);

  return {
    scroller,
    window: windowAt(scrollTop, size.height, rowHeight, count),
    width: size.width,
    rowHeight,
    scrollTo,
  };
}
