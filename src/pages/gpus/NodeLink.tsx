import { TextLink } from '@grafana/ui';
import React from 'react';

import { gpusOfNodePath } from '../../routes';
import { shortNode } from './gpuText';

/** A node's name that leads to its GPUs. No stop of the Tab key: there is one a node, and the facts of a GPU lead there too. */
export function NodeLink({ node }: { node: string }): React.ReactElement {
  return node === '' ? (
    <></>
  ) : (
    <TextLink href={gpusOfNodePath(node)} color="secondary" variant="bodySmall" tabIndex={-1} title={node}>
      {shortNode(node)}
    </TextLink>
  );
}
