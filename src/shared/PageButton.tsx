import { locationUtil } from '@grafana/data';
import { LinkButton } from '@grafana/ui';
import React from 'react';

/**
 * A button that leads to a page of Grafana, by a path of `routes.ts`. Grafana's own is a plain link: what a new tab opens and
 * "copy link" copies is its address, which here has the path that Grafana is served under.
 */
export function PageButton({ href, ...rest }: React.ComponentProps<typeof LinkButton>): React.ReactElement {
  return <LinkButton {...rest} href={href === undefined ? undefined : locationUtil.assureBaseUrl(href)} />;
}
