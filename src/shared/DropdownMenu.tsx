import { Menu } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

/**
 * The menu of a Grafana Dropdown. On a busy page the dropdown takes the focus back from the first item and gives it to the
 * frame around the menu, where the arrow keys do nothing; here the frame hands it on.
 */
export function DropdownMenu({ children }: { children: React.ReactNode }): React.ReactElement {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = menu.current?.parentElement?.closest<HTMLElement>('[tabindex="-1"]');
    const handOn = ({ target }: FocusEvent): void => {
      if (target === frame) {
        menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
      }
    };
    frame?.addEventListener('focus', handOn);
    return () => frame?.removeEventListener('focus', handOn);
  }, []);
  return <Menu ref={menu}>{children}</Menu>;
}
