import type { LetterFacts } from '../facts.ts';
import { LETTER_KINDS, letterRow, type ValueForm } from '../kinds.ts';
import { type Prose, prose } from './prose.ts';
import { momentText } from './time/times.ts';

/** A value as templates read it: words, a person or a moment as text, or for each code whether it holds. */
type Shown = Prose | string | Readonly<Record<string, boolean>>;

/** The values of a letter's order by name; what the order does not give is empty, and no code holds. */
export function valuesOf(facts: LetterFacts): Readonly<Record<string, Shown>> {
  const values: Record<string, Shown> = { ...NOT_GIVEN };
  for (const [name, value] of Object.entries(facts.values ?? {})) {
    const form = FORMS.get(name);
    if (form !== undefined) values[name] = shown(form, value, facts);
  }
  return values;
}

function shown(form: Form, given: string, facts: LetterFacts): Shown {
  if (form === 'words') return prose(given);
  if (form === 'person') return facts.names?.[given] ?? given;
  if (form === 'moment') return given === '' ? '' : momentText(new Date(given), facts);
  return Object.fromEntries(form.map((code) => [code, code === given]));
}

type Form = Exclude<ValueForm<string>, 'unseen'> | readonly string[];

/**
 * Of all letters, so that what several share, such as a partial, finds every name. Codes of one name are put together.
 */
const FORMS: ReadonlyMap<string, Form> = allForms();

function allForms(): Map<string, Form> {
  const forms = new Map<string, Form>();
  for (const kind of LETTER_KINDS) {
    const own: Readonly<Record<string, Form | 'unseen'>> = letterRow(kind).values;
    for (const [name, form] of Object.entries(own)) {
      if (form === 'unseen') continue;
      const known = forms.get(name) ?? [];
      forms.set(name, typeof form === 'string' || typeof known === 'string' ? form : [...known, ...form]);
    }
  }
  return forms;
}

/** Every value that the order does not give: of all letters, so that nobody may change one. */
const NOT_GIVEN: Readonly<Record<string, Shown>> = Object.fromEntries(
  [...FORMS].map(([name, form]) => [name, nothing(form)]),
);

function nothing(form: Form): Shown {
  if (form === 'words') return prose('');
  return typeof form === 'string' ? '' : Object.fromEntries(form.map((code) => [code, false]));
}
