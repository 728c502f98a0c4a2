/**
 * The one function through which every visible text goes. It knows no translation library, so that Node and the folders
 * without Grafana use it too: each plugin's entry names the function that looks texts up, and without one texts are English.
 */
export type TextValues = Record<string, string | number>;
/** The English text for a `count` of one, beside the values, where the text has a plural; i18next's own name for it. */
const ONE = 'defaultValue_one';
export type Translate = (key: string, english: string, values?: TextValues) => string;

let translate: Translate = (_key, english, values) => fillIn(english, values);

/** The text of a key in the user's language, else the English one, with `{{values}}` filled in as they are. */
export function t(key: string, english: string, values?: TextValues): string {
  return translate(key, english, values);
}

/** Names who looks texts up; a plugin's entry calls it once, before anything is shown. */
export function setTranslator(translator: Translate): void {
  translate = translator;
}

/** `{{name}}` replaced by the value of that name; a name without a value stays as it is. */
export function fillIn(text: string, values: TextValues = {}): string {
  const chosen = values.count === 1 && ONE in values ? String(values[ONE]) : text;
  return chosen.replace(/{{\s*(\w+)\s*}}/g, (whole, name: string) => String(values[name] ?? whole));
}
