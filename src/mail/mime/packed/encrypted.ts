import type { Part } from '../structure.ts';

/** Whether a part is S/MIME by its type or its usual name (RFC 8551 §3.2.1). */
export function isCms(type: string, name: string): boolean {
  return /^application\/(?:x-)?pkcs7-mime$/.test(type) || /\.p7[mz]$/i.test(name);
}

/** `signed-data`, `enveloped-data` and the like; empty where the part does not say. */
export const smimeType = ({ contentType }: Part): string => contentType.parameters.get('smime-type') ?? '';

/** A mail under the rights management of Microsoft: readable in the sender's organisation, or on a page of its own. */
export function isRestricted(type: string, name: string): boolean {
  return type === 'application/x-microsoft-rpmsg-message' || /^message(?:_v\d)?\.rpmsg$/i.test(name);
}
