/**
 * Grafana's storage for what a user chooses in a plugin, in memory. What was never written is empty here; Grafana answers 404
 * and its client then creates it.
 */
import { HttpError, readJson, sendJson, type Call } from './http';
import { param, route, type ApiRoute } from './route';

const PATH = '/apis/userstorage.grafana.app/v0alpha1/namespaces/:namespace/user-storage/:name';

export function userStorageRoutes(): ApiRoute[] {
  const all = new Map<string, Record<string, unknown>>();
  const own = (call: Call): string => {
    const name = param(call, 'name');
    // `plugin:user`, as the client names it: a user's storage is that user's alone.
    if (!name.endsWith(`:u${call.user.id}`)) {
      throw new HttpError(403, 'Access denied');
    }
    return name;
  };
  const answer = (call: Call, name: string): void => sendJson(call.res, 200, { spec: { data: all.get(name) ?? {} } });
  return [
    route('GET', PATH, (call) => answer(call, own(call))),
    route('PATCH', PATH, async (call) => {
      const name = own(call);
      const { spec } = (await readJson(call.req)) as { spec?: { data?: Record<string, unknown> } };
      all.set(name, { ...all.get(name), ...spec?.data });
      answer(call, name);
    }),
  ];
}
