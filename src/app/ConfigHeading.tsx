import { Text } from '@grafana/ui';
import React from 'react';

/** Heading of a section: second level below the plugin's name, fourth in size. */
export function ConfigHeading({ id, children }: { id: string; children: string }): React.ReactElement {
  return (
    <div id={id}>
      <Text element="h2" variant="h4">
        {children}
      </Text>
    </div>
  );
}
