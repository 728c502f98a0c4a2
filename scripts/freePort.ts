/** Ports of this machine. */
import net from 'node:net';

/** Whether a port can be listened on. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** A port that was free a moment ago. */
export function anyFreePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address() as net.AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
}

/** The wanted port, or the first free one of those that follow it. */
export async function firstFreePort(wanted: number, tries = 20): Promise<number> {
  for (let port = wanted; port < wanted + tries; port++) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`Ports ${wanted} to ${wanted + tries - 1} are all taken. Name a free one with --port.`);
}
