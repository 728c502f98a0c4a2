/**
 * Where the plots of our charts begin and end within their panels, px: all alike, so that charts under each other, and what
 * stands between them, have one axis of time.
 */

/** Between a panel's edge and what is drawn in it: its border and its padding. */
const FRAME = 9;
/** Of the values' axis, with its ticks. */
const VALUES = 72;
/** Of what an axis of values is called, which Grafana adds. */
const LABEL = 20;
/** What Grafana keeps free beside a plot without an axis. */
const FREE = 8;

/** Width of an axis of values, as `axisWidth` of a field has it. @param isCalled whether it has a label */
export const axisWidth = (isCalled = false): number => VALUES - (isCalled ? LABEL : 0);

/** Of what has no panel around it, and the same axis of time. */
export const PLOT_EDGES = { left: FRAME + VALUES, right: FRAME + FREE } as const;
