/** jsdom lays nothing out and scrolls nothing: the sizes that a browser would have found. */
export function layOut(
  element: HTMLElement,
  { height, contentHeight }: { height: number; contentHeight: number }
): void {
  Object.defineProperties(element, { clientHeight: { value: height }, scrollHeight: { value: contentHeight } });
  element.scrollTo = (at?: ScrollToOptions | number) => {
    element.scrollTop = typeof at === 'object' ? (at.top ?? 0) : 0;
  };
}
