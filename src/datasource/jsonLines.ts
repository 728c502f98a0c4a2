/** Bytes of a Kubernetes watch → its events, one JSON value a line. */
import { t } from '../i18n/t';

/** A row of a Table is a few kB; a line beyond this is no event. */
const MAX_LINE = 16 * 1024 * 1024;

export class JsonLines {
  private readonly decoder = new TextDecoder();
  private rest = '';

  /**
   * The values of the lines that this chunk completes; a character or a line that it cuts waits for the next.
   *
   * @throws SyntaxError for a line that is no JSON, RangeError for one that never ends
   */
  push(chunk: Uint8Array): unknown[] {
    const lines = (this.rest + this.decoder.decode(chunk, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.rest.length > MAX_LINE) {
      throw new RangeError(t('errors.cluster.line-watch-does', 'A line of the watch does not end.'));
    }
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
  }
}
