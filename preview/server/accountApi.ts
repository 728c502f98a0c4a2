/** Who is signed in, and the users that browser tests create. */
import { HttpError, readJson, requireRole, sendJson, type Call } from './http';
import { param, route, type ApiRoute } from './route';
import type { PreviewState } from './state';
import { ROLES, SESSION_COOKIE, type Role } from './users';

export function accountRoutes(state: PreviewState): ApiRoute[] {
  const { users, options } = state;
  const byId = (call: Call) => {
    const user = users.byId(Number(param(call, 'id')));
    if (user === undefined) {
      throw new HttpError(404, 'user not found');
    }
    return user;
  };
  return [
    route('GET', '/api/health', ({ res }) =>
      sendJson(res, 200, { database: 'ok', version: options.version, commit: 'preview' })
    ),
    route('GET', '/api/frontend/settings', ({ res }) => sendJson(res, 200, state.frontendSettings())),
    route('GET', '/api/org', ({ res }) => sendJson(res, 200, { id: 1, name: 'Preview', address: {} })),
    route('GET', '/api/user', ({ res, user }) =>
      sendJson(res, 200, { ...user, email: `${user.login}@localhost`, orgId: 1, isGrafanaAdmin: false })
    ),
    route('GET', '/api/user/orgs', ({ res, user }) =>
      sendJson(res, 200, [{ orgId: 1, name: 'Preview', role: user.orgRole }])
    ),
    route('GET', '/api/login/ping', ({ res }) => sendJson(res, 200, { message: 'Logged in' })),
    // No password is looked at: the preview listens on this machine only, and has nothing to protect.
    route('POST', '/login', async (call) => {
      const { user } = await readJson(call.req);
      const known = users.byLogin(String(user ?? ''));
      if (known === undefined) {
        throw new HttpError(401, 'Invalid username or password');
      }
      call.res.setHeader('set-cookie', `${SESSION_COOKIE}=${encodeURIComponent(known.login)}; Path=/; SameSite=Lax`);
      sendJson(call.res, 200, { message: 'Logged in', redirectUrl: '/' });
    }),
    route('POST', '/api/admin/users', async (call) => {
      requireRole(call, 'Admin');
      const body = await readJson(call.req);
      const login = String(body.login ?? '');
      if (login === '') {
        throw new HttpError(400, 'Validation error, need to specify either username or email');
      }
      if (users.byLogin(login) !== undefined) {
        throw new HttpError(412, `user '${login}' already exists`);
      }
      sendJson(call.res, 200, { id: users.create(login, String(body.name ?? login)).id, message: 'User created' });
    }),
    route('GET', '/api/users/lookup', (call) => {
      const user = users.byLogin(call.url.searchParams.get('loginOrEmail') ?? '');
      if (user === undefined) {
        throw new HttpError(404, 'user not found');
      }
      sendJson(call.res, 200, user);
    }),
    route('PATCH', '/api/org/users/:id', async (call) => {
      requireRole(call, 'Admin');
      const { role } = await readJson(call.req);
      if (!ROLES.includes(role as Role)) {
        throw new HttpError(400, 'Invalid role specified');
      }
      byId(call).orgRole = role as Role;
      sendJson(call.res, 200, { message: 'Organization user updated' });
    }),
  ];
}
