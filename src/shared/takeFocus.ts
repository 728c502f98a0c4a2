/** As the `ref` of what a person has just asked for: the keyboard goes on from there when it comes. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
