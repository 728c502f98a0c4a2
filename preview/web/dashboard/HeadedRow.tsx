/** A row of panels as Scenes draws it; its heading lacks a level, without which it is none to a screen reader. */
import { SceneGridRow, type SceneComponentProps } from '@grafana/scenes';
import React, { useEffect, useRef } from 'react';

export class HeadedRow extends SceneGridRow {
  static override Component = HeadedRowRenderer;
}

function HeadedRowRenderer({ model }: SceneComponentProps<SceneGridRow>): React.ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.querySelector('[role="heading"]')?.setAttribute('aria-level', '2'));
  return (
    <div ref={ref} style={{ display: 'contents' }}>
      <SceneGridRow.Component model={model} />
    </div>
  );
}
