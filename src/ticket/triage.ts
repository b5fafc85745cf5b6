import type { Form } from '../mail/mail.ts';
import { canonicalUrgency } from '../mail/meaning/form.ts';
import { impactOf } from '../mail/meaning/prose/impact.ts';
import type { Policy, Rule } from './policy.ts';
import { URGENCIES, type Urgency, type ValueReason } from './ticket.ts';

/**
 * What a mail tells for triage; `recordedByStaff`: the form was filled in by staff, so it is no claim of the customer.
 */
export type Symptoms = {
  readonly form: Form;
  readonly subject: string;
  readonly words: string;
  readonly from: string;
  readonly recordedByStaff: boolean;
  /** Anybody can write "urgent" in anybody's name: of the unproven it makes `high`, and staff raise it. */
  readonly proven: boolean;
};

export type Triage = {
  readonly urgency: Urgency;
  readonly urgencyReason: ValueReason;
  readonly category: string;
  readonly categoryReason: ValueReason;
};

const CATEGORY_WORDS: Readonly<Record<string, readonly string[]>> = {
  system_fault: ['系统故障'],
  function_error: ['功能异常'],
  data_problem: ['数据问题'],
  permission: ['权限配置', '权限', 'permissions'],
  how_to: ['操作指导', '使用咨询'],
  other: ['其他', '其它'],
};

/** Folds case, full-width forms and the separators within a label: `System Fault` and `system_fault` are one. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, ' ');

/** The urgency a word names, in either language; null when it names none. */
export function urgencyNamed(word: string): Urgency | null {
  const canonical = canonicalUrgency(word);
  return URGENCIES.find((urgency) => urgency === canonical) ?? null;
}

/**
 * The configured category a word names, by its key or its usual Chinese label; a longer text names one when it holds
 * just one of them. Null when it names none.
 */
export function categoryNamed(word: string, categories: readonly string[]): string | null {
  const text = folded(word);
  const namesOf = (key: string): readonly string[] => [key, ...(CATEGORY_WORDS[key] ?? [])].map(folded);
  const exact = categories.find((key) => namesOf(key).includes(text));
  const held = categories.filter((key) => namesOf(key).some((name) => text.includes(name)));
  return exact ?? (held.length === 1 ? (held[0] ?? null) : null);
}

/**
 * Urgency and category with their reasons: an explicit form field, then the first rule that sets it, for the urgency
 * what is said of the impact on the business, then the default.
 */
export function triage(symptoms: Symptoms, policy: Policy): Triage {
  const { form, recordedByStaff } = symptoms;
  const urgency = form.urgency === undefined ? null : urgencyNamed(form.urgency);
  const category = form.category === undefined ? null : categoryNamed(form.category, policy.categories);
  const judged =
    urgency === null
      ? urgencyByRule(symptoms, policy)
      : ({
          urgency,
          urgencyReason: { source: recordedByStaff ? 'form' : 'claim', detail: form.urgency ?? '' },
        } as const);
  return {
    ...judged,
    urgency: judged.urgency === 'urgent' && !symptoms.proven ? 'high' : judged.urgency,
    ...(category === null
      ? categoryByRule(symptoms, policy)
      : { category, categoryReason: { source: 'form', detail: form.category ?? '' } }),
  };
}

function urgencyByRule(symptoms: Symptoms, policy: Policy): Pick<Triage, 'urgency' | 'urgencyReason'> {
  for (const { when, set } of policy.rules) {
    const reason = set.urgency && holds(when, symptoms);
    if (set.urgency && reason) return { urgency: set.urgency, urgencyReason: reason };
  }
  return urgencyByImpact(symptoms.form) ?? { urgency: 'medium', urgencyReason: { source: 'default', detail: '' } };
}

/** What the business impact of the form, labelled or read from prose, makes of the urgency; null when nothing. */
export function urgencyByImpact({ businessImpact }: Form): Pick<Triage, 'urgency' | 'urgencyReason'> | null {
  const impact = businessImpact === undefined ? null : impactOf(businessImpact);
  return impact === null
    ? null
    : { urgency: impact.urgency, urgencyReason: { source: 'impact', detail: impact.words } };
}

function categoryByRule(symptoms: Symptoms, policy: Policy): Pick<Triage, 'category' | 'categoryReason'> {
  for (const { when, set } of policy.rules) {
    const reason = set.category && holds(when, symptoms);
    if (set.category && reason) return { category: set.category, categoryReason: reason };
  }
  const category = policy.categories.includes('other') ? 'other' : (policy.categories.at(-1) ?? 'other');
  return { category, categoryReason: { source: 'default', detail: '' } };
}

/** Why a rule holds: the word that was found, else the sender it is about; null when it does not. */
function holds(when: Rule['when'], { subject, words, from }: Symptoms): ValueReason | null {
  const text = `${subject}\n${words}`.toLowerCase();
  const word = when.words?.find((each) => text.includes(each.toLowerCase()));
  if (when.words !== undefined && word === undefined) return null;
  if (when.from !== undefined && !matchesGlob(when.from, from)) return null;
  return { source: 'rule', detail: word ?? when.from ?? '' };
}

/** `*` stands for any characters, `?` for one; case is ignored. */
function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 'is').test(text);
}
