import { mailOf, newMessageId, SUPPORT } from '../support/mail.ts';

export const ENGINEER = 'li@desk.example';

/** One engineer, so that every ticket is theirs to answer; no limits, so that every ticket is acknowledged. */
export const WORKLOAD_CONFIG = {
  staff: [
    {
      name: '李工',
      email: ENGINEER,
      roles: ['engineer', 'supervisor', 'frontline'],
      teams: ['backend'],
      capacity: 1_000_000,
    },
  ],
  teams: [
    {
      name: 'backend',
      categories: ['system_fault', 'function_error', 'data_problem', 'permission', 'how_to', 'other'],
    },
  ],
  limits: {
    acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 },
    automaticPerTicketDay: 0,
  },
};

type Opened = { readonly customer: string; readonly messageId: string };

/** Mails of every kind the desk treats differently, and what must have come of them in the end. */
export class Workload {
  /** Mails delivered, copies included. */
  delivered = 0;
  readonly opened: Opened[] = [];
  /** Words added to tickets by later mail: each must be there exactly once. */
  readonly additions: string[] = [];
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * A few mails: a new problem, now and then with a file, a large one, a second copy, and words on an earlier ticket.
   */
  next(): string[] {
    const mails = [this.#problem()];
    const old = this.opened[Math.floor(this.#random() * (this.opened.length - 1))];
    if (old !== undefined && this.opened.length > 5) {
      if (this.#random() < 0.4) mails.push(this.#addition(old, 'customer'));
      if (this.#random() < 0.4) mails.push(this.#addition(old, 'engineer'));
    }
    if (this.#random() < 0.2) mails.push(mails[0] ?? '');
    this.delivered += mails.length;
    return mails;
  }

  #problem(): string {
    const number = this.opened.length;
    const customer = `customer${number}@c${number % 20}.example`;
    const messageId = newMessageId('customers.example');
    this.opened.push({ customer, messageId });
    const chance = this.#random();
    const mail = mailOf({
      from: customer,
      subject: `问题 ${number}`,
      text: `第 ${number} 个问题，请处理。`,
      messageId,
    });
    if (chance >= 0.4) return mail;
    return withFile(mail, number, chance < 0.08 ? 1_500_000 : 3_000);
  }

  #addition({ customer, messageId }: Opened, who: 'customer' | 'engineer'): string {
    const words = `补充说明第 ${this.additions.length} 条`;
    this.additions.push(words);
    return mailOf({
      from: who === 'customer' ? customer : `李工 <${ENGINEER}>`,
      to: SUPPORT,
      subject: '回复：问题',
      text: who === 'customer' ? words : `#reply ${words}`,
      inReplyTo: messageId,
      references: messageId,
    });
  }
}

/** A plain mail with a file of so many octets added. */
function withFile(mail: string, number: number, octets: number): string {
  const boundary = 'file-boundary';
  const content = Buffer.alloc(octets, `attachment ${number} `).toString('base64').replace(/.{76}/g, '$&\r\n');
  return [
    `${mail.slice(0, mail.indexOf('Content-Type:'))}Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    mail.slice(mail.indexOf('Content-Type:')),
    `--${boundary}`,
    'Content-Type: text/plain; name="log.txt"',
    'Content-Disposition: attachment; filename="log.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    content,
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
