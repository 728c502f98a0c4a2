/** Duplicate keys of a JSON text, which JSON.parse passes over in silence. */

/** Paths of fields that an object has more than once, in the order of their appearance. The text must be valid JSON. */
export function duplicateFields(text: string): string[] {
  const found: string[] = [];
  let at = 0;

  const space = () => {
    while (/\s/.test(text[at] ?? '')) {
      at++;
    }
  };
  const string = (): string => {
    const from = at++;
    while (text[at] !== '"') {
      at += text[at] === '\\' ? 2 : 1;
    }
    return JSON.parse(text.slice(from, ++at)) as string;
  };
  const object = (path: string) => {
    const keys = new Set<string>();
    at++;
    for (space(); text[at] !== '}'; space()) {
      const key = string();
      const here = path ? `${path}.${key}` : key;
      if (keys.has(key)) {
        found.push(here);
      }
      keys.add(key);
      space();
      at++; // the colon
      value(here);
      space();
      if (text[at] === ',') {
        at++;
      }
    }
    at++;
  };
  const array = (path: string) => {
    at++;
    space();
    for (let i = 0; text[at] !== ']'; i++) {
      value(`${path}[${i}]`);
      space();
      if (text[at] === ',') {
        at++;
      }
      space();
    }
    at++;
  };
  const value = (path: string) => {
    space();
    if (text[at] === '{') {
      object(path);
    } else if (text[at] === '[') {
      array(path);
    } else if (text[at] === '"') {
      string();
    } else {
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) {
        at++;
      }
    }
  };

  value('');
  return [...new Set(found)];
}
