import { css } from '@emotion/css';
import {
  SceneObjectBase,
  VariableValueSelectors,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface FittingSelectorsState extends SceneObjectState {
  selectors: VariableValueSelectors;
}

/** The choices of a page, no wider than it is: a long name is cut in its box, not the page's edge. */
export class FittingSelectors extends SceneObjectBase<FittingSelectorsState> {
  static Component = FittingSelectorsRenderer;

  constructor() {
    super({ selectors: new VariableValueSelectors({}) });
  }
}

function FittingSelectorsRenderer({ model }: SceneComponentProps<FittingSelectors>): React.ReactElement {
  const { selectors } = model.useState();
  const styles = useStyles2(getStyles);
  return (
    <div className={styles}>
      <selectors.Component model={selectors} />
    </div>
  );
}

const getStyles = () =>
  css({
    display: 'contents',
    '& > *': { maxWidth: '100%' },
    '[class*="input-wrapper"]': { minWidth: 0 },
    '[class*="input-wrapper"] > div': { flexWrap: 'nowrap', minWidth: 0 },
    // Select keeps the width that its name once had.
    '[class*="value-container"]': { minWidth: '0 !important' },
    '[class*="singleValue"]': {
      minWidth: 0,
      maxWidth: '100%',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
  });
