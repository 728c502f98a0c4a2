/**
 * The one function through which every visible text goes. It knows no translation library, so that Node and the folders
 * without Grafana use it too: each plugin's entry names the function that looks texts up, and without one texts are English.
 */
/** `count` chooses between one and many, and is a number for it. */
export type TextValues = Record<string, string | number> & { count?: number };
/** The English text for a `count` of one, beside the values, where the text has a plural; i18next's own name for it. */
const ONE = 'defaultValue_one';
export type Translate = (key: string, english: string, values?: TextValues) => string;

let translate: Translate = (_key, english, values) => fillIn(english, values);

/** The text of a key in the user's language, else the English one, with `{{values}}` filled in as they are. */
export function t(key: string, english: string, values?: TextValues): string {
  return translate(key, english, values);
}

/** A text by its parts: what a worker, which has no translations, sends to the page. */
export interface TextParts {
  key: string;
  english: string;
  values?: TextValues;
}

/**
 * For a worker: texts stay English, and are known again by what they say.
 *
 * @returns the parts of a text that {@link t} made; undefined for any other
 */
export function rememberTexts(): (text: string) => TextParts | undefined {
  const made = new Map<string, TextParts>();
  setTranslator((key, english, values) => {
    const text = fillIn(english, values);
    made.set(text, { key, english, values });
    return text;
  });
  return (text) => made.get(text);
}

/** A text in the user's language, from its parts; a text of no parts as it is. */
export function textOf(text: string | TextParts): string {
  return typeof text === 'string' ? text : translate(text.key, text.english, text.values);
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
