/**
 * The worker is a chunk beside the plugin's others, from where Grafana serves them. Without `library: false` webpack would
 * wrap it for the plugin's module loader, which a worker does not have; without `publicPath: 'auto'` it would look for its
 * own chunks below its own address.
 */
export function createWorker(): Worker {
  return new Worker(
    /* webpackEntryOptions: { library: false, publicPath: 'auto' } */ new URL('./reportWorker.ts', import.meta.url)
  );
}
