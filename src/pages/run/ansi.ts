/**
 * A log line as plain text: without escape sequences (colours, cursor moves, links, titles) and without other control
 * characters, which a browser would show as nothing or boxes. A carriage return overwrites the line, as a progress bar
 * in a terminal does: what is after the last one stays.
 */
export function plainLine(line: string): string {
  const text = line.replace(ESCAPES, '').replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1).replace(CONTROLS, '');
}

// ECMA-48: OSC … (BEL | ST), CSI parameters intermediates final, and two-character escapes.
const ESCAPES = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g;
// All but the tab.
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;
