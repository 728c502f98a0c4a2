/** `/api/annotations`: Viewers read, Editors write. */
import { readJson, requireRole, sendJson, type Call } from './http';
import { param, route, type ApiRoute } from './route';
import type { PreviewState } from './state';

export function annotationRoutes(state: PreviewState): ApiRoute[] {
  const { annotations } = state;
  const id = (call: Call) => Number(param(call, 'id'));
  return [
    route('GET', '/api/annotations', ({ res, url }) => sendJson(res, 200, annotations.find(url.searchParams))),
    route('GET', '/api/annotations/tags', ({ res, url }) =>
      sendJson(res, 200, { result: { tags: annotations.tags(url.searchParams.get('tag') ?? '') } })
    ),
    route('GET', '/api/annotations/:id', (call) => sendJson(call.res, 200, annotations.get(id(call)))),
    route('POST', '/api/annotations', async (call) => {
      requireRole(call, 'Editor');
      sendJson(call.res, 200, {
        message: 'Annotation added',
        id: annotations.create(await readJson(call.req), call.user),
      });
    }),
    route('PUT', '/api/annotations/:id', async (call) => {
      requireRole(call, 'Editor');
      annotations.replace(id(call), await readJson(call.req));
      sendJson(call.res, 200, { message: 'Annotation updated', id: id(call) });
    }),
    route('PATCH', '/api/annotations/:id', async (call) => {
      requireRole(call, 'Editor');
      annotations.change(id(call), await readJson(call.req));
      sendJson(call.res, 200, { message: 'Annotation patched', id: id(call) });
    }),
    route('DELETE', '/api/annotations/:id', (call) => {
      requireRole(call, 'Editor');
      annotations.remove(id(call));
      sendJson(call.res, 200, { message: 'Annotation deleted' });
    }),
  ];
}
