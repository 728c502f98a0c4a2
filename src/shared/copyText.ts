/**
 * Puts text on the clipboard, also where Grafana is not served over HTTPS and the browser has no clipboard to give.
 *
 * @returns whether the browser did it
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard !== undefined) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false
    );
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.appendChild(area);
  area.select();
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else writes there without HTTPS
    return document.execCommand('copy');
  } finally {
    area.remove();
  }
}
