/** A list of the Kubernetes API, all pages of it. */
import { listed, type Listed, type ListGap } from '../domain/listed';
import { decodeList } from '../kube/decode';
import { translateError, type Call } from './errorTranslation';
import type { TektonClient } from './TektonClient';

const MAX_PAGES = 40;
const PAGE = 500;

/**
 * What can be read of a list; items that cannot, and pages beyond the most that are asked for, are named as its gap.
 *
 * @throws UserError
 */
export async function listAll<T>(
  client: Pick<TektonClient, 'get'>,
  path: string,
  call: Call,
  query: Record<string, string>,
  decodeItem: (item: unknown) => T,
  signal?: AbortSignal
): Promise<Listed<T>> {
  const all: T[] = [];
  const unreadable: ListGap['unreadable'] = [];
  let page: string | undefined;
  for (let i = 0; i < MAX_PAGES; i += 1) {
    const body = await client.get(path, call, { query: { ...query, limit: PAGE, continue: page }, signal });
    const list = decoded(call, () => decodeList(body, decodeItem));
    all.push(...list.items);
    unreadable.push(...list.broken.map(({ name, error }) => ({ name, problem: error.message })));
    page = list.continue;
    if (page === undefined) {
      return listed(all, { unreadable, isCut: false });
    }
  }
  return listed(all, { unreadable, isCut: true });
}

function decoded<T>(call: Call, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw translateError(error, call);
  }
}
