/** Who is signed in: the preview has no passwords, a cookie says which user it is, and each user has a role. */
import type { IncomingMessage } from 'node:http';

export type Role = 'Viewer' | 'Editor' | 'Admin';
export const ROLES: Role[] = ['Viewer', 'Editor', 'Admin'];

export interface User {
  id: number;
  login: string;
  name: string;
  orgRole: Role;
}

export const SESSION_COOKIE = 'preview_user';

export class Users {
  private readonly users: User[] = [
    { id: 1, login: 'admin', name: 'Ada Admin', orgRole: 'Admin' },
    { id: 2, login: 'editor', name: 'Eddie Editor', orgRole: 'Editor' },
    { id: 3, login: 'viewer', name: 'Vi Viewer', orgRole: 'Viewer' },
  ];

  byLogin(login: string): User | undefined {
    return this.users.find((user) => user.login === login);
  }

  byId(id: number): User | undefined {
    return this.users.find((user) => user.id === id);
  }

  create(login: string, name: string): User {
    const user: User = { id: this.users.length + 1, login, name, orgRole: 'Viewer' };
    this.users.push(user);
    return user;
  }

  /** The user of a request: by basic auth, by cookie, else the administrator. */
  of(req: IncomingMessage): User {
    const [admin] = this.users as [User];
    const login = basicAuthLogin(req.headers.authorization) ?? cookie(req.headers.cookie, SESSION_COOKIE);
    return (login === undefined ? undefined : this.byLogin(login)) ?? admin;
  }
}

function basicAuthLogin(header: string | undefined): string | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
}

function cookie(header: string | undefined, name: string): string | undefined {
  const pair = (header ?? '').split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  if (pair === undefined) {
    return undefined;
  }
  try {
    return decodeURIComponent(pair.slice(name.length + 1));
  } catch {
    return undefined;
  }
}
