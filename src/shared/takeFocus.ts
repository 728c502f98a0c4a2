/** As the `ref` of what a person has just asked for: it takes the keyboard's focus when it appears. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
