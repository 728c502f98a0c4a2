import { EmptyState, TextLink } from '@grafana/ui';
import React from 'react';

export function NotFound({ message = 'Page not found' }: { message?: string }) {
  return (
    <main>
      <EmptyState variant="not-found" message={message}>
        The preview has the app&apos;s pages, its configuration, its data source and the provisioned dashboards.{' '}
        <TextLink href="/">Go to the first page</TextLink>
      </EmptyState>
    </main>
  );
}
