/** Markdown as the preview shows it, for tests. */
import { renderMarkdown } from '@grafana/data';

export function rendered(markdown: string): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = renderMarkdown(markdown);
  return root;
}
