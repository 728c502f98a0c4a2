/**
 * The worker is a chunk beside the plugin's others, from where Grafana serves them. Without `library: false` webpack would
 * wrap it for the plugin's module loader, which a worker does not have.
 */
export function createWorker(): Worker {
  return new Worker(/* webpackEntryOptions: { library: false } */ new URL('./reportWorker.ts', import.meta.url));
}
