import { createHmac } from 'node:crypto';

/** The octets of a secret: the base64 behind `whsec_`, else the text itself. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);

/** A request as the receiver checks it: its id is the same at every attempt, its time is that of the attempt. */
export type Signed = { readonly id: string; readonly at: Date; readonly body: string };

/** The fields of Standard Webhooks 1.0.0: HMAC-SHA-256 over `id.seconds.body`, in base64, as version `v1`. */
export function signatureFields({ id, at, body }: Signed, secret: string): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${mac}` };
}
