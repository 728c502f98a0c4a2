import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { byNode, meanOf, gpuUse, type Gpu, type GpuMeasure } from '../../domain/gpu';
import { testIds } from '../../shared/testIds';
import { GpuCell, type CellSize } from './GpuCell';
import { GpuFacts } from './GpuFacts';
import { NodeLink } from './NodeLink';
import { UseKey } from './UseKey';
import { SCALES, evenColumns, fillOf, gpuKey, largestOf, neighbour } from './gpuScales';
import type { AskNow } from './useHolders';
import { gpuIndex, gpuName, holderOf, nodeName, type FormatValue } from './gpuText';

interface Props {
  gpus: Gpu[];
  measure: GpuMeasure;
  format: FormatValue;
  /** Accessible name of the whole grid. */
  label: string;
  askNow: AskNow;
  /** Key of the GPU that the ranked list points at. */
  pointed?: string;
}

/** Up to so many GPUs a cell is large enough for its number and its pod, or for its number. */
const LARGE = 32;
const ROOMY = 160;

/**
 * Every GPU of every node. A cell fills from the bottom as its value rises, so it can be read without colour; one that
 * reports no value is grey. Free, idle and busy ones differ in their frames, and are counted. One stop of the Tab key,
 * arrows from GPU to GPU.
 */
export function GpuGridView({ gpus, measure, format, label, askNow, pointed }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [chosenKey, setChosenKey] = useState<string>();
  const chosen = gpus.find((gpu) => gpuKey(gpu) === chosenKey) ?? gpus[0];
  const chosenId = chosen && gpuKey(chosen);
  const size = sizeFor(gpus.length);
  const nodes = useMemo(() => nodesOf(gpus, measure, format, size), [gpus, measure, format, size]);

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const next = neighbour(gpus, chosenId, event.key);
    if (next) {
      event.preventDefault();
      const key = gpuKey(next);
      setChosenKey(key);
      event.currentTarget.querySelector<HTMLElement>(`[data-gpu="${CSS.escape(key)}"]`)?.focus();
    }
  };

  return (
    <div className={styles.box}>
      <UseKey gpus={gpus} measure={measure} format={format} />
      <div className={styles.facts} data-testid={testIds.gpus.facts}>
        {chosen && <GpuFacts gpu={chosen} measure={measure} format={format} askNow={askNow} />}
      </div>
      <div
        className={cx(styles.nodes, size === 'roomy' && styles.roomyNodes, size === 'large' && styles.largeNodes)}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {nodes.map((node) => (
          <section key={node.name} className={styles.node} aria-label={node.label}>
            <div className={styles.nodeName} title={node.name}>
              <span className={styles.ellipsis}>
                <bdi>
                  <NodeLink node={node.name} />
                </bdi>
              </span>
              <span className={styles.mean}>{node.mean}</span>
            </div>
            <div
              className={cx(styles.cells, size === 'roomy' && styles.roomyCells, size === 'large' && styles.largeCells)}
              style={columnVariables(node.cells.length)}
            >
              {node.cells.map((cell) => (
                <GpuCell
                  key={cell.id}
                  {...cell}
                  size={size}
                  isTabStop={cell.id === chosenId}
                  isPointed={cell.id === pointed}
                  onChoose={setChosenKey}
                />
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}

/** Columns of a node's cells where there is little, some and much room. */
function columnVariables(count: number): Record<string, number> {
  return { '--narrow': evenColumns(count, 2), '--middle': evenColumns(count, 4), '--wide': evenColumns(count, 8) };
}

function sizeFor(count: number): CellSize {
  return count <= LARGE ? 'large' : count <= ROOMY ? 'roomy' : 'dense';
}

/** All that the grid shows, put into words once and not with every step of the focus. */
function nodesOf(gpus: Gpu[], measure: GpuMeasure, format: FormatValue, size: CellSize) {
  const largest = largestOf(gpus, measure);
  return byNode(gpus).map((node) => {
    const mean = meanOf(node.gpus, measure);
    return {
      name: node.node,
      label: nodeName(node, measure, format),
      mean: mean === undefined ? '' : format(mean),
      cells: node.gpus.map((gpu) => {
        const value = gpu[measure];
        return {
          id: gpuKey(gpu),
          index: size === 'large' ? gpuIndex(gpu) : gpu.index,
          holder: gpu.pods.length === 1 ? (gpu.pods[0]?.pod ?? '') : holderOf(gpu),
          name: gpuName(gpu, measure, format),
          fill: fillOf(value, SCALES[measure], largest),
          value: value === undefined ? '–' : format(value),
          use: gpuUse(gpu),
        };
      }),
    };
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  // Kept in view: on a long grid the facts would scroll away from the GPU that they are about.
  facts: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    minHeight: theme.spacing(4),
    padding: theme.spacing(0.5, 1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    overflowWrap: 'anywhere',
  }),
  nodes: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(124px, 1fr))', gap: theme.spacing(1) }),
  roomyNodes: css({ gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))' }),
  largeNodes: css({ gridTemplateColumns: 'minmax(0, 1fr)', '& > *': { container: 'node / inline-size' } }),
  node: css({
    minWidth: 0,
    padding: theme.spacing(0.75),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  nodeName: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    paddingBottom: theme.spacing(0.5),
  }),
  // Cut at its start: nodes differ in the end of their names.
  ellipsis: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', direction: 'rtl' }),
  mean: css({ flexShrink: 0, fontVariantNumeric: 'tabular-nums' }),
  cells: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(24px, 1fr))', gap: 2 }),
  roomyCells: css({ gridTemplateColumns: 'repeat(auto-fit, minmax(56px, 1fr))', gap: theme.spacing(0.5) }),
  // As many columns as share the cells evenly.
  largeCells: css({
    gridTemplateColumns: 'repeat(var(--narrow), minmax(0, 1fr))',
    gap: theme.spacing(0.5),
    '@container node (min-width: 340px)': { gridTemplateColumns: 'repeat(var(--middle), minmax(0, 1fr))' },
    '@container node (min-width: 680px)': { gridTemplateColumns: 'repeat(var(--wide), minmax(0, 1fr))' },
  }),
});
