/** What modules keep beyond the life of a view: listed here, so that all of it can be seen and forgotten at once. */
const caches = new Map<string, () => void>();

/** Lists what a module keeps. @param name what it is, in words @param forget brings the module back to its beginning */
export function listCache(name: string, forget: () => void): void {
  caches.set(name, forget);
}

/** As after a reload of the page, save what the browser stores. */
export function forgetCaches(): void {
  caches.forEach((forget) => forget());
}
