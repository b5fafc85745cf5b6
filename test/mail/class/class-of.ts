import { classify } from '../../../src/mail/class/class.ts';
import { headerFrom } from './header-from.ts';

type Evidence = Parameters<typeof classify>[0];
export type Case = Partial<Omit<Evidence, 'header' | 'from'>> & {
  readonly fields?: Readonly<Record<string, string>>;
  readonly sender?: string;
};

/** The class of a person's mail, with other marks where a case names them. */
export function classOf({ fields = {}, sender = 'li@x.example', ...evidence }: Case): string {
  return classify({
    header: headerFrom(fields),
    from: sender === '' ? [] : sender.split(' ').map((address) => ({ name: '', address })),
    subject: 'Hello',
    text: 'Hello',
    contentType: 'text/plain',
    reports: [],
    calendar: null,
    reaction: false,
    ...evidence,
  });
}
