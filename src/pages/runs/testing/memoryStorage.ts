/** A user's storage in memory, for tests. */
import type { UserStorage } from '../../../shared/useKeptIds';

export function memoryStorage(items: Record<string, string> = {}): UserStorage {
  return {
    getItem: async (key) => items[key] ?? null,
    setItem: async (key, value) => void (items[key] = value),
  };
}
