/** Text, lists, tables and links as GitHub's Markdown reads them. */

/** Is not shown, and keeps what stands before it from becoming a mention, a reference or a link. */
const BREAK = '<!-- -->';
const LINK = /(https?:|ftp:|www(?=\.))(?=\/\/|\.)/gi;

/** What Markdown, HTML or GitHub would read as markup is text here: a single line without spaces at its ends. */
export function markdownText(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_~[\]|$]/g, '\\$&')
    .replace(LINK, `$1${BREAK}`)
    .replace(/@(?=[A-Za-z0-9])/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/\bGH(?=-\d)/gi, `$&${BREAK}`);
}

/** A table of texts; the first column to the left, the others to the right. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`, ...rows.map(line)];
}

/** A list of texts; what would begin a heading or another list at the start of a line is text too. */
export function markdownList(items: readonly string[]): string[] {
  return items.map((item) => `- ${markdownText(item).replace(/^[-+#=>]|(?<=^\d+)[.)]/, '\\$&')}`);
}

/** A link to a page; undefined where the address is none that a browser opens as one. */
export function markdownLink(text: string, address: string): string | undefined {
  const page = pageOf(address);
  const safe = page?.href.replace(/[<>()\\]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return safe === undefined ? undefined : `[${markdownText(text)}](${safe})`;
}

function pageOf(address: string): URL | undefined {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined; // No address.
  }
}
