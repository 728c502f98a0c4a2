/** A list as it was read, with what is missing from it. */

export interface Listed<T> {
  items: T[];
  /** Undefined: the list is whole. */
  gap?: ListGap;
}

export interface ListGap {
  /** Objects that are there and could not be read, each with what is wrong with it. */
  unreadable: Array<{ name: string; problem: string }>;
  /** The list was longer than what is read. */
  isCut: boolean;
}

/** A list with its gap, if it has one. */
export function listed<T>(items: T[], gap: ListGap): Listed<T> {
  return gap.isCut || gap.unreadable.length > 0 ? { items, gap } : { items };
}
