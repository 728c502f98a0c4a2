// Contract tests run in Node, where there is no page to set up.
if (typeof HTMLCanvasElement !== 'undefined') {
  // Jest setup provided by Grafana scaffolding
  require('./.config/jest-setup');

  // @grafana/ui measures text on a canvas, which jsdom does not have: a character counts as 7 px.
  HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 7 }) });

  // Nothing has a size in jsdom, so nothing changes its size or comes into view.
  class NoObserver {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  global.ResizeObserver ??= NoObserver;
  global.IntersectionObserver ??= NoObserver;
}
