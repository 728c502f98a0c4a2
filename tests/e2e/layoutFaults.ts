/** What is wrong with the page as it stands, in words; empty when nothing is. Evaluated in the page, so it stands on nothing. */
export function faults(): string[] {
  const sideways = (): string[] => {
    const root = document.documentElement;
    const by = root.scrollWidth - root.clientWidth;
    return by > 1 ? [`the page scrolls sideways by ${by} px`] : [];
  };
  /** What the emptiest line of a grid leaves free at its end. */
  const holeIn = (grid: Element): string[] => {
    const ends = new Map<number, number>();
    for (const item of grid.children) {
      const { top, right } = item.getBoundingClientRect();
      ends.set(Math.round(top), Math.max(ends.get(Math.round(top)) ?? 0, right));
    }
    const end = grid.getBoundingClientRect().right;
    const hole = Math.max(0, ...[...ends.values()].map((right) => end - right));
    return hole > 8 ? [`a hole of ${Math.round(hole)} px in "${grid.parentElement?.getAttribute('aria-label')}"`] : [];
  };
  const isTitleCut = (title: HTMLElement): boolean => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = title;
    const isOver = scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 2;
    // Of a figure on Grafana's fixed grid, with the menu docked, there may be room for less: Grafana shortens it.
    const isNarrow = (title.closest('section')?.clientWidth ?? 0) < 150;
    return isOver && !isNarrow && clientWidth > 0 && getComputedStyle(title).overflow !== 'visible';
  };
  const isNumberCut = (element: HTMLElement): boolean => {
    const isNumber = /^[\d.,]+\s?(%|[a-z/]{1,6})?$/i.test(element.textContent.trim());
    const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    return isNumber && isCut && getComputedStyle(element).overflowX !== 'visible';
  };
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
  return [
    ...sideways(),
    ...all('main section[aria-label] > div')
      .filter((grid) => getComputedStyle(grid).display === 'grid')
      .flatMap(holeIn),
    ...all('main section h2')
      .filter(isTitleCut)
      .map((title) => `the title ${title.textContent} is cut`),
    ...all('main section *:not(:has(*))')
      .filter(isNumberCut)
      .map((element) => `the number ${element.textContent} is cut`),
  ];
}
