/** The subset of Grafana's HTTP API that the plugins and the frame use. */
import { accountRoutes } from './accountApi';
import { annotationRoutes } from './annotationApi';
import { proxyCall } from './proxy';
import { HttpError, readJson, requireRole, sendJson, type Call } from './http';
import { runPromQuery, type PromQuery } from './query';
import { dataSourceHealth, passResource } from './resources';
import { param, route, type ApiRoute } from './route';
import type { PreviewState } from './state';
import { userStorageRoutes } from './userStorageApi';

export function apiRoutes(state: PreviewState): ApiRoute[] {
  return [
    ...accountRoutes(state),
    ...pluginRoutes(state),
    ...dataSourceRoutes(state),
    ...annotationRoutes(state),
    ...userStorageRoutes(),
    ...dashboardRoutes(state),
  ];
}

function pluginRoutes(state: PreviewState): ApiRoute[] {
  return [
    route('GET', '/api/plugins', ({ res }) =>
      sendJson(
        res,
        200,
        state.plugins().map(({ json }) => state.pluginSettings(json.id))
      )
    ),
    route('GET', '/api/plugins/:id/settings', (call) =>
      sendJson(call.res, 200, state.pluginSettings(param(call, 'id')))
    ),
    route('POST', '/api/plugins/:id/settings', async (call) => {
      requireRole(call, 'Admin');
      state.plugin(param(call, 'id'));
      state.saveApp(param(call, 'id'), await readJson(call.req));
      sendJson(call.res, 200, { message: 'Plugin settings updated' });
    }),
  ];
}

function dataSourceRoutes(state: PreviewState): ApiRoute[] {
  const dto = (uid: string) => {
    const source = state.dataSource(uid);
    return state.dataSourceDto(
      source,
      state.dataSources().findIndex((one) => one.uid === uid)
    );
  };
  const proxy = (call: Call) => {
    const { target, plugin } = state.proxyTarget(param(call, 'uid'));
    proxyCall(call, target, plugin?.json.routes ?? []);
  };
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return [
    route('GET', '/api/datasources', (call) => {
      requireRole(call, 'Admin');
      sendJson(
        call.res,
        200,
        state.dataSources().map((source, index) => state.dataSourceDto(source, index))
      );
    }),
    route('GET', '/api/datasources/uid/:uid', (call) => {
      requireRole(call, 'Admin');
      sendJson(call.res, 200, dto(param(call, 'uid')));
    }),
    route('GET', '/api/datasources/name/:name', (call) => {
      requireRole(call, 'Admin');
      const source = state.dataSources().find((one) => one.name === param(call, 'name'));
      if (source === undefined) {
        throw new HttpError(404, 'Data source not found');
      }
      sendJson(call.res, 200, dto(source.uid));
    }),
    route('PUT', '/api/datasources/uid/:uid', async (call) => {
      requireRole(call, 'Admin');
      const source = state.saveDataSource(param(call, 'uid'), await readJson(call.req));
      sendJson(call.res, 200, { message: 'Datasource updated', name: source.name, datasource: dto(source.uid) });
    }),
    route('GET', '/api/datasources/uid/:uid/health', (call) =>
      dataSourceHealth(call, state.dataSource(param(call, 'uid')))
    ),
    ...['GET', 'POST'].map((method) =>
      route(method, '/api/datasources/uid/:uid/resources/*', (call) =>
        passResource(call, state.dataSource(param(call, 'uid')))
      )
    ),
    ...methods.map((method) => route(method, '/api/datasources/proxy/uid/:uid/*', proxy)),
    route('POST', '/api/ds/query', (call) => dsQuery(state, call)),
  ];
}

async function dsQuery(state: PreviewState, call: Call): Promise<void> {
  const body = await readJson(call.req);
  const queries = Array.isArray(body.queries)
    ? (body.queries as Array<PromQuery & { datasource?: { uid?: string } }>)
    : [];
  if (queries.length === 0) {
    throw new HttpError(400, 'no queries found');
  }
  const aborted = new AbortController();
  call.res.on('close', () => aborted.abort());
  const answers = await Promise.all(
    queries.map(async (query) => {
      const source = state.dataSource(query.datasource?.uid ?? '');
      if (source.type !== 'prometheus') {
        throw new HttpError(404, 'Plugin not registered');
      }
      const timeInterval = typeof source.jsonData.timeInterval === 'string' ? source.jsonData.timeInterval : undefined;
      return [
        query.refId,
        await runPromQuery(
          { url: source.url, timeInterval },
          query,
          Number(body.from),
          Number(body.to),
          aborted.signal
        ),
      ] as const;
    })
  );
  const failed = answers.some(([, answer]) => answer.error !== undefined);
  sendJson(call.res, failed ? 400 : 200, { results: Object.fromEntries(answers) });
}

function dashboardRoutes(state: PreviewState): ApiRoute[] {
  const hit = (board: { uid: string; title: string; tags: string[]; folder: string }, index: number) => ({
    id: index + 1,
    uid: board.uid,
    title: board.title,
    uri: `db/${board.uid}`,
    url: `/d/${board.uid}`,
    type: 'dash-db',
    tags: board.tags,
    folderTitle: board.folder,
    isStarred: false,
  });
  return [
    route('GET', '/api/search', ({ res, url }) => {
      const query = (url.searchParams.get('query') ?? '').toLowerCase();
      const tags = url.searchParams.getAll('tag');
      const boards = state
        .provisioning()
        .dashboards.filter(
          (board) => board.title.toLowerCase().includes(query) && tags.every((tag) => board.tags.includes(tag))
        );
      sendJson(res, 200, url.searchParams.get('type') === 'dash-folder' ? [] : boards.map(hit));
    }),
    route('GET', '/api/dashboards/uid/:uid', (call) => {
      const board = state.provisioning().dashboards.find((one) => one.uid === param(call, 'uid'));
      if (board === undefined) {
        throw new HttpError(404, 'Dashboard not found');
      }
      const meta = {
        type: 'db',
        canSave: false,
        canEdit: false,
        canAdmin: false,
        slug: board.uid,
        url: `/d/${board.uid}`,
        provisioned: true,
        folderTitle: board.folder,
        version: 1,
      };
      sendJson(call.res, 200, { meta, dashboard: board.json });
    }),
  ];
}
